/** @file Answers the calls of the search pages. */
import { authorityState } from '../core/authorityState.ts';
import { Failure } from '../core/failure.ts';
import type { ProbeId } from '../core/ids.ts';
import { allowThreshold } from '../engine/accuracy/estimating.ts';
import { findResult, showResult } from '../engine/answers.ts';
import { authoritiesOf, endAuthority, grantAuthority, requestAuthority } from '../engine/authorising.ts';
import { scheduleOf } from '../engine/disclose/schedule.ts';
import { listsOf } from '../engine/lists.ts';
import { defaultPack, loadPack } from '../engine/models.ts';
import { listProbes } from '../engine/probing.ts';
import { barOf } from '../engine/sought.ts';
import { momentOf } from '../engine/standing.ts';
import type { Case } from '../engine/caseFolder.ts';
import type { CallsOf, InputOf } from './callContract.ts';
import type { Desk } from './desk.ts';
import type { searchContract } from './searchContract.ts';

export function searchCalls(desk: Desk): CallsOf<typeof searchContract> {
  const { engine } = desk;
  /** The case, for those who may see what searches gave. */
  const shownTo = (caseId: string): Case => {
    const opened = desk.caseOf(caseId);
    opened.demand('search-shown');
    return opened;
  };
  const sourceOf = (from: { fileId: string } | { trackId: string }) => ('fileId' in from ? { file: desk.pathOf(from.fileId) } : { track: from.trackId });
  return {
    async authorities({ caseId }) {
      const { db } = desk.caseOf(caseId);
      const now = momentOf(db);
      return { now, all: authoritiesOf(db).map((each) => ({ ...each, state: authorityState(each, now) })) };
    },
    async requestAuthority({ caseId, condition, document, ...wish }) {
      const { authority } = requestAuthority(desk.caseOf(caseId), { ...wish, kind: 'search', basis: { condition, document }, items: [] });
      return { authority };
    },
    async grantAuthority({ caseId, authority }) {
      grantAuthority(desk.caseOf(caseId), authority);
      return null;
    },
    async endAuthority({ caseId, authority, reason }) {
      endAuthority(desk.caseOf(caseId), authority, reason);
      return null;
    },

    probes: async ({ caseId }) => listProbes(desk.caseOf(caseId).db).map((probe) => ({ ...probe, barred: barOf(probe.label, probe.provenance)?.message ?? null })),
    lists: async ({ caseId }) => listsOf(desk.caseOf(caseId).db),
    findFaces: ({ caseId, from }, job) => engine.findFaces(desk.caseOf(caseId), sourceOf(from), defaultPack, job),
    async addProbe({ caseId, from, face, original, label, provenance }, job) {
      const source = { ...sourceOf(from), ...(original !== null && { original: { file: desk.pathOf(original.fileId), face: original.face } }) };
      const { probe } = await engine.addProbe(desk.caseOf(caseId), source, { label, provenance, face }, defaultPack, job);
      return { probeId: probe.id };
    },

    previewSearch: ({ caseId, ...request }, job) => engine.previewSearch(desk.caseOf(caseId), requestOf(request), defaultPack, job),
    estimateSearch: ({ caseId, ...request }, job) => engine.estimate(desk.caseOf(caseId), requestOf(request), defaultPack, job),
    async measureNonMated({ caseId, fileId, exhibit, declared }, job) {
      const measured = await engine.measureNonMated(desk.caseOf(caseId), { faces: desk.pathOf(fileId), exhibit, declared }, defaultPack, job);
      return measured.map(({ camera, entry, notes, bands, measuredOn: { counts } }) => ({ camera, entry, notes, insufficient: bands[0]!.insufficient, people: counts['people']!, photographs: counts['photographs']!, tracks: counts['tracks']! }));
    },
    async allowThreshold({ caseId, lowest, reason }, job) {
      const { digest } = await loadPack(defaultPack, desk.home, job);
      return { allowance: allowThreshold(desk.caseOf(caseId), digest, lowest, reason) };
    },
    async search({ caseId, ...request }, job) {
      const { id } = await engine.search(desk.caseOf(caseId), requestOf(request), defaultPack, job);
      return { search: id };
    },
    searches: async ({ caseId }) => scheduleOf(shownTo(caseId).db, new Set()),
    showSearch: async ({ caseId, search }) => showResult(desk.caseOf(caseId), search),
    async measureCandidate({ caseId, search, answer: which, rank }, job) {
      const opened = shownTo(caseId);
      const result = findResult(opened.db, search);
      const answer = result?.answers[which];
      const candidate = answer && [...answer.candidates, ...answer.rest.nearest].find((each) => each.rank === rank);
      if (!candidate) throw new Failure('candidate-unknown', { search, rank, candidates: answer?.candidates.length ?? 0 });
      const [measured] = await engine.measure(opened, [{ probe: answer.probe, candidates: [candidate] }], result.pack.id, job);
      return { probe: measured!.measures, candidate: measured!.candidates[0]!.measures };
    },
    likelihoodRatio: ({ caseId, search, rank }, job) => engine.likelihoodRatio(shownTo(caseId), search, rank, job),
  };
}

function requestOf(input: Omit<InputOf<(typeof searchContract)['search']>, 'caseId'>) {
  return { ...input, probe: input.probe as ProbeId | null };
}

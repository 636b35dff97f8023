/**
 * @file A bundle of one search, written by the real writer and signed, from a scene. Whoever forges one can sign it too: `change` gets everything before
 * anything is hashed, so that what it changes has to be found by the stage that it concerns.
 */
import { join } from 'node:path';
import { canonical } from '../../electron/ledger/canonical.ts';
import { sha256 } from '../../electron/engine/hash.ts';
import { vectorBytes } from '../../electron/engine/vectorBytes.ts';
import type { ScheduledSearch } from '../../electron/core/disclosure.ts';
import { nearestKept, rankTracks, score } from '../../electron/core/search.ts';
import type { TrackId } from '../../electron/core/ids.ts';
import { ada, at, bo, caseKey, hexOf, origin, SmallLedger, writeSmallBundle } from '../bundle/smallBundle.ts';
import type { Scene } from './scene.ts';

export interface DraftRow {
  track: string;
  ticks: string;
  quality: number;
  vector: Float32Array;
}
export interface DraftCandidate extends Record<string, unknown> {
  rank: number;
  trackId: string;
  score: number;
}

/** Everything that a forger can change before it is hashed and signed. */
export interface Draft {
  rows: DraftRow[];
  probeVector: Float32Array;
  candidates: DraftCandidate[];
  nearest: DraftCandidate[];
  rest: [track: string, ticks: string, score: number][];
  pictures: { rank: number; track: string; ticks: string; frameSha256: string }[];
  /** Bytes of vectors.f32 where they are not those of the rows. */
  values: Buffer | null;
  /** Tracks that were erased after the answer, which stays as it was. */
  erased: string[];
}

export const limit = 5, pictured = 3;
const caseId = origin.slice('retrace/case/'.length);

export function draftOf({ rows, probe, exhibit, footage }: Scene): Draft {
  const camera = 'camera' in exhibit ? exhibit.camera : '';
  const ranking = rankTracks(rows.map(({ track, ticks, vector }) => ({ track: track as TrackId, ticks, score: score(probe.vector, vector, 'l2') })));
  const all = ranking.map(({ track, ticks, score: value }, i): DraftCandidate => {
    const { box, quality } = rows.find((row) => row.track === track && row.ticks === ticks)!;
    return { rank: i + 1, trackId: track, score: value, exhibit: 'A/1', camera, footageId: footage.id, bestTicks: String(ticks), timeBase: footage.timeBase, wallTime: null, box: [...box], quality, expected: null };
  });
  const real = all.slice(0, limit).map(({ trackId, bestTicks, rank }) => ({ rank, track: trackId, ticks: String(bestTicks), frameSha256: rows.find((row) => row.track === trackId && String(row.ticks) === bestTicks)!.frameSha256 }));
  return {
    rows: rows.map(({ track, ticks, quality, vector }) => ({ track, ticks: String(ticks), quality, vector: vector.slice() })),
    probeVector: probe.vector.slice(), candidates: all.slice(0, limit), nearest: all.slice(limit, limit + nearestKept),
    rest: ranking.slice(limit).map(({ track, ticks, score: value }) => [track, String(ticks), value]),
    pictures: real.flatMap(({ frameSha256, ...each }) => (frameSha256 === null ? [] : [{ ...each, frameSha256 }])).slice(0, pictured),
    values: null, erased: [],
  };
}

/** Writes the bundle at `folder/<name>`. */
export async function writeMadeBundle(scene: Scene, name: string, change: (draft: Draft) => void): Promise<string> {
  const draft = draftOf(scene);
  change(draft);
  const { pack: { description, digest: packDigest }, runs, footage, exhibitSha256, exhibit } = scene;
  const camera = 'camera' in exhibit ? exhibit.camera : '';
  const pack = { id: description.id, version: description.version, digest: packDigest };
  const probe = 'd'.repeat(32), details = { salt: '0'.repeat(32), body: {} };
  const gone = (track: string): boolean => draft.erased.includes(track);
  const kept = draft.rows.filter(({ track }) => !gone(track));
  const values = draft.values ?? Buffer.concat(kept.map(({ vector }) => vectorBytes(vector)));
  const index = kept.map(({ track, ticks, quality }) => `${canonical({ track, ticks, quality })}\n`).join('');
  const vector = vectorBytes(draft.probeVector);
  const listDigest = (list: readonly DraftCandidate[]): string => sha256(canonical(list.map((each) => sha256(canonical(each)))));
  const selfTest = { passed: true, problems: [], scores: [] };
  const part = { camera, footage: footage.id, band: 'fair', tracks: new Set(draft.rows.map(({ track }) => track)).size, source: 'none', calibration: null, rate: null, warnings: [] };
  const estimate = { pictures: 1, parts: [part], expected: null, atLeastOne: null, target: null, lowest: null, allowance: null };
  const request = {
    search: 'S-1', authority: 'A-1', list: null, sought: [{ probe, role: 'probe', vectorSha256: sha256(vector) }], pack, asked: { exhibit: null, camera: null, from: null, to: null, minimumQuality: 0 },
    footage: runs.map((run) => ({ footage: footage.id, run, fromTicks: null, toTicks: null })), notSearched: [], limit, threshold: null, estimate, selfTest, software: 'retrace 0.1.0', machine: {}, warnings: [],
  };
  const tracks = new Set(draft.rows.map(({ track }) => track)).size;
  const answered = {
    search: 'S-1', tracksCompared: tracks, sightingsCompared: draft.rows.length, comparisons: tracks, index: { rows: draft.rows.length, digest: '0'.repeat(64), rebuilt: 0 },
    answers: [{ probe, role: 'probe', digest: listDigest(draft.candidates), candidates: draft.candidates.length, rest: { tracks: draft.rest.length, digest: sha256(canonical(draft.rest)), nearest: listDigest(draft.nearest) } }],
    counters: { framesFailed: 0, gaps: 0, decoderMessages: 0, facesNotSearchable: 0 },
  };
  const ledger = new SmallLedger();
  ledger.append(ada, 'case-created', { id: caseId, name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey), operator: { name: ada.name, publicKey: hexOf(ada.key.publicKey), roles: ['exhibits-officer', 'analyst'] } });
  ledger.append(ada, 'member-added', { name: bo.name, publicKey: hexOf(bo.key.publicKey), roles: ['disclosure-officer', 'authorising-officer'] });
  ledger.append(ada, 'exhibit-received', { exhibit: scene.exhibit, footage: [footage], findings: [] });
  // The made-up tracks are of an exhibit that nobody has.
  for (const run of runs) ledger.append(ada, 'index-started', { run, footage: footage.id, exhibit: 'id' in scene.exhibit ? scene.exhibit.id : '', exhibitSha256: run === runs[0] ? exhibitSha256 : '9'.repeat(64), pack, decoder: scene.decoder, settings: scene.settings, machine: {}, selfTest });
  ledger.append(ada, 'probe-added', { probe, details: sha256(canonical(details)), origin: 'witness', reviewOn: null, imageSha256: sha256(scene.probe.image), fromTrack: null, original: null, pack, vectorSha256: sha256(vector) });
  const permission = {
    authority: 'A-1', kind: 'search', offence: null, purpose: null, necessity: null, proportionality: null, basis: { condition: null, document: null }, exhibits: null, cameras: null, from: null, to: null,
    origins: ['witness'], searches: 1, items: [], expires: '2027-01-01T00:00:00Z',
  };
  const wished = ledger.append(ada, 'authority-requested', permission);
  ledger.append(bo, 'authority-granted', { authority: 'A-1', request: hexOf(ledger.kept[wished]!.leaf) });
  const entry = ledger.append(ada, 'search-requested', request);
  ledger.append(null, 'search-answered', answered);
  if (draft.erased.length > 0) {
    ledger.append(bo, 'erased', {
      erasure: 'E-1', authority: 'A-2', kind: 'track', item: draft.erased[0], reason: 'Nobody sought.', despite: null, kept: [], tracks: draft.erased.map((track) => ({ track, digest: '0'.repeat(64) })), alsoSeenAs: [],
      counts: { sightings: 0, vectors: 0, images: 0, candidates: [...draft.candidates, ...draft.nearest].filter(({ trackId }) => gone(trackId)).length },
    });
  }
  const file = (path: string, content: string | Uint8Array): { path: string; sha256: string } => ({ path, sha256: sha256(content) });
  const files = {
    values: file('search/S-1/vectors.f32', values), index: file('search/S-1/vectors.jsonl', index),
    image: file('search/S-1/probe.png', scene.probe.image), vector: file('search/S-1/probe-vector.f32', vector),
  };
  const left = (list: readonly DraftCandidate[]) => list.filter(({ trackId }) => !gone(trackId));
  const digests = (list: readonly DraftCandidate[]) => list.filter(({ trackId }) => gone(trackId)).map((each) => ({ rank: each.rank, digest: sha256(canonical(each)) }));
  const result = { answers: [{ candidates: left(draft.candidates), erased: digests(draft.candidates), rest: { nearest: left(draft.nearest), erased: digests(draft.nearest) } }] };
  const lineOf = (each: DraftCandidate): string => `${canonical(gone(each.trackId) ? { erased: sha256(canonical(each)), rank: each.rank } : each)}\n`;
  const answer = { at, body: answered };
  const facts = { id: 'S-1', request, answered: answer, stopped: null, result };
  const disclosure = {
    format: 'retrace-bundle/1', bundle: 'B-1', made: { by: { name: bo.name, publicKey: hexOf(bo.key.publicKey) }, recipients: ['The defence'], searches: null, faces: 'bystanders-blurred', whyNotBlurred: null },
    case: { id: caseId, name: 'Example', reference: 'OP/1', publicKey: hexOf(caseKey.publicKey) }, entries: { total: ledger.kept.length, disclosed: ledger.kept.length },
    schedule: [{
      search: 'S-1', entry, at, by: ada.name, authority: 'A-1', probes: 1, list: null, state: 'answered', threshold: null, tracksCompared: tracks, candidates: draft.candidates.length, disclosed: true,
    } satisfies ScheduledSearch],
    checks: [],
    exhibits: [{ exhibit: scene.exhibit, footage: [{ footage, runs: runs.map((run) => ({ run, state: 'stopped', decoder: scene.decoder, settings: scene.settings, machine: {}, selfTest })) }] }],
    searches: [{
      ...facts, requestedAt: at, requestedBy: { name: ada.name, publicKey: hexOf(ada.key.publicKey), roles: ['analyst'] }, lineups: [], leads: [], pack: description,
      authority: { ...permission, requested: { publicKey: hexOf(ada.key.publicKey), at }, granted: { publicKey: hexOf(bo.key.publicKey), at }, ended: null },
      probes: [{ id: probe, probe: { id: probe, imageSha256: files.image.sha256, fromTrack: null, original: null, box: [...scene.probe.box] }, addedAt: at, addedBy: ada.name, image: files.image, vector: files.vector }],
      vectors: { rows: kept.length, dimension: draft.probeVector.length, values: files.values, index: files.index }, pictures: draft.pictures,
    }],
  };
  return writeSmallBundle(join(scene.folder, name), {
    ledger,
    async put(bag) {
      await bag.file('disclosure.json', canonical(disclosure));
      await bag.file('kept.jsonl', `${canonical({ digest: sha256(canonical(details)), ...details })}\n`);
      await bag.file('search/S-1/search.json', canonical(facts));
      await bag.file('search/S-1/candidates.jsonl', [...draft.candidates, ...draft.nearest].map(lineOf).join(''));
      await bag.file(files.values.path, values);
      await bag.file(files.index.path, index);
      await bag.file(files.image.path, scene.probe.image);
      await bag.file(files.vector.path, vector);
    },
  });
}

/** @file A ranking derived again from the bundle's vectors, compared with the answer that the ledger and the bundle's lists give. */
import type { Body } from '../../core/entry.ts';
import { nearestKept } from '../../core/search.ts';
import type { ScoredSighting } from '../../core/search.ts';
import { canonical } from '../../ledger/canonical.ts';
import { sha256 } from '../hash.ts';
import type { Reading } from './reading.ts';
import { readCandidate } from './record.ts';
import type { RecordedCandidate, RecordedSearch } from './record.ts';
import type { Amount, StageResult, StageState } from '../../core/replaying.ts';
import { nothing } from './stage.ts';

type Stated = Body<'search-answered'>['answers'][number];

/** The list of one probe as the bundle has it: candidates, then the nearest of the rest. Of erased ones the digest. */
export interface Listed {
  readonly stated: Stated;
  readonly candidates: readonly RecordedCandidate[];
  readonly erased: ReadonlyMap<number, string>;
  /** What is wrong with it, in words. */
  readonly faults: readonly string[];
}

/** Reads the list of the `i`-th probe of a search. */
export async function readList(reading: Reading, { id, answered }: RecordedSearch, i: number): Promise<Listed> {
  const name = `search/${id}/candidates${i === 0 ? '' : `-${i + 1}`}.jsonl`;
  const candidates: RecordedCandidate[] = [];
  const erased = new Map<number, string>();
  const faults: string[] = [];
  let number = 0;
  for await (const line of reading.lines(`data/${name}`)) {
    number += 1;
    const read = readCandidate(line);
    if (!read) faults.push(`Line ${number} of ${name} is not a candidate in its one canonical form.`);
    else if ('erased' in read) erased.set(read.rank, read.erased);
    else candidates.push(read);
  }
  return { stated: answered.answers[i]!, candidates, erased, faults };
}

/** The candidates of a ranking. */
export function chosen(ranking: readonly ScoredSighting[], threshold: number | null, limit: number): ScoredSighting[] {
  return ranking.filter(({ score }) => threshold === null || score >= threshold).slice(0, limit);
}

/** Every listed score against the one that the vectors give, bit by bit. `faults`: what else is wrong with the vectors, in words. */
export function compareScores(search: string, lists: readonly Listed[], rankings: readonly (readonly ScoredSighting[])[], faults: readonly string[]): StageResult {
  let compared = 0, different = 0, largest = 0;
  lists.forEach(({ candidates }, i) => {
    const derived = new Map<string, ScoredSighting>(rankings[i]!.map((each) => [each.track, each]));
    for (const { trackId, score, bestTicks } of candidates) {
      const again = derived.get(trackId);
      compared += 1;
      if (again) largest = Math.max(largest, Math.abs(again.score - score));
      if (!again || !Object.is(again.score, score) || String(again.ticks) !== bestTicks) different += 1;
    }
  });
  const state: StageState = different > 0 || faults.length > 0 ? 'different' : 'same';
  const amount: Amount = { compared, exact: compared - different, different, largest, unit: 'score', tolerance: 0 };
  const said = compared === 0 ? 'No score is listed: the search had nothing to compare.' : `${compared - different} of ${compared} listed scores come out of the bundle’s vectors again, in every bit${largest > 0 ? `; the farthest differs by ${largest.toPrecision(3)}` : ''}. The other tracks are compared by digest, with the order.`;
  return { stage: 'scores', search, about: 'listed scores', state, amount, sentence: [said, ...faults].join(' ') };
}

/** Order, membership and digests of every list against what the ledger says was answered. `gone`: vectors of the scope were erased since. */
export function compareOrder(search: RecordedSearch, lists: readonly Listed[], rankings: readonly (readonly ScoredSighting[])[], gone: boolean): StageResult {
  const { threshold, limit } = search.request;
  const faults: string[] = lists.flatMap((list) => list.faults);
  let compared = 0, different = 0;
  lists.forEach(({ stated, candidates, erased }, i) => {
    const ranking = rankings[i]!;
    const again = chosen(ranking, threshold, limit);
    // What is left of a list from which tracks were erased is still the beginning of what is left of the ranking.
    const places = ranking.slice(0, gone ? candidates.length : again.length + nearestKept);
    compared += Math.max(candidates.length, places.length);
    for (let place = 0; place < Math.max(candidates.length, places.length); place++) {
      const candidate = candidates[place];
      if (candidate?.trackId !== places[place]?.track || (!gone && candidate?.rank !== place + 1)) different += 1;
    }
    const about = lists.length === 1 ? '' : ` for ${stated.probe}`;
    if (stated.candidates + stated.rest.tracks !== search.answered.tracksCompared) faults.push(`The ledger’s ${stated.candidates} candidates and ${stated.rest.tracks} other tracks${about} are not the ${search.answered.tracksCompared} tracks that it says were compared.`);
    if (!gone && again.length !== stated.candidates) faults.push(`The vectors give ${again.length} candidates${about}, the ledger says ${stated.candidates}.`);
    if (listDigest(candidates, erased, 1, stated.candidates) !== stated.digest) faults.push(`The digest of the candidates${about} is not the one in the ledger.`);
    if (listDigest(candidates, erased, stated.candidates + 1, candidates.length + erased.size) !== stated.rest.nearest) faults.push(`The digest of the nearest of the rest${about} is not the one in the ledger.`);
    const rest = ranking.slice(again.length);
    if (!gone && rest.length !== stated.rest.tracks) faults.push(`The vectors give ${rest.length} tracks that are no candidates${about}, the ledger says ${stated.rest.tracks}.`);
    if (!gone && sha256(canonical(rest.map(({ track, ticks, score }) => [track, String(ticks), score]))) !== stated.rest.digest) faults.push(`The digest of the tracks that are no candidates${about} is not the one in the ledger.`);
  });
  const state: StageState = different > 0 || faults.length > 0 ? 'different' : gone ? 'not-tried' : 'same';
  const said = `${compared - different} of ${compared} places hold the track that the bundle’s vectors put there.`;
  const erasure = 'Tracks of this search were erased since: the order of those that are left was compared, the digest over all of them cannot be derived any more.';
  const whole = 'The digests of the candidates and of all other tracks, derived again, are those in the ledger.';
  return { stage: 'order', search: search.id, about: 'places of the list', state, amount: { ...nothing, compared, exact: compared - different, different, unit: 'places' }, sentence: [said, ...faults.slice(0, 5), ...(faults.length > 0 ? [] : [gone ? erasure : whole])].join(' ') };
}

/** See Answer.digest in core/search.ts: over the ranks from one to the other, erased candidates by the digest they had; '' where there are not so many. */
function listDigest(candidates: readonly RecordedCandidate[], erased: ReadonlyMap<number, string>, from: number, to: number): string {
  // A number that a bundle states takes no memory before it is known to be one of its lines.
  if (to - from >= candidates.length + erased.size) return '';
  const digests = new Map([...erased, ...candidates.map((each) => [each.rank, sha256(canonical(each))] as const)]);
  return sha256(canonical(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => digests.get(from + i) ?? null)));
}

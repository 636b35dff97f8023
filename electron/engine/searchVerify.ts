/** @file Whether the kept results of searches are what their ledger entries say. */
import type { Database } from 'better-sqlite3';
import type { Body } from '../core/entry.ts';
import { difference } from '../core/search.ts';
import type { Answer, SearchResult } from '../core/search.ts';
import { candidatesDigest } from './answers.ts';
import { bodiesOf, differ, parsed } from './statements.ts';
import type { Note, Statements } from './statements.ts';

/** Each kept result against its request and answer; digests are derived anew from the candidates and from what is left of erased ones. */
export function checkSearches(db: Database, stated: Statements, note: Note): void {
  const requested = new Map(bodiesOf(stated, 'search-requested').map((body) => [body.search, body]));
  const answered = new Map(bodiesOf(stated, 'search-answered').map((body) => [body.search, body]));
  let erased = 0;
  for (const { number, result: text } of db.prepare<[], { number: number; result: string }>('SELECT number, result FROM search ORDER BY number').iterate()) {
    const id = `S-${number}`;
    const asked = requested.get(id), answer = answered.get(id);
    answered.delete(id);
    if (!asked || !answer) {
      note('search-unrecorded', `A result of search ${id} is kept, and no entry says that it was answered.`);
      continue;
    }
    const kept = readResult(text);
    if (kept === null || differ(kept.short, expected(db, asked, answer))) note('search-altered', `The answer of search ${id} is not the one that was recorded.`);
    for (const track of kept?.tracks ?? []) if (stated.erasedTracks.has(track)) note('erased-still-there', `The track ${track} was erased and search ${id} still holds it.`);
    erased += kept?.erased ?? 0;
  }
  for (const id of answered.keys()) note('search-missing', `The result of search ${id} was recorded and is not kept.`);
  // A candidate that was taken out with its digest left in its place: only an erasure may do that.
  const allowed = bodiesOf(stated, 'erased').reduce((sum, { counts }) => sum + counts.candidates, 0);
  if (erased !== allowed) note('search-altered', `${erased} candidates are kept as erased, and the entries say that ${allowed} were.`);
}

/** A kept result with its candidates as digests, the tracks that it names and how many candidates are erased; null where it is none. */
function readResult(text: string): { readonly short: unknown; readonly tracks: string[]; readonly erased: number } | null {
  try {
    const { answers, difference: kept, ...rest } = parsed(text) as SearchResult;
    const erased = answers.reduce((sum, answer) => sum + answer.erased.length + answer.rest.erased.length, 0);
    const [first, original] = [answers[0], answers.find(({ role }) => role === 'original')];
    const derived = first && original ? difference(first.candidates, original.candidates) : null;
    // Once a candidate is erased the difference cannot be derived any more.
    const same = erased > 0 || !differ(kept, derived);
    return { short: same ? { ...rest, answers: answers.map(shortAnswer) } : null, tracks: answers.flatMap(({ candidates, rest: { nearest } }) => [...candidates, ...nearest].map(({ trackId }) => trackId)), erased };
  } catch {
    // Something else stands there than a result.
    return null;
  }
}

function shortAnswer({ candidates, erased, rest: { nearest, erased: erasedRest, ...rest }, ...answer }: Answer): unknown {
  return { ...answer, derived: candidatesDigest(candidates, erased), count: candidates.length + erased.length, rest: { ...rest, derived: candidatesDigest(nearest, erasedRest) } };
}

function expected(db: Database, asked: Body<'search-requested'>, answer: Body<'search-answered'>): unknown {
  return {
    id: asked.search, authority: asked.authority, list: asked.list, pack: { id: asked.pack.id, digest: asked.pack.digest }, tracksCompared: answer.tracksCompared, sightingsCompared: answer.sightingsCompared,
    comparisons: answer.comparisons, threshold: asked.threshold, estimate: asked.estimate, limit: asked.limit, warnings: asked.warnings,
    notSearched: asked.notSearched.map(({ footage, reason }) => {
      const exhibit = db.prepare<[string], { reference: string; camera: string | null }>('SELECT reference, camera FROM exhibit JOIN footage ON footage.exhibit = exhibit.id WHERE footage.id = ?').get(footage);
      return { footageId: footage, exhibit: exhibit?.reference ?? null, camera: exhibit?.camera ?? '', reason };
    }),
    answers: answer.answers.map(({ probe, role, digest, candidates, rest }) => ({
      probe, role, digest, derived: digest, count: candidates, rest: { tracks: rest.tracks, digest: rest.digest, nearestDigest: rest.nearest, derived: rest.nearest },
    })),
  };
}

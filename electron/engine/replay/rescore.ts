/** @file The vectors of a search's scope scored again, streamed from the bundle's plain files: nothing is held but the best of each track. */
import { splitTrack } from '../../core/ids.ts';
import { z } from 'zod';
import type { TrackId } from '../../core/ids.ts';
import { track as trackForm } from '../../core/forms.ts';
import { rankTracks, score } from '../../core/search.ts';
import type { ScoredSighting } from '../../core/search.ts';
import { vectorOf } from '../vectorBytes.ts';
import { readPieces } from './reading.ts';
import type { Reading } from './reading.ts';
import { ticks as ticksForm } from './record.ts';
import type { RecordedSearch } from './record.ts';

const row = z.strictObject({ track: trackForm, ticks: ticksForm, quality: z.number() });

export interface Rescored {
  /** For each vector asked with: every track of the scope once, best first. */
  readonly rankings: readonly (readonly ScoredSighting[])[];
  /** Rows that were compared. */
  readonly rows: number;
  readonly tracks: number;
  /** The stored vectors of the sightings asked for, by sightingKey. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** What is wrong with rows, in words; those rows were not compared. Empty: nothing. */
  readonly faults: readonly string[];
}

/** Names a sighting of a track. */
export function sightingKey(track: string, ticks: bigint | string): string {
  return `${track} ${ticks}`;
}

/**
 * Scores every row of the scope against each of these vectors, as a search does. Rows outside of the scope that the ledger states, out of order,
 * twice, or with something else than numbers are faults of the bundle.
 */
export async function rescore(reading: Reading, search: RecordedSearch, queries: readonly Float32Array[], wanted: ReadonlySet<string>): Promise<Rescored> {
  const { vectors: { rows: stated, dimension, values, index }, pack: { metric } } = search.files;
  const best = queries.map(() => new Map<TrackId, ScoredSighting>());
  const tracks = new Set<string>();
  const vectors = new Map<string, Float32Array>();
  const faults = faultCounter();
  const misplaced = placement(search);
  const numbers = readRows(reading, `data/${values.path}`, dimension * 4);
  let rows = 0, read = 0;
  try {
    for await (const line of reading.lines(`data/${index.path}`)) {
      const bytes = await numbers.next();
      if (bytes.done || bytes.value.length !== dimension * 4) break;
      read += 1;
      if (read % 1024 === 0) reading.job.onProgress?.({ stage: 'scoring', done: read, total: stated, unit: 'rows' });
      const facts = row.safeParse(parsed(line));
      const vector = vectorOf(bytes.value);
      if (!facts.success) faults.add('are not in the form of a sighting', read);
      else if (!vector.every(Number.isFinite)) faults.add('hold something else than numbers', read);
      else {
        const { track, ticks: ticksText, quality } = facts.data;
        const ticks = BigInt(ticksText);
        const fault = misplaced(track, ticks, quality);
        if (fault !== null) faults.add(fault, read);
        else {
          rows += 1;
          tracks.add(track);
          const key = sightingKey(track, ticks);
          if (wanted.has(key)) vectors.set(key, vector);
          queries.forEach((query, i) => keepBest(best[i]!, { track: track as TrackId, ticks, score: score(query, vector, metric) }));
        }
      }
    }
    if (!(await numbers.next()).done) faults.add('are left over', read + 1);
  } finally {
    await numbers.return(undefined);
  }
  const texts = faults.texts();
  if (read !== stated) texts.push(`There are ${read} rows with both a vector and a sighting; ${stated} are stated.`);
  return { rankings: best.map((each) => rankTracks(each.values())), rows, tracks: tracks.size, vectors, faults: texts };
}

/** The better sighting of a track stays; of equals the earlier. */
function keepBest(best: Map<TrackId, ScoredSighting>, scored: ScoredSighting): void {
  const known = best.get(scored.track);
  if (!known || scored.score > known.score || (scored.score === known.score && scored.ticks < known.ticks)) best.set(scored.track, scored);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No JSON is one more thing that is no sighting.
    return undefined;
  }
}

/** Pieces of exactly `bytes` bytes; what is left over at the end is one piece more, which is shorter. */
async function* readRows(reading: Reading, path: string, bytes: number): AsyncGenerator<Buffer, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of readPieces(reading, path)) {
    const open = rest.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length) : Buffer.concat([rest, piece]);
    let from = 0;
    for (; from + bytes <= open.length; from += bytes) yield open.subarray(from, from + bytes);
    rest = open.subarray(from);
  }
  if (rest.length > 0) yield rest;
  return undefined;
}

/** Says of each row in turn what is wrong with its place; null: nothing. */
function placement({ request }: RecordedSearch): (track: string, ticks: bigint, quality: number) => string | null {
  const scope = new Map(request.footage.map(({ run, fromTicks, toTicks }) => [run, { from: fromTicks === null ? null : BigInt(fromTicks), to: toTicks === null ? null : BigInt(toTicks) }]));
  const least = Math.fround(request.asked.minimumQuality);
  const done = new Set<string>();
  let run = '', ordinal = -1, last = 0n;
  return (track, ticks, quality) => {
    const [ofRun, place] = splitTrack(track);
    const within = scope.get(ofRun);
    if (!within || (within.from !== null && ticks < within.from) || (within.to !== null && ticks > within.to) || quality < least) return 'lie outside of the scope of the search';
    if (ofRun !== run) {
      if (done.has(ofRun)) return 'are out of order';
      done.add(ofRun);
      [run, ordinal] = [ofRun, -1];
    }
    if (place < ordinal || (place === ordinal && ticks <= last)) return 'are out of order or there twice';
    [ordinal, last] = [place, ticks];
    return null;
  };
}

/** Counts faults by kind and remembers the first row of each. */
function faultCounter(): { add(kind: string, row: number): void; texts(): string[] } {
  const kinds = new Map<string, { rows: number; readonly first: number }>();
  return {
    add(kind, at) {
      const known = kinds.get(kind);
      if (known) known.rows += 1;
      else kinds.set(kind, { rows: 1, first: at });
    },
    texts: () => [...kinds].map(([kind, { rows, first }]) => `${rows} rows ${kind}, the first is row ${first}.`),
  };
}

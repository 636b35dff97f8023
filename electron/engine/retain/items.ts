/** @file Items: what can be dated for review, held and erased. Exhibits, probes and tracks, by the names that people give them. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { trackId, splitTrack } from '../../core/ids.ts';
import type { RunId, TrackId } from '../../core/ids.ts';
import { chooseExhibits } from '../indexing.ts';
import type { Case } from '../caseFolder.ts';
import { entriesOf } from '../records.ts';

export type ItemKind = 'exhibit' | 'probe' | 'track';

export interface Item {
  readonly kind: ItemKind;
  readonly id: string;
}

/** A track by the numbers under which its rows are kept. */
export interface KeptTrack {
  readonly id: TrackId;
  /** Row number of the run. */
  readonly run: number;
  readonly ordinal: number;
}

/**
 * The one item of that name; an exhibit’s may be its reference where only one file bears it. Failures 'exhibit-unknown',
 * 'exhibit-several', 'probe-unknown', 'track-unknown', 'item-erased'.
 */
export function chooseItem(opened: Case, kind: ItemKind, name: string): Item {
  if (kind === 'exhibit') {
    const [only, ...others] = chooseExhibits(opened, name);
    if (others.length > 0) throw new Failure('exhibit-several', { name, exhibits: [only!, ...others].map(({ id }) => id) });
    return { kind, id: only!.id };
  }
  const { db } = opened;
  if (kind === 'probe' ? db.prepare('SELECT 1 FROM probe WHERE id = ?').get(name) : tracksOf(db, { kind, id: name }).length > 0) return { kind, id: name };
  const erasure = entriesOf(db, 'erased').map(({ body }) => body).find((body) => (body.kind === kind && body.item === name) || body.tracks.some(({ track }) => track === name));
  if (erasure) throw new Failure('item-erased', { kind, item: name, erasure: erasure.erasure });
  throw kind === 'probe' ? new Failure('probe-unknown', { probe: name }) : new Failure('track-unknown', { track: name });
}

/** The tracks that an item consists of: those of every run of an exhibit, a track itself, none of a probe. */
export function tracksOf(db: Database, { kind, id }: Item): KeptTrack[] {
  if (kind === 'probe') return [];
  const [run, ordinal] = kind === 'track' ? splitTrack(id) : [id, null];
  if (ordinal !== null && !Number.isInteger(ordinal)) return [];
  const where = kind === 'track' ? 'run.id = ? AND track.ordinal = ?' : 'footage.exhibit = ?';
  const rows = db
    .prepare<unknown[], { run: number; id: RunId; ordinal: number }>(
      `SELECT run.number AS run, run.id, track.ordinal FROM track JOIN run ON run.number = track.run JOIN footage ON footage.id = run.footage_id WHERE ${where} ORDER BY 1, 3`,
    )
    .all(...(ordinal === null ? [run] : [run, ordinal]));
  return rows.map((row) => ({ id: trackId(row.id, row.ordinal), run: row.run, ordinal: row.ordinal }));
}

/** @file Which tracks of an indexing were seen in one frame, from the record: for line-ups and for what is measured on the footage itself. */
import type { Database } from 'better-sqlite3';
import { tracksTogether } from '../core/sameFrame.ts';
import type { SeenFace, Together } from '../core/sameFrame.ts';

/** Every pair of tracks of the run that a frame shows together; see core/sameFrame.ts. One pass over its sightings. */
export function runTogether(db: Database, run: number): Together[] {
  return tracksTogether(facesOf(db, run));
}

function* facesOf(db: Database, run: number): Generator<SeenFace> {
  type Row = [ticks: bigint, track: bigint, x: number, y: number, width: number, height: number];
  const rows = db.prepare<[number], Row>('SELECT ticks, track, x, y, width, height FROM sighting WHERE run = ? ORDER BY ticks, track').safeIntegers(true).raw().iterate(run);
  for (const [ticks, track, x, y, width, height] of rows) yield { ticks, track: Number(track), box: [x, y, width, height] };
}

/** @file What a reviewer sees of a line-up on the screen: one picture at a time, none of them before the step that it belongs to is recorded. */
import { parseTimeBase, ticksToMicroseconds } from '../../core/time.ts';
import { Failure } from '../../core/failure.ts';
import { splitTrack } from '../../core/ids.ts';
import type { Job } from '../../core/job.ts';
import type { Box } from '../../core/picture.ts';
import { obstacle, reviewOf } from '../../core/reviewing.ts';
import type { Neighbour } from '../../core/shownReviews.ts';
import type { Case } from '../caseFolder.ts';
import type { Natives } from '../natives.ts';
import { findProbe } from '../probing.ts';
import { momentOfTrack } from '../stills.ts';
import type { Moment } from '../stills.ts';
import { checkOnce } from '../viewing.ts';
import { orderFor } from './order.ts';
import { face, questionedFace } from './pictures.ts';
import { findLineup } from './reviewed.ts';

/** Sightings to either side that are shown as neighbours. */
const toEitherSide = 3;

/**
 * A picture of the line-up as this reviewer was given it, PNG: `place` in their own order from 1, or 0 for the face that is searched for. `step`: so many
 * sightings before (negative) or after in the same track. Failures 'review-order', 'review-not-independent', 'picture-unknown', 'exhibit-changed'.
 */
export async function pictureOnScreen(opened: Case, lineup: string, place: number, step: number, natives: Natives, job: Job): Promise<Uint8Array> {
  const { probe, track } = lookedAt(opened, lineup, place);
  if (track === null && step === 0) return questionedFace(opened, findProbe(opened.db, probe), natives);
  if (track === null) throw new Failure('picture-unknown', { lineup });
  const best = momentOfTrack(opened, track);
  const neighbour = step === 0 ? { ticks: best.ticks, box: best.box! } : around(opened, best).find((each) => each.step === step);
  if (!neighbour) throw new Failure('picture-unknown', { lineup });
  await checkOnce(best.exhibit, job);
  return face(await natives.decoder.still(best.exhibit.path, best.footage.stream, neighbour.ticks), neighbour.box, natives);
}

/** The frames around the one that this picture is cut from; none for the face that is searched for. Failures as `pictureOnScreen`. */
export function neighboursOnScreen(opened: Case, lineup: string, place: number): Neighbour[] {
  const { track } = lookedAt(opened, lineup, place);
  if (track === null) return [];
  const best = momentOfTrack(opened, track);
  return around(opened, best).map(({ step, ticks }) => ({ step, seconds: Number(ticksToMicroseconds(ticks - best.ticks, parseTimeBase(best.footage.timeBase))) / 1e6 }));
}

/** What stands at this place for the reviewer at work, who has come as far as to see it. */
function lookedAt(opened: Case, id: string, place: number): { readonly probe: string; readonly track: string | null } {
  const reviewer = opened.demand('face-shown');
  const lineup = findLineup(opened.db, id);
  const failure = obstacle(lineup, reviewer, { act: place === 0 ? 'face-shown' : 'lineup-opened' });
  if (failure) throw failure;
  const { shown, opened: openedAt } = reviewOf(lineup, reviewer);
  if ((place === 0 ? shown : openedAt) === null) throw new Failure('review-order', { lineup: id, first: place === 0 ? 'see the face' : 'open the line-up' });
  const track = place === 0 ? null : orderFor(lineup, reviewer)[place - 1];
  if (track === undefined) throw new Failure('picture-unknown', { lineup: id });
  return { probe: lineup.created.body.probe, track };
}

/** Sightings of the moment's track nearest to it in order of time, without its own. */
function around({ db }: Case, { track, ticks }: Moment): { readonly step: number; readonly ticks: bigint; readonly box: Box }[] {
  const [run, ordinal] = splitTrack(track!);
  const beside = (order: 'DESC' | 'ASC'): { ticks: bigint; x: number; y: number; width: number; height: number }[] =>
    db.prepare<[string, number, bigint], { ticks: bigint; x: number; y: number; width: number; height: number }>(
      `SELECT s.ticks, s.x, s.y, s.width, s.height FROM sighting s JOIN run ON run.number = s.run
       WHERE run.id = ? AND s.track = ? AND s.ticks ${order === 'ASC' ? '>' : '<'} ? ORDER BY s.ticks ${order} LIMIT ${toEitherSide}`,
    ).safeIntegers(true).all(run, ordinal, ticks);
  const placed = (rows: ReturnType<typeof beside>, sign: 1 | -1) => rows.map(({ ticks: at, x, y, width, height }, i) => ({ step: sign * (i + 1), ticks: at, box: [x, y, width, height] as Box }));
  return [...placed(beside('DESC'), -1).toReversed(), ...placed(beside('ASC'), 1)];
}

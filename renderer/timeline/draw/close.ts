/** @file What is seen close by: tracks as bars, with a mark for each frame in which the face was found, and candidates and decisions at their moments. */
import type { LaneTrack, Span } from '../../../electron/core/timeline.ts';
import { barOf, type Row } from '../layout.ts';
import type { CloseTracks, Mark } from '../scene.ts';
import { overlaps } from '../view.ts';
import type { Place } from './ground.ts';
import { placeOf, type Pencil } from './pencil.ts';

/** Height of a row of flags, pixels. */
const flagPitch = 17;

/** Pixels between frames from which each is marked. */
const frameMarks = 4;

export function drawTracks({ context, colours }: Pencil, { tracks, places, rows }: CloseTracks, row: Row, top: number, view: Span, width: number, chosen: string | null): void {
  for (const [i, track] of tracks.entries()) {
    if (!overlaps(track, view)) continue;
    const left = placeOf(track.fromMs, view, width), right = placeOf(track.toMs, view, width);
    const bar = barOf({ ...row, top }, places[i]!, rows);
    const x = Math.max(-4, left), length = Math.max(3, Math.min(width + 4, right) - x);
    context.fillStyle = colours.track;
    context.globalAlpha = 0.45 + 0.55 * Math.min(1, track.quality / 0.7);
    context.beginPath();
    context.roundRect(x, bar.top, length, bar.height, Math.min(3, bar.height / 2));
    context.fill();
    context.globalAlpha = 1;
    drawFrames(context, colours.ink, track, bar, view, width);
    // The best picture of it.
    if (bar.height >= 4 && length > 14) {
      context.fillStyle = colours.surface;
      context.beginPath();
      context.arc(placeOf(track.bestMs, view, width), bar.top + bar.height / 2, Math.min(2.4, bar.height / 3), 0, 7);
      context.fill();
    }
    if (track.trackId !== chosen) continue;
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    context.strokeRect(x - 1.5, bar.top - 1.5, length + 3, bar.height + 3);
  }
}

function drawFrames(context: CanvasRenderingContext2D, colour: string, { frames }: LaneTrack, bar: { readonly top: number; readonly height: number }, view: Span, width: number): void {
  if (frames.length < 2 || placeOf(frames[1]!.ms, view, width) - placeOf(frames[0]!.ms, view, width) < frameMarks) return;
  context.fillStyle = colour;
  for (const { ms } of frames) context.fillRect(Math.round(placeOf(ms, view, width)), bar.top, 1, bar.height);
}

/** Flags keep clear of each other and of what is `written` in the first row, in rows from the edge inwards; those of better rank stand first. */
export function drawMarks(pencil: Pencil, marks: readonly Mark[], written: readonly Place[], top: number, height: number, view: Span, width: number, chosen: string | null): void {
  const { context, colours } = pencil;
  const inView = marks.filter(({ ms }) => ms >= view.fromMs && ms <= view.toMs);
  const stems = new Set<number>();
  const rows = Math.max(1, Math.min(4, Math.floor((height - 20) / (2 * flagPitch))));
  const taken = { candidate: [[...written]], decision: [[]] } as Record<Mark['kind'], Place[][]>;
  context.font = `600 11px ${colours.font}`;
  for (const { kind, ms, label, trackId } of inView.toSorted((a, b) => Number(b.trackId === chosen) - Number(a.trackId === chosen) || (a.rank ?? 0) - (b.rank ?? 0))) {
    const x = Math.round(placeOf(ms, view, width));
    const place = kind === 'candidate' ? x : -x - 1;
    if (stems.has(place)) continue;
    stems.add(place);
    const isCandidate = kind === 'candidate';
    context.fillStyle = isCandidate ? colours.candidate : colours.decision;
    context.fillRect(x - 0.75, top, 1.5, height);
    if (height < 24) continue;
    const room = context.measureText(label).width + 9;
    const left = Math.min(width - room, x - 0.75), right = left + room;
    const isFree = (row: readonly Place[] | undefined): boolean => !row?.some((place) => left < place.right + 1 && right > place.left - 1);
    const row = Array.from({ length: rows }, (_, i) => i).find((i) => isFree(taken[kind][i]));
    if (row === undefined) continue;
    (taken[kind][row] ??= []).push({ left, right });
    const y = isCandidate ? top + 1 + row * flagPitch : top + height - 16 - row * flagPitch;
    context.beginPath();
    if (isCandidate) context.roundRect(left, y, room, 15, [0, 3, 3, 0]);
    else context.roundRect(left, y, room, 15, [0, 7, 7, 0]);
    context.fill();
    context.fillStyle = colours.surface;
    context.fillText(label, left + 4, y + 11.5);
    if (trackId !== chosen) continue;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

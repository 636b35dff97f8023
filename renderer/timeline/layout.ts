/** @file Where lanes, rulers and tracks stand, in CSS pixels from the top of the drawing. Pure. */
import type { Lane, LaneTrack } from '../../electron/core/timeline.ts';
import { outlineOf, type Outline } from './outline.ts';

export const rulerHeight = 42;
/** Width of the column of names beside the drawing. */
export const headWidth = 208;
const lowest = 18, highest = 168;

export interface Row {
  readonly lane: Lane;
  readonly outline: Outline;
  readonly top: number;
  readonly height: number;
}

export interface Layout {
  readonly rows: readonly Row[];
  /** Top of the ruler of footage on its own time, where there are lanes of both kinds. */
  readonly ownRuler: number | null;
  /** Of all lanes, without the ruler that always stands above. */
  readonly height: number;
}

/** Lanes share the room; where there are many they are as low as can be told apart, and are scrolled. */
export function layOut(lanes: readonly Lane[], room: number): Layout {
  const both = new Set(lanes.map(({ axis }) => axis)).size > 1;
  const height = Math.floor(Math.min(highest, Math.max(lowest, (room - (both ? rulerHeight : 0)) / Math.max(1, lanes.length))));
  const own = lanes.findIndex(({ axis }) => axis === 'own');
  const shift = (i: number): number => (both && i >= own ? rulerHeight : 0);
  return {
    rows: lanes.map((lane, i) => ({ lane, outline: outlineOf(lane), top: i * height + shift(i), height })),
    ownRuler: both ? own * height : null,
    height: lanes.length * height + (both ? rulerHeight : 0),
  };
}

/** Rows of bars in a lane: tracks that overlap in time stand below each other. */
export function stack(tracks: readonly LaneTrack[]): { readonly places: readonly number[]; readonly rows: number } {
  const ends: number[] = [];
  const places = tracks.map(({ fromMs, toMs }) => {
    const free = ends.findIndex((end) => end < fromMs);
    const place = free < 0 ? ends.length : free;
    ends[place] = toMs;
    return place;
  });
  return { places, rows: Math.max(1, ends.length) };
}

/** Where the content of a lane begins below its label, and how high it is. */
export function inside({ top, height }: { readonly top: number; readonly height: number }): { readonly top: number; readonly height: number } {
  const label = height >= 44 ? 17 : 2;
  return { top: top + label, height: height - label - 5 };
}

/** A bar of a track within its lane. */
export function barOf(row: { readonly top: number; readonly height: number }, place: number, rows: number): { readonly top: number; readonly height: number } {
  const room = inside(row);
  const pitch = Math.min(16, room.height / rows);
  return { top: room.top + place * pitch, height: Math.max(1.5, pitch - Math.min(2, pitch * 0.25)) };
}

/** @file Pictures, video and arrays that pages fetch by id: GET /media/<name>?<its input>. Every value is a text, since it comes from an address. */
import { z } from 'zod';
import { call, id, ticks } from './callContract.ts';
import { lane } from './timelineContract.ts';

/** Bytes of a known type, or a file that is sent in the ranges that a player asks for. */
export type Media = { readonly type: string; readonly bytes: Uint8Array } | { readonly type: string; readonly file: string; readonly size: number };

const moment = z.string().regex(/^-?\d{1,16}(\.\d{1,20})?$/);
const whole = z.string().regex(/^[1-9]\d{0,4}$/);

export const mediaContract = {
  /** The face of a track: its best sighting with some of what is around it, cut from the original; `size` pixels square at the most. */
  face: call<Media>('process')(z.strictObject({ caseId: id, trackId: id, size: whole })),
  /** One whole frame of the original by its exact ticks, `width` pixels wide at the most. */
  frame: call<Media>('process')(z.strictObject({ caseId: id, footageId: id, ticks, width: whole })),
  /**
   * Frames of a stretch in sequence, at least `apart` ticks from each other, `width` pixels wide and high at the most, as JPEG: to be looked at in passing. A
   * length (4 bytes, big endian), JSON of that length ([{ticks, bytes}] in order), then the pictures one after the other.
   */
  sequence: call<Media>('process')(z.strictObject({ caseId: id, footageId: id, fromTicks: ticks, toTicks: ticks, apart: ticks, width: whole })),
  /** The face of a probe with some of what is around it, cut from its image; `size` pixels square at the most. */
  probeFace: call<Media>('process')(z.strictObject({ caseId: id, probeId: id, size: whole })),
  /** The picture of a probe. */
  probe: call<Media>('process')(z.strictObject({ caseId: id, probeId: id })),
  /**
   * A picture of a line-up in the original's own pixels, for the reviewer at work (`reviewer`: their key, so that no address is two people's): `place` in their own order,
   * 0 for the face that is searched for; `step` sightings before or after it.
   */
  review: call<Media>('process')(z.strictObject({ caseId: id, lineup: id, reviewer: id, place: z.string().regex(/^\d{1,3}$/), step: z.string().regex(/^-?\d$/) })),
  /** How many faces were seen in each of `bins` equal parts of a stretch of a lane's time, and how good the best picture of each is; see engine/timeline/density.ts. `version` is the lane's. */
  density: call<Media>('process')(z.strictObject({ caseId: id, lane, version: id, fromMs: moment, toMs: moment, bins: whole })),
  /** A picture file that a person chose, before it is a probe. */
  chosen: call<Media>('process')(z.strictObject({ fileId: id })),
  /** The original as a file with ranges, where browsers open its container. */
  video: call<Media>('host')(z.strictObject({ caseId: id, footageId: id })),
} as const;

export type MediaName = keyof typeof mediaContract;

/** @file The calls of the player: what there is to play, exact frames by ticks, faces of the index, and what is taken out of it. */
import { z } from 'zod';
import type { ClipTaken, FaceSeen, PlayedFootage, TrackSeen } from '../core/playing.ts';
import { call, id, inCase, ticks } from './callContract.ts';

const stretch = { caseId: id, footageId: id, fromTicks: ticks, toTicks: ticks };

/** A still that was written or copied. */
export interface StillTaken {
  readonly ticks: string;
  readonly width: number;
  readonly height: number;
  /** Of the lossless PNG. */
  readonly sha256: string;
}

export const playerContract = {
  playedFootage: call<readonly PlayedFootage[]>()(inCase),
  /** Ticks of the original's frames in the range, in order. */
  frameTimes: call<readonly string[]>('process')(z.strictObject(stretch)),
  facesSeen: call<readonly FaceSeen[]>()(z.strictObject(stretch)),
  trackSeen: call<TrackSeen>()(z.strictObject({ caseId: id, trackId: id })),
  /** One exact frame to a new file; `fileId` null: to the clipboard, for which the page fetches the picture when this has been recorded. */
  takeStill: call<StillTaken>('process')(z.strictObject({ caseId: id, footageId: id, ticks, fileId: id.nullable() })),
  /** Every frame of the range to a new file. */
  takeClip: call<ClipTaken>('process')(z.strictObject({ ...stretch, fileId: id })),
} as const;

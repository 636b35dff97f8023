/** @file The calls of the timeline pages. The counts of its faces come as arrays: `density` in mediaContract.ts. */
import { z } from 'zod';
import type { DecidedTrack, Lane, LaneTracks } from '../core/timeline.ts';
import { call, id, inCase } from './callContract.ts';

/** A lane's id holds the name of a camera. */
export const lane = z.string().min(1).max(4100);

export const timelineContract = {
  timeline: call<readonly Lane[]>()(inCase),
  tracks: call<readonly LaneTracks[]>()(z.strictObject({ caseId: id, lanes: z.array(lane).min(1).max(100), fromMs: z.number(), toMs: z.number(), frames: z.boolean() })),
  /** Not for reviewers. */
  decided: call<readonly DecidedTrack[]>()(inCase),
} as const;

/** @file Answers the calls of the timeline pages. */
import { decidedTracks } from '../engine/timeline/decided.ts';
import { timelineOf } from '../engine/timeline/lanes.ts';
import { tracksOf } from '../engine/timeline/tracks.ts';
import type { CallsOf } from './callContract.ts';
import type { timelineContract } from './timelineContract.ts';
import type { Desk } from './desk.ts';

export function timelineCalls(desk: Desk): CallsOf<typeof timelineContract> {
  return {
    timeline: ({ caseId }, job) => timelineOf(desk.caseOf(caseId), job),
    tracks: async ({ caseId, ...request }) => tracksOf(desk.caseOf(caseId), request),
    decided: async ({ caseId }) => decidedTracks(desk.caseOf(caseId)),
  };
}

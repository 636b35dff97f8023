/** @file Answers the calls of the timeline pages. */
import type { CallsOf } from './callContract.ts';
import type { timelineContract } from './timelineContract.ts';
import type { Desk } from './desk.ts';

export function timelineCalls(_desk: Desk): CallsOf<typeof timelineContract> {
  return {};
}

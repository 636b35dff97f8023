/** @file Answers the calls of the review pages. */
import type { CallsOf } from './callContract.ts';
import type { reviewContract } from './reviewContract.ts';
import type { Desk } from './desk.ts';

export function reviewCalls(_desk: Desk): CallsOf<typeof reviewContract> {
  return {};
}

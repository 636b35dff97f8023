/** @file Answers the calls of the search pages. */
import type { CallsOf } from './callContract.ts';
import type { searchContract } from './searchContract.ts';
import type { Desk } from './desk.ts';

export function searchCalls(_desk: Desk): CallsOf<typeof searchContract> {
  return {};
}

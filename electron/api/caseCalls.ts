/** @file Answers the calls of the case page. */
import { overview } from '../engine/overview.ts';
import type { CallsOf } from './callContract.ts';
import type { caseContract } from './caseContract.ts';
import type { Desk } from './desk.ts';

export function caseCalls(desk: Desk): CallsOf<typeof caseContract> {
  return {
    overview: async ({ caseId }) => overview(desk.caseOf(caseId)),
  };
}

/** @file The calls of the case page: exhibits, footage, clocks and indexing. */
import type { Overview } from '../core/overview.ts';
import { call, inCase } from './callContract.ts';

export const caseContract = {
  overview: call<Overview>()(inCase),
} as const;

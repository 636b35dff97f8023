/** @file Answers the calls of the disclosure pages. */
import type { CallsOf } from './callContract.ts';
import type { disclosureContract } from './disclosureContract.ts';
import type { Desk } from './desk.ts';

export function disclosureCalls(_desk: Desk): CallsOf<typeof disclosureContract> {
  return {};
}

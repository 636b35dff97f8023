/** @file Answers the calls of the ledger pages. */
import type { CallsOf } from './callContract.ts';
import type { ledgerContract } from './ledgerContract.ts';
import type { Desk } from './desk.ts';

export function ledgerCalls(_desk: Desk): CallsOf<typeof ledgerContract> {
  return {};
}

/** @file Answers the calls of the ledger pages. */
import { entryLines, findEntries, ledgerHead, proveEntry } from '../engine/ledgerView.ts';
import type { CallsOf } from './callContract.ts';
import type { ledgerContract } from './ledgerContract.ts';
import type { Desk } from './desk.ts';

export function ledgerCalls(desk: Desk): CallsOf<typeof ledgerContract> {
  return {
    ledgerHead: async ({ caseId }) => ledgerHead(desk.caseOf(caseId)),
    entryLines: async ({ caseId, indexes }) => entryLines(desk.caseOf(caseId), indexes),
    findEntries: async ({ caseId, ...filter }) => findEntries(desk.caseOf(caseId), filter),
    proveEntry: async ({ caseId, entry }) => proveEntry(desk.caseOf(caseId), entry),
    verifyLedger: async ({ caseId }, job) => desk.engine.verifyLedger(desk.caseOf(caseId), job),
  };
}

/** @file The calls of the ledger pages: entries by number, a filter, the proof of one, verification. All as the person at work may see it. */
import { z } from 'zod';
import { actGroups } from '../core/entryWords.ts';
import type { Finding } from '../core/failure.ts';
import { moment, publicKey } from '../core/forms.ts';
import type { EntryLine, EntryProof, LedgerHead } from '../core/ledgerView.ts';
import { call, id, inCase, typed } from './callContract.ts';

const index = z.number().int().nonnegative();

export const ledgerContract = {
  ledgerHead: call<LedgerHead>()(inCase),
  /** In the order asked for. */
  entryLines: call<readonly EntryLine[]>()(z.strictObject({ caseId: id, indexes: z.array(index).max(100) })),
  /** Numbers of the entries that fit, oldest first; null: not filtered by that. It reads the whole ledger. */
  findEntries: call<readonly number[]>('process')(
    z.strictObject({ caseId: id, group: z.enum(actGroups).nullable(), person: z.union([publicKey, z.literal('program')]).nullable(), about: id.nullable(), from: moment.nullable(), to: moment.nullable(), text: typed.nullable() }),
  ),
  proveEntry: call<EntryProof>('process')(z.strictObject({ caseId: id, entry: index })),
  verifyLedger: call<{ readonly entries: number; readonly checkpoints: number; readonly findings: readonly Finding[] }>('process')(inCase),
} as const;

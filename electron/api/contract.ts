/** @file The contract: every call that a window can make, from the contract of each area. Ids, never paths. */
import type { InputOf, OutputOf } from './callContract.ts';
import { caseContract } from './caseContract.ts';
import { disclosureContract } from './disclosureContract.ts';
import { hostContract } from './hostContract.ts';
import { ledgerContract } from './ledgerContract.ts';
import { machineContract } from './machineContract.ts';
import { playerContract } from './playerContract.ts';
import { reviewContract } from './reviewContract.ts';
import { searchContract } from './searchContract.ts';
import { timelineContract } from './timelineContract.ts';

export const contract = {
  ...hostContract, ...caseContract, ...searchContract, ...timelineContract, ...playerContract, ...reviewContract, ...disclosureContract, ...ledgerContract, ...machineContract,
} as const;

export type CallName = keyof typeof contract;
export type Input<N extends CallName> = InputOf<(typeof contract)[N]>;
export type Output<N extends CallName> = OutputOf<(typeof contract)[N]>;

/** What comes back over any transport. `code` 'bug' is a fault of the program; every other code is an expected failure. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

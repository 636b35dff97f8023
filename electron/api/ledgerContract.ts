/** @file The calls of the ledger pages. */

export const ledgerContract = {} as const;

/** @file The first policy: what a case demands before its own policy says otherwise. Without schemas, so that verify.mjs can ask it too. */

/** Texts of an authority that a policy can require. */
export const authorityFields = ['offence', 'purpose', 'necessity', 'proportionality', 'condition', 'document'] as const;
export type AuthorityField = (typeof authorityFields)[number];

/** What a new case demands: everything. */
export const firstPolicy = {
  version: 1,
  secondPersonGrants: true,
  required: [...authorityFields],
  basisBeforeIndexing: true,
  basis: { condition: null, document: null },
};

/** @file Policy: what this case demands before anybody is searched for. Versioned; every change is an entry. */
import { z } from 'zod';
import { authorityFields } from './firstPolicy.ts';
import { text } from './forms.ts';

/** A Schedule 8 condition (Data Protection Act 2018) and the policy document that section 42 asks for. */
export const lawfulBasis = z.strictObject({
  condition: text.nullable(),
  document: z.strictObject({ title: text, version: text }).nullable(),
});

export const policySchema = z.strictObject({
  /** From 1, one more with every change. */
  version: z.number().int().positive(),
  /** Whether somebody else than who asked has to grant. That who searches cannot authorise the search holds in any case. */
  secondPersonGrants: z.boolean(),
  required: z.array(z.enum(authorityFields)),
  /** Whether footage may be indexed only when `basis` is whole. */
  basisBeforeIndexing: z.boolean(),
  /** By what right the faces in this case's footage are processed at all. */
  basis: lawfulBasis,
});
export type Policy = Readonly<z.infer<typeof policySchema>>;

/**
 * The calibrated range of thresholds ends where more than this share of other people pass. Below it a threshold leaves out so few that a second
 * person has to want it (threshold-allowed). Chosen: a false-positive rate of 9.9 % for one group is what became a public matter in
 * December 2025 (National Physical Laboratory on a police database’s lower setting, as the press had it).
 */
export const mostChanceRate = 0.1;

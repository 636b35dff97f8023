/** @file The acts of review, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';
import { commitment, contentId, count, numbered, text, track } from './forms.ts';
import { conclusions, fewestFillers, strengths } from './review.ts';

const lead = { search: numbered('S'), probe: contentId, track };

export const reviewActs = {
  /** A reviewer's order of the pictures is made of `seed` and their key. `band`: the sizes and qualities between which fillers were taken. */
  'lineup-created': z.strictObject({
    lineup: numbered('V'), ...lead, rank: count, fillers: z.array(track).min(fewestFillers), seed: z.string().regex(/^[0-9a-f]{32}$/),
    band: z.strictObject({ eyesPx: z.tuple([z.number(), z.number()]), quality: z.tuple([z.number(), z.number()]) }),
  }),
  /** `description`: of the questioned face, component by component, locked before the line-up opens. */
  'face-described': z.strictObject({ lineup: numbered('V'), description: commitment }),
  'lineup-opened': z.strictObject({ lineup: numbered('V'), pictures: commitment }),
  /** `pick`: the place in this reviewer's order, from 1; null: nobody. `details`: reasons, features, how the pictures were viewed. */
  'decision-made': z.strictObject({
    decision: numbered('D'), lineup: numbered('V'), pick: z.number().int().positive().nullable(), picked: z.enum(['candidate', 'filler', 'nobody']),
    conclusion: z.enum(conclusions), strength: z.enum(strengths).nullable(), details: commitment, supersedes: numbered('D').nullable(),
  }),
  /** What else, found by other means, speaks for or against the lead. */
  'lead-corroborated': z.strictObject({ ...lead, speaks: z.enum(['for', 'against']), details: commitment }),
  'lead-actioned': z.strictObject({ ...lead, corroboration: count, details: commitment }),
  'lead-outcome': z.strictObject({ ...lead, outcome: z.enum(['right', 'wrong', 'unverified']), details: commitment }),
} as const;

/** @file The acts of review, with the exact form of their bodies; part of the closed list in entry.ts. */
import { z } from 'zod';
import { commitment, contentId, count, numbered, sha256, track } from './forms.ts';
import { conclusions, fewestFillers, picks, strengths } from './review.ts';

/** One candidate of one probe of one search. */
const lead = { search: numbered('S'), probe: contentId, track, rank: count };

export const reviewActs = {
  /**
   * A reviewer's order of the pictures is made of `seed` and their key. `band`: the sizes and qualities between which fillers were taken, and
   * how often it was widened. `uncertain`: those of the fillers that no frame shows together with the candidate. `unproven`: pairs of
   * fillers that no frame shows together. See [Note: Who may be a filler].
   */
  'lineup-created': z.strictObject({
    lineup: numbered('V'), ...lead, fillers: z.array(track).min(fewestFillers), uncertain: z.array(track), unproven: count,
    seed: z.string().regex(/^[0-9a-f]{32}$/),
    band: z.strictObject({ eyesPx: z.tuple([z.number(), z.number()]), quality: z.tuple([z.number(), z.number()]), widened: count }),
  }),
  /** The face that is searched for was handed to the reviewer: SHA-256 of the picture. */
  'face-shown': z.strictObject({ lineup: numbered('V'), sha256 }),
  /** `description`: of the questioned face, component by component, locked before the line-up opens. */
  'face-described': z.strictObject({ lineup: numbered('V'), description: commitment }),
  /** `pictures`: names and SHA-256 of the files that the reviewer was given. */
  'lineup-opened': z.strictObject({ lineup: numbered('V'), pictures: commitment }),
  /** `pick`: the place in this reviewer's order, from 1; null: nobody. `details`: reasons, features, how the pictures were viewed. */
  'decision-made': z.strictObject({
    decision: numbered('D'), lineup: numbered('V'), pick: z.number().int().positive().nullable(), picked: z.enum(picks),
    conclusion: z.enum(conclusions), strength: z.enum(strengths).nullable(), details: commitment, supersedes: numbered('D').nullable(),
  }),
  /** What else, found by other means, speaks for or against the lead. */
  'lead-corroborated': z.strictObject({ ...lead, speaks: z.enum(['for', 'against']), details: commitment }),
  /** `corroboration`: index of the entry that speaks for the lead. */
  'lead-actioned': z.strictObject({ ...lead, corroboration: count, details: commitment }),
  'lead-outcome': z.strictObject({ ...lead, outcome: z.enum(['right', 'wrong', 'unverified']), details: commitment }),
} as const;

/** @file The calls of the review pages: line-ups, what each reviewer does with them in turn, and leads. None of them names a track. */
import { z } from 'zod';
import { conclusions, faceComponents, strengths } from '../core/review.ts';
import type { MadeLineup, Neighbour, ShownReviews } from '../core/shownReviews.ts';
import { call, id, inCase, typed } from './callContract.ts';

const features = z.array(z.strictObject({ component: z.enum(faceComponents), text: typed })).max(faceComponents.length);
const lineup = z.strictObject({ caseId: id, lineup: id });
const candidate = { caseId: id, search: id, probe: id.nullable(), rank: z.number().int().min(1).max(1_000_000) };

export const reviewContract = {
  /** Line-ups, decisions and leads, as far as this person may see them. */
  reviews: call<ShownReviews>()(inCase),
  /** No job: what it was asked for stays with whoever asked, since it says who the candidate is. */
  createLineup: call<MadeLineup>('process')(z.strictObject({ ...candidate, fillers: z.number().int().min(1).max(20), alsoUncertain: z.boolean() })),
  /** Records that the reviewer was shown the face that is searched for; then its picture can be fetched. */
  showFace: call<null>('process')(lineup),
  describe: call<null>()(z.strictObject({ caseId: id, lineup: id, features })),
  /** Records the pictures in the reviewer’s own order; then each can be fetched by its place. */
  openLineup: call<null>('process')(lineup),
  /** Frames around the picture at this place. */
  neighbours: call<readonly Neighbour[]>()(z.strictObject({ caseId: id, lineup: id, place: z.number().int().min(0).max(100) })),
  decide: call<{ readonly decision: string }>()(
    z.strictObject({
      caseId: id, lineup: id, pick: z.number().int().min(1).max(100).nullable(), conclusion: z.enum(conclusions), strength: z.enum(strengths).nullable(),
      reasons: typed, features, viewing: typed.nullable(), supersedes: id.nullable(),
    }),
  ),

  corroborateLead: call<null>()(z.strictObject({ ...candidate, speaks: z.enum(['for', 'against']), text: typed })),
  actionLead: call<null>()(z.strictObject({ ...candidate, text: typed })),
  leadOutcome: call<null>()(z.strictObject({ ...candidate, outcome: z.enum(['right', 'wrong', 'unverified']), text: typed })),
} as const;

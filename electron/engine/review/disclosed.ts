/** @file Reviews as they are disclosed: line-ups with every decision, leads, and how often reviewers picked a filler. */
import type { Database } from 'better-sqlite3';
import type { DisclosedLead, DisclosedLineup, DisclosedReview, ReviewerRecord } from '../../core/disclosure.ts';
import { descriptionSchema, reasonsSchema, remarkSchema } from '../../core/review.ts';
import { wasBlind } from '../../core/reviewing.ts';
import type { Lineup, Review } from '../../core/reviewing.ts';
import type { Case } from '../caseFolder.ts';
import { recall } from '../kept.ts';
import { orderFor } from './order.ts';
import { reviewingOf } from './reviewed.ts';
import type { z } from 'zod';

/** The line-ups of this search, in the order in which they were made. */
export function disclosedLineups({ db }: Case, search: string): DisclosedLineup[] {
  return [...reviewingOf(db).lineups.values()].filter(({ created }) => created.body.search === search).map((lineup) => disclosedLineup(db, lineup));
}

/** A line-up with everything that was recorded of it. */
export function disclosedLineup(db: Database, lineup: Lineup): DisclosedLineup {
  const { at, by, body } = lineup.created;
  const { search: _search, ...rest } = body;
  const standing = lineup.reviews.flatMap((review) => {
    const last = review.decisions.at(-1);
    return last ? [`${last.body.conclusion} ${trackPicked(lineup, review, last.body.pick)}`] : [];
  });
  return { ...rest, createdAt: at, createdBy: by.name, reviews: lineup.reviews.map((review) => disclosedReview(db, lineup, review)), disagreement: new Set(standing).size > 1 };
}

function disclosedReview(db: Database, lineup: Lineup, review: Review): DisclosedReview {
  const { reviewer, described, opened, decisions } = review;
  return {
    reviewer: reviewer.name,
    describedAt: described?.at ?? null,
    description: (described && kept(db, descriptionSchema, described.body.description)?.features) ?? [],
    openedAt: opened?.at ?? null,
    decisions: decisions.map((decision) => {
      const { decision: id, picked, conclusion, strength, supersedes, details } = decision.body;
      const said = kept(db, reasonsSchema, details);
      return {
        decision: id, at: decision.at, picked, conclusion, strength, reasons: said?.reasons ?? null, features: said?.features ?? [], viewing: said?.viewing ?? null, supersedes,
        blind: wasBlind(lineup, review, decision),
      };
    }),
  };
}

/** The candidates of this search about which something was recorded, in that order. */
export function disclosedLeads({ db }: Case, search: string): DisclosedLead[] {
  const textOf = (digest: string): string | null => kept(db, remarkSchema, digest)?.text ?? null;
  return [...reviewingOf(db).leads.values()].flatMap(({ corroborated, actioned, outcomes }) => {
    const outcome = outcomes.at(-1) ?? null;
    const { body } = corroborated[0] ?? actioned ?? outcome!;
    if (body.search !== search) return [];
    return [{
      probe: body.probe, rank: body.rank, track: body.track,
      corroboration: corroborated.map((each) => ({ at: each.at, by: each.by.name, speaks: each.body.speaks, text: textOf(each.body.details) })),
      actioned: actioned && { at: actioned.at, by: actioned.by.name, text: textOf(actioned.body.details) },
      outcome: outcome && { at: outcome.at, by: outcome.by.name, outcome: outcome.body.outcome, text: textOf(outcome.body.details) },
    }];
  });
}

/** Whom each reviewer of the case picked, in the order in which they first decided. */
export function reviewerRecords(db: Database): ReviewerRecord[] {
  const records = new Map<string, ReviewerRecord>();
  for (const lineup of reviewingOf(db).lineups.values()) {
    for (const review of lineup.reviews) {
      const { reviewer, decisions: [first] } = review;
      if (!first) continue;
      const known = records.get(reviewer.publicKey) ?? { reviewer: reviewer.name, lineups: 0, candidates: 0, fillers: 0, uncertain: 0, nobody: 0 };
      const key = counted[first.body.picked];
      records.set(reviewer.publicKey, { ...known, lineups: known.lineups + 1, [key]: known[key] + 1 });
    }
  }
  return [...records.values()];
}

const counted = { candidate: 'candidates', filler: 'fillers', 'uncertain-filler': 'uncertain', nobody: 'nobody' } as const;

function trackPicked(lineup: Lineup, { reviewer }: Review, pick: number | null): string | null {
  return pick === null ? null : (orderFor(lineup, reviewer)[pick - 1] ?? null);
}

/** What was kept under the commitment; null where it was erased or has another form. */
function kept<T>(db: Database, schema: z.ZodType<T>, digest: string): T | null {
  return schema.safeParse(recall(db, digest)?.body).data ?? null;
}

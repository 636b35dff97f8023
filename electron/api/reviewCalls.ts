/** @file Answers the calls of the review pages. */
import type { CallsOf } from './callContract.ts';
import type { reviewContract } from './reviewContract.ts';
import type { Desk } from './desk.ts';

export function reviewCalls({ engine: { review }, caseOf }: Desk): CallsOf<typeof reviewContract> {
  return {
    reviews: async ({ caseId }) => review.show(caseOf(caseId)),
    createLineup: ({ caseId, ...request }, job) => review.createLineup(caseOf(caseId), request, job),
    async showFace({ caseId, lineup }) {
      await review.showFace(caseOf(caseId), lineup, null);
      return null;
    },
    async describe({ caseId, lineup, features }) {
      review.describe(caseOf(caseId), lineup, { features });
      return null;
    },
    async openLineup({ caseId, lineup }, job) {
      await review.openLineup(caseOf(caseId), lineup, null, job);
      return null;
    },
    neighbours: async ({ caseId, lineup, place }) => review.neighbours(caseOf(caseId), lineup, place),
    decide: async ({ caseId, lineup, ...statement }) => review.decide(caseOf(caseId), lineup, statement),

    async corroborateLead({ caseId, speaks, text, ...lead }) {
      review.corroborate(caseOf(caseId), lead, speaks, text);
      return null;
    },
    async actionLead({ caseId, text, ...lead }) {
      review.action(caseOf(caseId), lead, text);
      return null;
    },
    async leadOutcome({ caseId, outcome, text, ...lead }) {
      review.outcome(caseOf(caseId), lead, outcome, text);
      return null;
    },
  };
}

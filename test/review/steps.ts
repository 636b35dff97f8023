/** @file The steps of a review as the rules' tests take them, with words that are good enough to be recorded. */
import { join } from 'node:path';
import type { Statement } from '../../electron/core/review.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { orderFor } from '../../electron/engine/review/order.ts';
import { findLineup } from '../../electron/engine/review/reviewed.ts';
import { createLineup, decide, describeFace, openLineup, showFace } from '../../electron/engine/review/reviewing.ts';
import type { CrowdCase } from './crowdCase.ts';
import { sought } from './crowdCase.ts';

export const scale = { metric: 'l2', samePersonDistance: 0.5 } as const;

export const features = (['face-shape', 'eyes', 'nose', 'mouth', 'ears'] as const).map((component) => ({ component, text: `of ${component}` }));

export const statement: Statement & { readonly supersedes: string | null } = {
  pick: 2, conclusion: 'support', strength: 'limited', reasons: 'the same nose', features: [{ component: 'nose', text: 'broad' }], viewing: '24 inches, daylight', supersedes: null,
};

/** A line-up of the sought person's first walk, from a search of the analyst's unless another is named. */
export function lineupOf({ opened, found, tracksOf }: CrowdCase, search = 'S-1'): string {
  const [track] = tracksOf(sought);
  const { rank } = found.answers[0]!.candidates.find(({ trackId }) => trackId === track)!;
  return createLineup(opened, { search, probe: null, rank, fillers: 5, alsoUncertain: false }, scale).lineup;
}

let files = 0;

/** The operator at work does these steps of their review, in this order. */
export async function review({ opened, natives }: CrowdCase, lineup: string, steps: readonly ('face' | 'describe' | 'open' | 'decide')[], stated: Partial<typeof statement> = {}): Promise<void> {
  for (const step of steps) {
    if (step === 'face') await showFace(opened, lineup, join(opened.folder, '..', `face-${files++}.png`), natives);
    else if (step === 'describe') describeFace(opened, lineup, { features });
    else if (step === 'open') await openLineup(opened, lineup, join(opened.folder, '..', `lineup-${files++}`), natives, {});
    else decide(opened, lineup, { ...statement, ...stated });
  }
}

export const wholeReview = ['face', 'describe', 'open', 'decide'] as const;

/** Where in the order of the operator at work the candidate stands, or another: from 1. */
export function placeOf({ opened }: CrowdCase, lineup: string, who: 'candidate' | 'filler'): number {
  const found = findLineup(opened.db, lineup);
  return orderFor(found, opened.operator!).findIndex((track) => (track === found.created.body.track) === (who === 'candidate')) + 1;
}

/** How many entries there are of the acts of review. */
export function recorded({ opened }: CrowdCase): number {
  return entriesOf(opened.db, 'lineup-created', 'face-shown', 'face-described', 'lineup-opened', 'decision-made', 'lead-corroborated', 'lead-actioned', 'lead-outcome').length;
}

/** @file A reviewer who goes all the way: sees the face, describes it, opens the line-up, decides. */
import { join } from 'node:path';
import type { Case } from '../../electron/engine/caseFolder.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { orderFor } from '../../electron/engine/review/order.ts';
import { findLineup } from '../../electron/engine/review/reviewed.ts';
import { as } from './grantedCase.ts';

const features = (['face-shape', 'hairline', 'eyebrows', 'nose', 'ears'] as const).map((component) => ({ component, text: `an ordinary ${component}` }));

/** The person works on the line-up and picks the candidate, a filler or nobody. */
export async function reviewersPick(engine: Engine, opened: Case, lineup: string, person: 'reviewer' | 'second', pick: 'candidate' | 'filler' | 'nobody', root: string): Promise<void> {
  await as(opened, person);
  await engine.review.showFace(opened, lineup, join(root, `${person}-${lineup}.png`));
  engine.review.describe(opened, lineup, { features });
  await engine.review.openLineup(opened, lineup, join(root, `${person}-${lineup}`), {});
  const made = findLineup(opened.db, lineup);
  const order = orderFor(made, opened.operator!);
  const place = pick === 'nobody' ? null : order.findIndex((track) => (track === made.created.body.track) === (pick === 'candidate')) + 1;
  const conclusion = place === null ? ({ conclusion: 'different', strength: 'limited' } as const) : ({ conclusion: 'support', strength: 'moderate' } as const);
  engine.review.decide(opened, lineup, { pick: place, ...conclusion, reasons: 'The ears and the nose.', features, viewing: 'a screen of 24 inches, daylight', supersedes: null });
}

/** @file Verifying reviews: the rules of reviewing asked again of every entry, and whom each decision picked worked out again. */
import type { Database } from 'better-sqlite3';
import type { Finding } from '../../core/failure.ts';
import { advanceReviewing, leadKey, leadObstacle, noReviewing, obstacle, reviewingActs } from '../../core/reviewing.ts';
import type { Reviewing, Step } from '../../core/reviewing.ts';
import { entriesOf } from '../records.ts';
import type { RecordedEntry } from '../records.ts';
import { pickedOf } from './reviewing.ts';

/** Findings 'review-rule' (an entry that the engine would have refused) and 'pick-altered'. */
export function verifyReviews(db: Database): Finding[] {
  const findings: Finding[] = [];
  let before = noReviewing;
  for (const entry of entriesOf(db, ...reviewingActs)) {
    for (const { code, problem } of problemsOf(before, entry)) findings.push({ code, message: `Entry ${entry.index} (${entry.act}): ${problem}` });
    before = advanceReviewing(before, entry);
  }
  return findings;
}

function problemsOf(before: Reviewing, entry: RecordedEntry<(typeof reviewingActs)[number]>): { readonly code: 'review-rule' | 'pick-altered'; readonly problem: string }[] {
  // Who may sign what is verified with every other entry.
  if ('machine' in entry.actor) return [];
  const by = { name: entry.actor.operator, publicKey: entry.actor.key };
  if (entry.act === 'lead-actioned') {
    const failure = leadObstacle(before.leads.get(leadKey(entry.body)), entry.body.search, entry.body.rank);
    return failure ? [{ code: 'review-rule', problem: failure.message }] : [];
  }
  if (entry.act !== 'face-shown' && entry.act !== 'face-described' && entry.act !== 'lineup-opened' && entry.act !== 'decision-made') return [];
  const lineup = before.lineups.get(entry.body.lineup);
  if (!lineup) return [{ code: 'review-rule', problem: 'it is about a line-up that there is not.' }];
  const step: Step = entry.act === 'decision-made' ? { act: entry.act, supersedes: entry.body.supersedes, pick: entry.body.pick } : { act: entry.act };
  const failure = obstacle(lineup, by, step);
  if (failure) return [{ code: 'review-rule', problem: failure.message }];
  const altered = entry.act === 'decision-made' && pickedOf(lineup, by, entry.body.pick) !== entry.body.picked;
  return altered ? [{ code: 'pick-altered', problem: 'whom it says was picked is not who stands there in this reviewer’s order.' }] : [];
}

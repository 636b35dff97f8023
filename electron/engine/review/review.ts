/** @file Review: the calls about line-ups, decisions and leads that every host makes. */
import { splitTrack } from '../../core/ids.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { Description, Statement } from '../../core/review.ts';
import type { MadeLineup, Neighbour, ShownReviews } from '../../core/shownReviews.ts';
import type { Case } from '../caseFolder.ts';
import { loadPack } from '../models.ts';
import { packIdentity } from '../../core/modelPack.ts';
import type { Natives } from '../natives.ts';
import { listRuns } from '../runs.ts';
import { actionLead, corroborateLead, recordOutcome } from './leads.ts';
import { neighboursOnScreen, pictureOnScreen } from './onScreen.ts';
import { findCandidate } from './reviewed.ts';
import type { CandidateName } from './reviewed.ts';
import { createLineup, decide, describeFace, openLineup, showFace } from './reviewing.ts';
import type { LineupRequest } from './reviewing.ts';
import { shownReviews } from './shownReviews.ts';

export interface Review {
  createLineup(opened: Case, request: LineupRequest, job: Job): Promise<MadeLineup>;
  showFace(opened: Case, lineup: string, file: string | null): Promise<{ readonly sha256: string }>;
  describe(opened: Case, lineup: string, description: Description): void;
  openLineup(opened: Case, lineup: string, folder: string | null, job: Job): Promise<{ readonly files: readonly string[] }>;
  /** One picture for the reviewer’s screen, PNG. */
  picture(opened: Case, lineup: string, place: number, step: number, job: Job): Promise<Uint8Array>;
  neighbours(opened: Case, lineup: string, place: number): readonly Neighbour[];
  decide(opened: Case, lineup: string, statement: Statement & { readonly supersedes: string | null }): { readonly decision: string };
  show(opened: Case): ShownReviews;
  corroborate(opened: Case, lead: CandidateName, speaks: 'for' | 'against', text: string): void;
  action(opened: Case, lead: CandidateName, text: string): void;
  outcome(opened: Case, lead: CandidateName, outcome: 'right' | 'wrong' | 'unverified', text: string): void;
}

export function openReview(natives: Natives, home: string): Review {
  return {
    async createLineup(opened, request, job) {
      opened.demand('lineup-created');
      const [runId] = splitTrack(findCandidate(opened.db, request).candidate.trackId);
      const run = listRuns(opened.db).find(({ id }) => id === runId)!;
      const pack = await loadPack(run.pack_id, home, job);
      if (pack.digest !== run.pack_digest) throw new Failure('pack-changed', { pack: run.pack_id, expected: run.pack_digest, found: pack.digest });
      return createLineup(opened, request, { metric: packIdentity(pack).metric, samePersonDistance: pack.description.samePersonDistance });
    },
    showFace: (opened, lineup, file) => showFace(opened, lineup, file, natives),
    describe: describeFace,
    openLineup: (opened, lineup, folder, job) => openLineup(opened, lineup, folder, natives, job),
    picture: (opened, lineup, place, step, job) => pictureOnScreen(opened, lineup, place, step, natives, job),
    neighbours: neighboursOnScreen,
    decide,
    show: shownReviews,
    corroborate: corroborateLead,
    action: actionLead,
    outcome: recordOutcome,
  };
}

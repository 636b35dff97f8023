/**
 * @file Reviewing: an analyst makes a line-up; each reviewer sees the face that is searched for, describes it, opens the line-up in an order of
 * their own, and decides. What stands in a reviewer's way is in core/reviewing.ts.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { AppearanceScale } from '../../core/appearance.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { Member } from '../../core/role.ts';
import type { MadeLineup } from '../../core/shownReviews.ts';
import { descriptionSchema, problemOf, reasonsSchema } from '../../core/review.ts';
import type { Description, Picked, Statement } from '../../core/review.ts';
import { obstacle } from '../../core/reviewing.ts';
import type { Lineup, Step } from '../../core/reviewing.ts';
import { recordRefusal } from '../authorising.ts';
import type { Append, Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { keep } from '../kept.ts';
import type { Natives } from '../natives.ts';
import { findProbe } from '../probing.ts';
import { nextNumber } from '../records.ts';
import { syncFolder, writeWhole } from '../wholeFile.ts';
import { findFillers } from './fillers.ts';
import { orderFor } from './order.ts';
import { lineupFaces, questionedFace } from './pictures.ts';
import type { ReviewFile } from './pictures.ts';
import { findCandidate, findLineup } from './reviewed.ts';
import type { CandidateName } from './reviewed.ts';

export interface LineupRequest extends CandidateName {
  /** How many beside the candidate; at least fewestFillers. */
  readonly fillers: number;
  /** Whether people may stand in it who are not certainly other people than the candidate. */
  readonly alsoUncertain: boolean;
}

/** Makes a line-up of a candidate. Failures 'lineup-too-few' and those of findCandidate and findProbe. */
export function createLineup(opened: Case, { fillers: wanted, alsoUncertain, ...name }: LineupRequest, scale: AppearanceScale): MadeLineup {
  opened.demand('lineup-created');
  const { db } = opened;
  const { answer, answers, candidate } = findCandidate(db, name);
  const { fromTrack } = findProbe(db, answer.probe);
  // A processed picture and its original are of one person: who ranks above the candidate in either list may be that person.
  const sameSought = answer.role === 'entry' ? [answer] : answers.filter(({ role }) => role !== 'entry');
  const above = sameSought.flatMap(({ candidates }) => {
    const place = candidates.find((each) => each.trackId === candidate.trackId)?.rank ?? candidate.rank;
    return candidates.filter((each) => each.rank < place).map((each): string => each.trackId);
  });
  const seed = randomBytes(16).toString('hex');
  const chosen = findFillers(db, candidate.trackId, new Set(fromTrack === null ? above : [...above, fromTrack]), wanted, alsoUncertain, seed, scale);
  const lineup = opened.write('operator', (append) => {
    const id = `V-${nextNumber(db, 'lineup-created')}`;
    append('lineup-created', {
      lineup: id, search: name.search, probe: answer.probe, track: candidate.trackId, rank: candidate.rank, fillers: [...chosen.fillers].sort(), uncertain: [...chosen.uncertain].sort(),
      unproven: chosen.unproven, seed, band: { eyesPx: [...chosen.band.eyesPx], quality: [...chosen.band.quality], widened: chosen.band.widened },
    });
    return id;
  });
  return { lineup, fillers: chosen.fillers.length, uncertain: chosen.uncertain.length, unproven: chosen.unproven, widened: chosen.band.widened };
}

/** Hands the reviewer the face that is searched for, in a new file, or (null) on the screen of this program. Failures 'review-not-independent', 'file-exists', 'file-unwritable'. */
export async function showFace(opened: Case, lineup: string, file: string | null, natives: Natives): Promise<{ readonly sha256: string }> {
  const reviewer = opened.demand('face-shown');
  if (file !== null && existsSync(file)) throw new Failure('file-exists', { file });
  const { created: { body } } = admit(opened, lineup, reviewer, { act: 'face-shown' });
  const png = await questionedFace(opened, findProbe(opened.db, body.probe), natives);
  const digest = sha256(png);
  handOver(file, (temporary) => writeWhole(temporary, png), () => {
    reviewed(opened, lineup, reviewer, { act: 'face-shown' }, (append) => append('face-shown', { lineup, sha256: digest }));
  });
  return { sha256: digest };
}

/** Locks the reviewer's description of the questioned face. Failures 'review-details', 'review-order', 'face-described-already', 'review-not-independent'. */
export function describeFace(opened: Case, lineup: string, description: Description): void {
  const reviewer = opened.demand('face-described');
  const body = checked(descriptionSchema, description);
  reviewed(opened, lineup, reviewer, { act: 'face-described' }, (append) => append('face-described', { lineup, description: keep(opened.db, body) }));
}

/**
 * Hands the reviewer the pictures in their own order, in a new folder, which is there only when it is whole and recorded, or (null) on the screen of
 * this program. It can be opened again, and is the same then. Failures 'review-order', 'review-not-independent', 'file-exists', 'exhibit-changed'.
 */
export async function openLineup(opened: Case, lineup: string, folder: string | null, natives: Natives, job: Job): Promise<{ readonly files: readonly string[] }> {
  const reviewer = opened.demand('lineup-opened');
  if (folder !== null && existsSync(folder)) throw new Failure('file-exists', { file: folder });
  const found = admit(opened, lineup, reviewer, { act: 'lineup-opened' });
  const probe = findProbe(opened.db, found.created.body.probe);
  const faces = await lineupFaces(opened, orderFor(found, reviewer), natives, job);
  const sheet = folder === null ? [] : [{ name: 'sheet.png', png: await natives.numberedSheet(faces.map(({ png }) => png), 3) }];
  const files: ReviewFile[] = [{ name: 'questioned.png', png: await questionedFace(opened, probe, natives) }, ...faces, ...sheet];
  const write = (temporary: string): void => {
    mkdirSync(temporary, { mode: 0o700 });
    for (const { name, png } of files) writeWhole(join(temporary, name), png);
  };
  handOver(folder, write, () => {
    reviewed(opened, lineup, reviewer, { act: 'lineup-opened' }, (append) => {
      append('lineup-opened', { lineup, pictures: keep(opened.db, { files: files.map(({ name, png }) => ({ name, sha256: sha256(png) })) }) });
    });
  });
  return { files: files.map(({ name }) => name) };
}

/**
 * Records a decision. Whom it picked is worked out here and is not told to the reviewer. `supersedes`: the reviewer's own standing decision.
 * Failures 'review-details', 'review-order', 'review-not-independent', 'pick-unknown', 'decision-stands', 'decision-foreign'.
 */
export function decide(opened: Case, lineup: string, statement: Statement & { readonly supersedes: string | null }): { readonly decision: string } {
  const reviewer = opened.demand('decision-made');
  const { pick, conclusion, strength, supersedes, ...said } = statement;
  admit(opened, lineup, reviewer, { act: 'decision-made', supersedes, pick });
  const details = checked(reasonsSchema, said);
  const problem = problemOf({ ...details, pick, conclusion, strength });
  if (problem !== null) throw new Failure('review-details', { problems: [problem] });
  return reviewed(opened, lineup, reviewer, { act: 'decision-made', supersedes, pick }, (append, found) => {
    const decision = `D-${nextNumber(opened.db, 'decision-made')}`;
    append('decision-made', { decision, lineup, pick, picked: pickedOf(found, reviewer, pick), conclusion, strength, details: keep(opened.db, details), supersedes });
    return { decision };
  });
}

/** Whom a reviewer picked with a place in their own order. */
export function pickedOf(lineup: Lineup, reviewer: Pick<Member, 'name' | 'publicKey'>, pick: number | null): Picked {
  if (pick === null) return 'nobody';
  const track = orderFor(lineup, reviewer)[pick - 1]!;
  const { body } = lineup.created;
  return track === body.track ? 'candidate' : body.uncertain.includes(track) ? 'uncertain-filler' : 'filler';
}

/** The line-up, if nothing stands in the reviewer's way. That somebody tried who is not independent is an entry. */
function admit(opened: Case, id: string, reviewer: Member, step: Step): Lineup {
  const lineup = findLineup(opened.db, id);
  const failure = obstacle(lineup, reviewer, step);
  if (failure?.code === 'review-not-independent') recordRefusal(opened, `review line-up ${id}`, null, failure);
  if (failure) throw failure;
  return lineup;
}

/** The step with its entry; what stands in its way is asked once more within the transaction. */
function reviewed<T>(opened: Case, id: string, reviewer: Member, step: Step, change: (append: Append, lineup: Lineup) => T): T {
  admit(opened, id, reviewer, step);
  return opened.write('operator', (append) => {
    const lineup = findLineup(opened.db, id);
    const failure = obstacle(lineup, reviewer, step);
    if (failure) throw failure;
    return change(append, lineup);
  });
}

/** What was stated, in its form. Failure 'review-details'. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new Failure('review-details', { problems: result.error.issues.map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join(' ')}: ${issue.message}`)) });
  return result.data;
}

/**
 * Writes beside the place (null: nothing is written), records, and only then gives it its name: a reviewer who has seen pictures and left no trace would be worse than
 * one who has to ask again. Failures 'file-unwritable', 'hand-over'.
 */
function handOver(path: string | null, write: (temporary: string) => void, record: () => void): void {
  if (path === null) return record();
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.part`);
  const reasonOf = ({ code, message }: NodeJS.ErrnoException): string => (code === 'ENOENT' ? 'there is no such folder' : message);
  try {
    try {
      write(temporary);
    } catch (cause) {
      throw new Failure('file-unwritable', { file: path, reason: reasonOf(cause as NodeJS.ErrnoException) }, { cause });
    }
    record();
    try {
      renameSync(temporary, path);
    } catch (cause) {
      throw new Failure('hand-over', { file: path, reason: reasonOf(cause as NodeJS.ErrnoException) }, { cause });
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  syncFolder(dirname(path));
}

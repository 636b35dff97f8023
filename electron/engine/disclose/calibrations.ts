/** @file The calibrations that searches took their rates from, as they were recorded before them. */
import type { Database } from 'better-sqlite3';
import { Calibration } from '../../core/calibration.ts';
import type { DisclosedCalibration } from '../../core/disclosure.ts';
import { recall } from '../kept.ts';
import { entriesOf } from '../records.ts';
import type { Gathered } from './gather.ts';

/** Those that a part of these searches names, and the references of their packs that were recorded by then; in order of their entries. */
export function calibrationsOf(db: Database, { searches }: Pick<Gathered, 'searches'>): DisclosedCalibration[] {
  const named = new Set(searches.flatMap(({ request }) => request.estimate.parts.flatMap(({ calibration }) => calibration ?? [])));
  const packs = new Set(searches.map(({ request }) => request.pack.digest));
  return entriesOf(db, 'calibration-recorded', 'non-mated-measured').flatMap(({ index, body }) => {
    const document = named.has(body.sha256) || (body.camera === null && packs.has(body.packDigest)) ? recall(db, body.document)?.body : undefined;
    return document === undefined ? [] : [{ sha256: body.sha256, entry: index, calibration: Calibration.parse(document) }];
  });
}

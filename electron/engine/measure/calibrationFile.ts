/** @file Where calibrations of packs are kept: one that was measured here in the data folder, one that comes with the product beside the pack. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Calibration } from '../../core/calibration.ts';
import { Failure } from '../../core/failure.ts';
import { productFolder } from '../models.ts';
import { writeWhole } from '../wholeFile.ts';

const ownFile = (home: string, digest: string): string => join(home, 'calibrations', `${digest}.json`);

/**
 * The calibration of a pack: what was last measured on this machine, otherwise what comes with the product; null where there is none for this
 * digest. Failure 'calibration-unreadable'.
 */
export function readCalibration(pack: { readonly id: string; readonly digest: string }, home: string): Calibration | null {
  for (const file of [ownFile(home, pack.digest), join(productFolder(), 'models', basename(pack.id), 'calibration.json')]) {
    if (!existsSync(file)) continue;
    const refuse = (reason: string, cause?: unknown): never => {
      throw new Failure('calibration-unreadable', { file, reason }, { cause });
    };
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(file, 'utf8'));
    } catch (cause) {
      refuse('it is not JSON', cause);
    }
    const parsed = Calibration.safeParse(json);
    if (!parsed.success) return refuse(parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    if (parsed.data.pack.digest === pack.digest) return parsed.data;
  }
  return null;
}

/** Keeps a reference calibration in the data folder, in place of an earlier one of the same pack; returns the file. */
export function keepCalibration(calibration: Calibration, home: string): string {
  const file = ownFile(home, calibration.pack.digest);
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, calibrationText(calibration));
  return file;
}

/** The bytes of a calibration's file: one member a line, so that two can be compared by eye. */
export function calibrationText(calibration: Calibration): string {
  return `${JSON.stringify(calibration, null, 1).replace(/\[\s+(-?[\d.e-]+),\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2, $3]')}\n`;
}

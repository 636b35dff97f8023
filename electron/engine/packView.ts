/** @file The model packs of this machine with what was measured of each. */
import { Failure } from '../core/failure.ts';
import { packDimension } from '../core/modelPack.ts';
import type { ShownPack } from '../core/packView.ts';
import { readCalibration } from './measure/calibrationFile.ts';
import { defaultPack, describedPacks } from './models.ts';

export async function shownPacks(home: string): Promise<ShownPack[]> {
  return (await describedPacks(home)).map(({ description, digest, origin }) => {
    const { id, version, title, notes, metric, files, selfTest } = description;
    const pictures = new Set(selfTest.pairs.flatMap(({ a, b }) => [a, b]));
    return {
      id, version, title, digest, notes, origin, metric, isDefault: id === defaultPack, dimension: packDimension(description), calibration: calibrationOf({ id, digest }, home),
      files: Object.entries(files).flatMap(([name, { bytes, sha256, licence, source }]) => (pictures.has(name) ? [] : [{ name, bytes, sha256, licence, source }])),
    };
  });
}

function calibrationOf(pack: { readonly id: string; readonly digest: string }, home: string): ShownPack['calibration'] {
  try {
    return readCalibration(pack, home);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return 'unreadable';
  }
}

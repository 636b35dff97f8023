/**
 * @file Makes the calibrations that the packs come with, on drawn people: `npm run calibrate-drawn`. On one machine it makes the same
 * bytes again; a date changes only when a figure does. They show how the figures are made and say nothing of people.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Calibration } from '../../electron/core/calibration.ts';
import { measurePack } from '../../electron/engine/measure/calibrate.ts';
import { calibrationText } from '../../electron/engine/measure/calibrationFile.ts';
import { listPacks, loadPack } from '../../electron/engine/models.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { drawPhotograph } from './photograph.ts';

const PEOPLE = 120, PHOTOGRAPHS = 5;

/** Writes `people` folders of drawn photographs into `folder`. */
export async function drawLabelledFolder(folder: string, people: number, photographs: number): Promise<void> {
  for (let person = 0; person < people; person++) {
    const own = join(folder, `drawn-${String(person).padStart(3, '0')}`);
    mkdirSync(own, { recursive: true });
    for (let number = 0; number < photographs; number++) writeFileSync(join(own, `${number}.jpg`), await drawPhotograph(person, number));
  }
}

/** Measures the pack and keeps the figures beside it; the date stays where no figure changed. */
async function calibratePack(id: string, folder: string, home: string): Promise<void> {
  const target = join(import.meta.dirname, '../../models', id, 'calibration.json');
  const before = existsSync(target) ? readFileSync(target, 'utf8') : null;
  const date = before === null ? null : Calibration.parse(JSON.parse(before)).measuredOn.date;
  const pack = await loadPack(id, home);
  const today = new Date().toISOString().slice(0, 10);
  const { calibration, equalError, leftOut } = await measurePack({ faces: folder, groups: null, shows: 'drawn', date: today }, pack, nodeNatives(), { onProgress: ({ stage, done }) => void (done % 50 === 0 && process.stderr.write(`${id}: ${stage} ${done}\n`)) });
  const same = date === null ? null : calibrationText({ ...calibration, measuredOn: { ...calibration.measuredOn, date } });
  writeFileSync(target, same === before && same !== null ? same : calibrationText(calibration));
  console.log(`${id}: ${calibration.measuredOn.what}; ${leftOut.length} left out; equal error rate ${equalError?.rate}, ${equalError?.low} to ${equalError?.high}. ${same === before && same !== null ? 'The same bytes as before.' : 'Written anew.'}`);
}

if (import.meta.main) {
  const made = mkdtempSync(join(tmpdir(), 'retrace-drawn-'));
  try {
    const folder = join(made, 'drawn people'), home = join(made, 'home');
    await drawLabelledFolder(folder, PEOPLE, PHOTOGRAPHS);
    for (const { id } of await listPacks(home)) await calibratePack(id, folder, home);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

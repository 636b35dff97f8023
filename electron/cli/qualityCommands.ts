/** @file Command quality: named measures of a probe's picture, or of a search's probes and candidates. */
import type { FacePictureMeasures } from '../core/faceMeasures.ts';
import { showResult } from '../engine/answers.ts';
import { defaultPack } from '../engine/models.ts';
import { findProbe } from '../engine/probing.ts';
import { inCase, text, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';

const columns = ['eyes px', 'sharp', 'dark', 'light', 'range', 'sideways', 'nod', 'roll', 'fit'];

export const quality: Command = {
  usage: 'quality <folder> --probe ID  |  quality <folder> --search S-n',
  summary: 'named measures of a probe’s picture, or of the probes and candidates of a search, from their pixels; that you looked at a search is recorded',
  words: [1, 1],
  options: {
    probe: { kind: 'text', value: 'ID', says: 'this probe' },
    search: { kind: 'text', value: 'S-n', says: 'the probes and candidates of this search' },
    pack: { kind: 'text', value: 'ID', says: `model pack that finds the probe’s face (${defaultPack})` },
  },
  async run(context) {
    const { engine, flags, job } = context;
    const [probe, search, pack] = ['probe', 'search', 'pack'].map((name) => text(flags, name));
    if ((probe === undefined) === (search === undefined)) throw new UsageError('give --probe or --search');
    return inCase(context, search === undefined ? 'reading' : 'unlocked', async (opened) => {
      const answers = search === undefined ? [{ probe: findProbe(opened.db, probe!).id, candidates: [] }] : (showResult(opened, search)?.answers ?? []);
      const measured = await engine.measure(opened, answers, pack ?? defaultPack, job);
      const rows = measured.flatMap(({ probe: id, measures, candidates }) => [
        ['probe', id, ...figures(measures)],
        ...candidates.map(({ rank, trackId, measures: own }) => [String(rank), trackId, ...figures(own)]),
      ]);
      const text = [
        table(['rank', 'face', ...columns], rows, ['rank', ...columns]),
        'Eyes px: distance between the eyes. Sharp, fit: 0 to 1. Dark, light: share of the face under- and over-exposed. Range: bits of grey values, of 8.',
        'Sideways, nod: 0 from the front. Formulas and sources: electron/core/faceMeasures.ts. No measure here is an error rate; what was measured of that: test/evaluate/README.md.',
      ].join('\n');
      return { json: { faces: measured }, text, exit: 0 };
    });
  },
};

function figures(m: FacePictureMeasures | null): string[] {
  if (m === null) return columns.map(() => 'none');
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return [m.eyesPx.toFixed(0), m.sharpness.toFixed(2), percent(m.underExposed), percent(m.overExposed), m.dynamicRangeBits.toFixed(1), m.sideways.toFixed(2), m.nod.toFixed(2), `${m.rollDegrees.toFixed(0)}°`, m.landmarkFit.toFixed(2)];
}

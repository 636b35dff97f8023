/** @file Candidates by chance among drawn people: what is predicted from some strangers is found when others are searched for, at every threshold. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { agreement, fromStrangers, searchable } from './chance.ts';
import type { KnownTrack, Portrait } from './crowd.ts';
import { drawn, type Photograph } from './photographs.ts';

/** A photograph as a track of one sighting. */
function trackOf({ face: { box, quality, embedding } }: Photograph, track: number): KnownTrack {
  return { camera: '', track, identity: track, pure: true, seen: [{ ticks: 0n, box }], stored: [{ ticks: 0n, box, quality, vector: embedding }] };
}

const pictureOf = ({ face: { box, quality, embedding } }: Photograph): Portrait => ({ vector: embedding, overall: quality.overall, widthPx: box[2] });

test('as many strangers are candidates as the product predicts from other strangers, within its interval, over 20 searches at 11 thresholds', async () => {
  const home = await mkdtemp(join(tmpdir(), 'retrace-chance-'));
  const analyser = await openFaceAnalyser(await loadPack(defaultPack, home));
  try {
    const people = (from: number, count: number): Promise<Photograph[]> => drawn(Array.from({ length: count }, (_, k) => from + k), 1, analyser);
    const tracks = searchable((await people(7000, 26)).map(trackOf));
    const [some, others] = [(await people(7100, 32)).map(pictureOf), (await people(7200, 20)).map(pictureOf)];
    const measured = agreement(fromStrangers(some, tracks), others, tracks, Array.from({ length: 11 }, (_, k) => 0.36 + k * 0.02));
    for (const { distance, found, predicted: { value, low, high } } of measured) console.log(`distance ${distance.toFixed(2)}: predicted ${value?.toFixed(2) ?? 'fewer than the upper end'} (${low.toFixed(2)} to ${high.toFixed(2)}), found ${found.toFixed(2)} of ${tracks.length} for each search`);
    expect(measured.filter(({ within }) => !within)).toEqual([]);
    // An interval that holds everything says nothing: from the middle on it has to be narrow enough to be wrong.
    expect(measured.filter(({ predicted: { low, high } }) => high < 4 * low).length).toBeGreaterThanOrEqual(5);
    expect(measured.at(-1)!.found).toBeGreaterThan(5);
  } finally {
    await analyser.close();
    await rm(home, { recursive: true, force: true });
  }
}, 120_000);

/** @file The default pack tells drawn people apart: without that, every search on drawn footage would show nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { separation } from '../../resources/demo/evaluate.ts';

test('a frontal portrait finds the tracks of the same drawn person first, at a face width of 48 pixels', async () => {
  const home = await mkdtemp(join(tmpdir(), 'retrace-drawn-'));
  const analyser = await openFaceAnalyser(await loadPack(defaultPack, home));
  try {
    const people = Array.from({ length: 12 }, (_, k) => k);
    const { found, drawn, same, other, rank1Track } = await separation(analyser, people, 48);
    console.log(`12 drawn people at 48 px: ${found} of ${drawn} faces found, same person ${same[1]!.toFixed(2)}, others ${other[1]!.toFixed(2)} (median distances), rank-1 ${100 * rank1Track} %`);
    expect(found / drawn).toBeGreaterThanOrEqual(0.95);
    expect(rank1Track).toBeGreaterThanOrEqual(0.95);
    expect(same[1]!).toBeLessThan(other[0]!);
  } finally {
    await analyser.close();
    await rm(home, { recursive: true, force: true });
  }
}, 120_000);

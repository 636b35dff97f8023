/** @file The default pack tells drawn people apart: without that, every search on drawn footage would show nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { openEmbedder } from '../evaluate/chips.ts';
import { comparisons, distance, lookAt, singleFrame } from '../evaluate/eyes.ts';
import { drawn } from '../evaluate/photographs.ts';
import { ratesOf } from '../evaluate/rates.ts';

test('pictures of drawn people, as a recorder keeps them at a face width of 48 pixels, are nearest to pictures of the same person', async () => {
  const home = await mkdtemp(join(tmpdir(), 'retrace-drawn-'));
  const pack = await loadPack(defaultPack, home);
  const [analyser, embedder] = [await openFaceAnalyser(pack), await openEmbedder(pack)];
  try {
    const photographs = await drawn(Array.from({ length: 12 }, (_, k) => k), 3, analyser);
    const probes = photographs.map(({ face }) => face.embedding);
    const { looks, kilobitsPerSecond } = await lookAt(photographs, 48, 'h264-28', true, false, analyser, embedder, openNodeAvDecoder());
    const rates = ratesOf(comparisons(photographs, probes, looks, singleFrame.chain));
    const nearest = probes.map((probe, i) => {
      const others = looks.flatMap(([look], j) => (i !== j && look?.chain ? [{ person: photographs[j]!.person, d: distance(probe, look.chain) }] : []));
      return others.toSorted((a, b) => a.d - b.d)[0]?.person === photographs[i]!.person;
    });
    const first = nearest.filter(Boolean).length;
    console.log(`12 drawn people, 36 pictures at 48 px through H.264 of ${kilobitsPerSecond!.toFixed(0)} kbit/s: nearest is the same person for ${first}, equal error rate ${(100 * rates.eer).toFixed(1)} %`);
    expect(looks.filter(([look]) => look!.chain).length).toBeGreaterThanOrEqual(34);
    expect(first).toBeGreaterThanOrEqual(34);
    expect(rates.eer).toBeLessThan(0.06);
  } finally {
    await Promise.all([analyser.close(), embedder.close()]);
    await rm(home, { recursive: true, force: true });
  }
}, 120_000);

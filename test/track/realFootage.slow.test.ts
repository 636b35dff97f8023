/** @file Tracks on short pieces of real footage, where RETRACE_MEDIA says where they are. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAnalysis } from '../../electron/engine/analyse.ts';
import { loadPack } from '../../electron/engine/models.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';

const media = process.env['RETRACE_MEDIA'];
if (!media) console.warn('NOT RUN: tracks on real footage, because RETRACE_MEDIA is not set');

/** How many people each shows, with faces of about 50 px. */
const pieces = [
  ['head-pose-face-detection-female.gif', 1],
  ['head-pose-face-detection-male.gif', 1],
  ['head-pose-face-detection-female-and-male.gif', 2],
  ['face-demographics-walking-and-pause.gif', 3],
] as const;

test.skipIf(!media)('each person who stays in view of a real camera has one track, from which the others are kept apart', async () => {
  const home = await mkdtemp(join(tmpdir(), 'retrace-real-'));
  const analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', home));
  const decoder = openNodeAvDecoder();
  for (const [file, people] of pieces) {
    const path = join(media!, 'footage', file);
    const { videoStreams: [stream] } = await decoder.probe(path);
    const analysis = openAnalysis(analyser, stream!, { detection: 'default', look: 'changed', samePersonDistance: 0.6 });
    let frames = 0;
    const sightings: number[] = [];
    for await (const { frame } of decoder.frames(path, stream!.index, { framesPerSecond: 'every' })) {
      frames += 1;
      for (const { track } of (await analysis.step(frame)).sightings) sightings[track] = (sightings[track] ?? 0) + 1;
    }
    const long = sightings.filter((count) => count > frames / 2);
    console.log(`${file}: ${frames} frames, sightings by track: ${sightings.join(', ')}`);
    expect({ file, long: long.length, whole: long.every((count) => count >= 0.9 * frames) }).toEqual({ file, long: people, whole: true });
  }
  await analyser.close();
  await rm(home, { recursive: true });
}, 120_000);

/** @file Command: the tracker's figures on the standard drawn footage (44 people, six cameras), looked at everywhere and where something changed. Minutes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack } from '../../electron/engine/models.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import { describeFigures } from './evaluate.ts';
import { lostSightings, runDrawn } from './runDrawn.ts';

const folder = await mkdtemp(join(tmpdir(), 'retrace-figures-'));
try {
  const analyser = await openFaceAnalyser(await loadPack('blazeface-dlib', folder));
  const decoder = openNodeAvDecoder();
  for (const drawn of await drawFootage(folder, { seed: 1, scenario: 'standard' })) {
    const { file, width, height } = drawn.truth;
    const everywhere = await runDrawn(drawn, decoder, analyser, { detection: 'default', look: 'everywhere', samePersonDistance: 0.6 }, 5);
    const changed = await runDrawn(drawn, decoder, analyser, { detection: 'default', look: 'changed', samePersonDistance: 0.6 }, 5);
    for (const [look, run] of [['everywhere', everywhere], ['changed', changed]] as const) {
      console.log(`${file} ${width} x ${height}, ${look}: ${run.frames} frames, ${(100 * run.fraction).toFixed(0)} % of the pixels, ${(run.cpuMs / run.frames).toFixed(0)} ms of CPU a frame\n${describeFigures(run.figures)}`);
    }
    console.log(`lost by looking where something changed: ${lostSightings(drawn.truth, everywhere, changed)} of ${everywhere.found.length} sightings\n`);
  }
  await analyser.close();
} finally {
  await rm(folder, { recursive: true });
}

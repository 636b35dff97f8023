/** @file Part of the evaluation: the tracker on the standard drawn footage (44 people, six cameras), looked at everywhere and where something changed. */
import { join } from 'node:path';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import { cacheFolder } from './cache.ts';
import { lostSightings, runDrawn } from './runDrawn.ts';

export async function measureTracking(analyser: FaceAnalyser, decoder: Decoder, say: (line: string) => void) {
  const measured = [];
  for (const drawn of await drawFootage(join(cacheFolder, 'standard'), { seed: 1, scenario: 'standard' })) {
    const { file, width, height } = drawn.truth;
    say(`tracking: ${file}`);
    const everywhere = await runDrawn(drawn, decoder, analyser, { detection: 'default', look: 'everywhere', samePersonDistance: 0.6 }, 5);
    const changed = await runDrawn(drawn, decoder, analyser, { detection: 'default', look: 'changed', samePersonDistance: 0.6 }, 5);
    const figures = ({ figures: f, frames, fraction }: typeof changed) => ({ frames, share: fraction, ...f });
    measured.push({ file, width, height, everywhere: figures(everywhere), changed: figures(changed), lost: lostSightings(drawn.truth, everywhere, changed), of: everywhere.found.length });
  }
  return measured;
}

/** @file A camera's place with its light and grain, ready to draw one frame after another. */
import { grainTable, letter } from './canvas.ts';
import type { Light } from './drawHead.ts';
import { drawPlace, grainy } from './place.ts';
import { between, randomFrom } from './random.ts';
import type { Recording } from './scenario.ts';
import type { Wardrobe } from './scene.ts';
import { drawMoment } from './scene.ts';
import type { TrueFace } from './truth.ts';

export interface Stage {
  /** Size of the coded picture: turned on its side where the camera was. */
  readonly coded: { readonly width: number; readonly height: number };
  /** The picture at t seconds (its bytes stay as they are until the call after the next) and the faces in it; `clock` is burnt in, null for none. */
  draw(index: number, t: number, ticks: bigint, clock: string | null): Promise<{ readonly rgb: Uint8Array; readonly faces: TrueFace[] }>;
}

const turnCount = 5; // grainy copies of the place, taken in turn

export async function openStage(recording: Recording, seed: number, wardrobe: Wardrobe): Promise<Stage> {
  const { camera } = recording;
  const { width, height } = camera;
  const turned = recording.encoding.rotation === 90;
  const empty = grainy(await drawPlace(camera, recording.place, seed), seed, recording.grain, turnCount);
  // Two pictures in turn: one is encoded while the next is drawn.
  const pictures = [0, 1].map(() => ({ width, height, rgb: new Uint8Array(width * height * 3) }));
  const sideways = turned ? [0, 1].map(() => new Uint8Array(width * height * 3)) : null;
  const grain = grainTable(randomFrom(seed + 1), recording.grain);
  const light = lightOf(recording, seed);
  const size = height >= 900 ? 3 : height >= 480 ? 2 : 1;
  return {
    coded: turned ? { width: height, height: width } : { width, height },
    async draw(index, t, ticks, clock) {
      const canvas = pictures[index % 2]!;
      canvas.rgb.set(empty[(index * 3 + (index >> 2)) % turnCount]!);
      const faces = await drawMoment(canvas, camera, recording.walks, t, ticks, light, grain, wardrobe);
      if (clock !== null) letter(canvas, clock, 8 * size, 8 * size, size);
      letter(canvas, camera.name, 8 * size, height - 16 * size, size);
      return { rgb: sideways ? turnLeft(canvas.rgb, sideways[index % 2]!, width, height) : canvas.rgb, faces };
    },
  };
}

function lightOf(recording: Recording, seed: number): Light {
  const random = randomFrom(seed + 3);
  const x = between(random, -0.55, 0.55);
  const y = between(random, -0.75, -0.45);
  const z = Math.sqrt(1 - x * x - y * y);
  const warm = between(random, -0.05, 0.05);
  return { from: [x, y, z], strength: between(random, 0.5, 0.7), everywhere: recording.place === 'street' ? 0.48 : between(random, 0.36, 0.5), colour: [1 + warm, 1, 1 - warm] };
}

/** Turns the picture a quarter to the left: the coded picture of a camera that was mounted on its side. */
function turnLeft(from: Uint8Array, to: Uint8Array, width: number, height: number): Uint8Array {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = (y * width + x) * 3;
      const b = ((width - 1 - x) * height + y) * 3;
      to[b] = from[a]!;
      to[b + 1] = from[a + 1]!;
      to[b + 2] = from[a + 2]!;
    }
  }
  return to;
}

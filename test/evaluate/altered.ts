/** @file Pictures altered by known steps: other exposure, roll, parts of the face covered; and drawn people turned and nodding. */
import type { Picture, Point } from '../../electron/core/picture.ts';
import { inverse, warp, type Affine } from '../../native/faces/align.ts';
import { drawBody } from '../../resources/demo/body.ts';
import { addGrain, grainTable } from '../../resources/demo/canvas.ts';
import { drawHead } from '../../resources/demo/drawHead.ts';
import { makeHead } from '../../resources/demo/head.ts';
import { personOf } from '../../resources/demo/person.ts';
import { between, randomFrom } from '../../resources/demo/random.ts';
import type { Photograph } from './photographs.ts';

/** A step of one kind: what it is called, and the picture that it makes of a photograph. */
export interface Step {
  readonly step: string;
  readonly alter: (photograph: Photograph, number: number) => Picture;
}

/** Spread of the sensor noise that is added after the light was changed: that of test/evaluate/recorder.ts. */
const noise = 2.5;

/** Gamma of sRGB, by its two pieces (IEC 61966-2-1). */
const toLight = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLight = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/** `stops` more light (or less), clipped where a sensor is full, with noise. */
function exposed({ picture: { width, height, rgb } }: Photograph, number: number, stops: number): Picture {
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * fromLight(Math.min(1, toLight(value / 255) * 2 ** stops))));
  const altered = { width, height, rgb: rgb.map((value) => table[value]!) };
  addGrain(altered, grainTable(randomFrom(number * 31 + 7), noise), 0, 0, 0, width, height);
  return altered;
}

const middle = (points: readonly Point[]): Point => [points.reduce((sum, [x]) => sum + x, 0) / points.length, points.reduce((sum, [, y]) => sum + y, 0) / points.length];

/** Turned clockwise about the middle of the face, black where the photograph ends. */
function rolled({ picture, face }: Photograph, degrees: number): Picture {
  const [x, y] = middle(face.landmarks!);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const turn: Affine = [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y];
  return warp(picture, inverse(turn), picture.width);
}

/** Dark grey over the part of the face `where` holds for: across and down in units from the eyes (0) to the mouth (1), of a circle around the face. */
function covered({ picture: { width, height, rgb }, face: { landmarks } }: Photograph, where: (across: number, down: number) => boolean): Picture {
  const [right, left, , mouthRight, mouthLeft] = landmarks!;
  const eyes = middle([right, left]), mouth = middle([mouthRight, mouthLeft]);
  const [dx, dy] = [mouth[0] - eyes[0], mouth[1] - eyes[1]];
  const unit = dx * dx + dy * dy;
  const altered = rgb.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const down = ((x - eyes[0]) * dx + (y - eyes[1]) * dy) / unit, across = ((x - eyes[0]) * dy - (y - eyes[1]) * dx) / unit;
      if (Math.hypot(across, down - 0.5) < 1.35 && where(across, down)) altered.set([58, 58, 62], (y * width + x) * 3);
    }
  }
  return { width, height, rgb: altered };
}

const inLight = (stops: number): Step => ({ step: `${stops > 0 ? '+' : '−'}${Math.abs(stops)} stops`, alter: (photograph, number) => exposed(photograph, number, stops) });
const cover = (step: string, where: (across: number, down: number) => boolean): Step => ({ step, alter: (photograph) => covered(photograph, where) });

/** Steps of each kind, from little to much. */
export const alterations: Readonly<Record<string, readonly Step[]>> = {
  'less light': [-1, -2, -3, -4, -5].map(inLight),
  'more light': [1, 2, 3].map(inLight),
  roll: [10, 20, 30, 45, 60, 90].map((degrees) => ({ step: `${degrees}°`, alter: (photograph) => rolled(photograph, degrees) })),
  covered: [
    cover('forehead and brows', (_, down) => down < -0.2), cover('mouth and chin', (_, down) => down > 0.75), cover('eyes and forehead', (_, down) => down < 0.25),
    cover('nose, mouth and chin', (_, down) => down > 0.35), cover('one half', (across) => across > 0),
  ],
};

/** Pictures of a drawn person turned and nodding by these degrees (pitch positive: looking up), face some 95 px wide; another mood, light and noise for each `number`, the same for all poses of it. */
export async function drawnPoses(identity: number, number: number, poses: readonly (readonly [yaw: number, pitch: number])[]): Promise<Picture[]> {
  const side = 250, random = randomFrom(identity * 1013 + number * 7907 + 3), person = personOf(identity);
  const head = await makeHead(person, { smile: between(random, -0.2, 0.6), open: 0 }, 'none', false);
  const grey = Math.round(between(random, 80, 170)), x = between(random, -0.3, 0.3), y = between(random, -0.6, -0.4);
  const light = { from: [x, y, Math.sqrt(1 - x * x - y * y)] as const, strength: between(random, 0.5, 0.7), everywhere: between(random, 0.36, 0.5), colour: [1, 1, 1] as const };
  const grain = grainTable(random, noise);
  return poses.map(([yaw, pitch]) => {
    const canvas = { width: side, height: side, rgb: new Uint8Array(side * side * 3).fill(grey) };
    const pose = { x: side / 2, y: side * 0.42, scale: 95 / (3.8 * person.eyes.apart), yaw: (yaw * Math.PI) / 180, pitch: (pitch * Math.PI) / 180, roll: 0, distance: 2500 };
    drawBody(canvas, person, { ...pose, turn: 0, stride: 0, walking: false, light: 0.9 });
    drawHead(canvas, head, pose, light);
    addGrain(canvas, grain, 0, 0, 0, side, side);
    return canvas;
  });
}

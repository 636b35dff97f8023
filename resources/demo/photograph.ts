/** @file Single photographs of drawn people as a recorder would keep them: other poses, lights, sizes and compression each time. */
import sharp from 'sharp';
import { drawBody } from './body.ts';
import { addGrain, grainTable } from './canvas.ts';
import { drawHead } from './drawHead.ts';
import { makeHead } from './head.ts';
import { personOf } from './person.ts';
import { between, oneOf, randomFrom } from './random.ts';

/** Widths of the face in pixels, about; those at which packs are measured. */
const WIDTHS = [28, 40, 56, 80] as const;

/** The `number`th photograph of a person (0, 1 ...), a JPEG; the same numbers give the same bytes on one machine. */
export async function drawPhotograph(identity: number, number: number): Promise<Uint8Array> {
  const random = randomFrom(identity * 1009 + number * 7919 + 5);
  const person = personOf(identity);
  const head = await makeHead(person, { smile: between(random, -0.2, 0.6), open: 0 }, 'none', false);
  const widthPx = oneOf(random, WIDTHS);
  const [width, height] = [256, 320];
  const canvas = { width, height, rgb: new Uint8Array(width * height * 3).fill(Math.round(between(random, 100, 170))) };
  const x = between(random, -0.5, 0.5), y = between(random, -0.65, -0.4);
  const light = { from: [x, y, Math.sqrt(1 - x * x - y * y)] as const, strength: between(random, 0.5, 0.7), everywhere: between(random, 0.36, 0.5), colour: [between(random, 0.95, 1.05), 1, between(random, 0.95, 1.05)] as const };
  const pose = { x: width / 2, y: height * 0.42, scale: widthPx / (3.8 * person.eyes.apart), yaw: between(random, -0.35, 0.35), pitch: between(random, -0.25, 0), roll: between(random, -0.1, 0.1), distance: between(random, 1500, 4000) };
  drawBody(canvas, person, { ...pose, turn: 0, stride: 0, walking: false, light: 0.9 });
  drawHead(canvas, head, pose, light);
  addGrain(canvas, grainTable(random, 2.5), 0, 0, 0, width, height);
  return sharp(canvas.rgb, { raw: { width, height, channels: 3 } }).jpeg({ quality: Math.round(between(random, 40, 75)) }).toBuffer();
}

/** @file Portraits of drawn people: pictures to search with that are not cut from any footage. */
import sharp from 'sharp';
import { drawBody } from './body.ts';
import { drawHead } from './drawHead.ts';
import { makeHead } from './head.ts';
import { personOf } from './person.ts';

/** A portrait of a person from the front, as a PNG: a probe that is not cut from the footage. 480 by 560 pixels, face about `widthPx` wide. */
export async function drawProbe(identity: number, options: { readonly widthPx?: number; readonly yaw?: number } = {}): Promise<Uint8Array> {
  const person = personOf(identity);
  const head = await makeHead(person, { smile: 0, open: 0 }, 'none', false);
  const width = 480;
  const height = 560;
  const canvas = { width, height, rgb: new Uint8Array(width * height * 3).fill(176) };
  const scale = (options.widthPx ?? 200) / (1.9 * 2 * person.eyes.apart);
  drawBody(canvas, person, { x: width / 2, y: height * 0.42, scale, turn: 0, stride: 0, walking: false, light: 0.95 });
  drawHead(canvas, head, { x: width / 2, y: height * 0.42, scale, yaw: ((options.yaw ?? 0) * Math.PI) / 180, pitch: 0, roll: 0, distance: 1800 }, { from: [-0.25, -0.45, 0.857], strength: 0.55, everywhere: 0.5, colour: [1, 1, 1] });
  return new Uint8Array(await sharp(canvas.rgb, { raw: { width, height, channels: 3 } }).png().toBuffer());
}

/** @file Photographs with a known person on each: of a labelled folder, or drawn. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { drawBody } from '../../resources/demo/body.ts';
import { addGrain, grainTable } from '../../resources/demo/canvas.ts';
import { drawHead } from '../../resources/demo/drawHead.ts';
import { makeHead } from '../../resources/demo/head.ts';
import { personOf } from '../../resources/demo/person.ts';
import { between, randomFrom } from '../../resources/demo/random.ts';

/** A face at full size, with the vector that is compared with poorer pictures. */
export interface Photograph {
  readonly person: string;
  readonly picture: Picture;
  readonly face: AnalysedFace & { readonly embedding: Float32Array };
}

const side = 250; // of the photographs of lfw10, and of those that are drawn
const drawnWidthPx = 95; // as wide as a face of lfw10 is in the median

/** `folder/<person>/<photograph>`, in a fixed order; those without a searchable face in the middle are left out. */
export async function labelled(folder: string, analyser: FaceAnalyser): Promise<Photograph[]> {
  const found: Photograph[] = [];
  for (const person of readdirSync(folder).toSorted()) {
    for (const file of readdirSync(join(folder, person)).toSorted()) {
      const { data, info } = await sharp(join(folder, person, file)).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
      found.push(...(await measured(person, { width: info.width, height: info.height, rgb: new Uint8Array(data) }, analyser)));
    }
  }
  return found;
}

/** `each` photographs of everybody: turned up to 23 degrees, looking down up to 17, in other lights and moods. */
export async function drawn(people: readonly number[], each: number, analyser: FaceAnalyser): Promise<Photograph[]> {
  const found: Photograph[] = [];
  for (const identity of people) {
    const random = randomFrom(identity * 1009 + 77);
    const person = personOf(identity);
    for (let k = 0; k < each; k++) {
      const head = await makeHead(person, { smile: between(random, -0.2, 0.6), open: 0 }, 'none', false);
      const picture = { width: side, height: side, rgb: new Uint8Array(side * side * 3) };
      const [red, green, blue] = [between(random, 60, 170), between(random, 60, 170), between(random, 60, 170)];
      for (let i = 0; i < picture.rgb.length; i += 3) picture.rgb.set([red, green, blue], i);
      const x = between(random, -0.55, 0.55), y = between(random, -0.7, -0.4);
      const light = { from: [x, y, Math.sqrt(1 - x * x - y * y)] as const, strength: between(random, 0.5, 0.7), everywhere: between(random, 0.36, 0.5), colour: [between(random, 0.95, 1.05), 1, between(random, 0.95, 1.05)] as const };
      const pose = { x: side / 2, y: side * 0.42, scale: drawnWidthPx / (3.8 * person.eyes.apart), yaw: between(random, -0.4, 0.4), pitch: between(random, -0.3, 0), roll: between(random, -0.1, 0.1), distance: between(random, 1500, 4000) };
      drawBody(picture, person, { ...pose, turn: 0, stride: 0, walking: false, light: 0.9 });
      drawHead(picture, head, pose, light);
      addGrain(picture, grainTable(random, 2.5), 0, 0, 0, side, side);
      found.push(...(await measured(`drawn ${identity}`, picture, analyser)));
    }
  }
  return found;
}

/** The face nearest the middle: the person that the photograph is of. */
async function measured(person: string, picture: Picture, analyser: FaceAnalyser): Promise<Photograph[]> {
  const off = ({ box: [x, y, w, h] }: AnalysedFace) => Math.hypot(x + w / 2 - picture.width / 2, y + h / 2 - picture.height / 2);
  const [face] = (await analyser.analyse(picture, 'everywhere', 'default')).toSorted((a, b) => off(a) - off(b));
  return face?.embedding ? [{ person, picture, face: { ...face, embedding: face.embedding } }] : [];
}

/** @file Runs the detectors of a pack over a picture, everywhere or in places, at the scales its description names. */
import type { DetectorRecipe } from '../../electron/core/modelPack.ts';
import type { Box, Picture } from '../../electron/core/picture.ts';
import { decodeBlazeface, decodeSsd, decodeYunet } from './decode.ts';
import { oneForEach, placed, scaledBox, type DetectedFace } from './detection.ts';
import type { Look } from './faceAnalyser.ts';
import type { Network, Outputs } from './network.ts';
import { resized } from './pixels.ts';
import { clipped, cropsFor, inPieces, type Crop } from './regions.ts';

/** A detector with its network. */
export interface OpenDetector {
  readonly recipe: DetectorRecipe;
  readonly network: Network;
}

function decode(recipe: DetectorRecipe, output: Outputs, width: number, height: number): DetectedFace[] {
  switch (recipe.kind) {
    case 'blazeface':
      return decodeBlazeface(output(recipe.outputs.scores), output(recipe.outputs.boxes), width, recipe.threshold);
    case 'ssd':
      return decodeSsd(output(recipe.outputs.scores), output(recipe.outputs.boxes), width, height, recipe.threshold);
    case 'yunet':
      return decodeYunet(output, width, recipe.threshold);
    default:
      return recipe satisfies never;
  }
}

const up = (v: number, unit: number) => Math.ceil(v / unit) * unit;
const scaled = (picture: Picture, scale: number) => resized(picture, Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)));
const holds = ([x, y, w, h]: Box, px: number, py: number) => px >= x && py >= y && px < x + w && py < y + h;

/** One look at a scale. With places only faces whose centre lies in one of them stay, wherever the crops reach. */
async function lookAtScale({ recipe, network }: OpenDetector, picture: Picture, scale: number, places: readonly Box[] | null): Promise<DetectedFace[]> {
  const view = scaled(picture, scale);
  const inView = places?.map((place) => place.map((v) => v * scale) as unknown as Box) ?? null;
  const whole: Crop = { x: 0, y: 0, width: view.width, height: view.height };
  const found: DetectedFace[] = [];
  for (const group of inPieces(inView, view.width, view.height)) {
    for (const crop of group ? cropsFor(group, view.width, view.height) : [whole]) {
      const width = up(crop.width, recipe.multiple);
      const height = up(crop.height, recipe.multiple);
      const faces = decode(recipe, await network.run(view, crop.x, crop.y, width, height), width, height).map((face) => placed(face, 1, crop.x, crop.y));
      found.push(...faces.filter(({ box: [x, y, w, h] }) => !group || group.some((place) => holds(place, x + w / 2, y + h / 2))));
    }
  }
  return found.map((face) => placed(face, 1 / scale, 0, 0));
}

/**
 * Faces under this width in the square are left to the look at scale 1, which is good for faces up to about 100 px: in the square a small
 * head with its hair looks like one larger, coarser face. The false sightings on drawn footage of six cameras had median
 * widths of 6 to 9 px in the square, camera by camera.
 */
const LEAST_IN_SQUARE = 10;

/** One look at the whole picture shrunk into a square, for large faces; with places, those that touch one stay. */
async function lookAtSquare({ recipe, network }: OpenDetector, picture: Picture, size: number, places: readonly Box[] | null): Promise<DetectedFace[]> {
  const scale = size / Math.max(picture.width, picture.height);
  if (scale >= 1) return []; // the look at scale 1 saw the same
  const faces = decode(recipe, await network.run(scaled(picture, scale), 0, 0, size, size), size, size)
    .filter(({ box }) => box[2] >= LEAST_IN_SQUARE)
    .map((face) => placed(face, 1 / scale, 0, 0));
  return places ? faces.filter(({ box }) => places.some((place) => touches(place, box))) : faces;
}

const touches = (a: Box, b: Box) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

/**
 * Each face once, boxes in the common size. `shrink` is at most 1: the picture is looked at as if it had been that much smaller.
 * Detectors count in the pack's order: what an earlier one found is not replaced by a later one.
 */
export async function detect(detectors: readonly OpenDetector[], picture: Picture, look: Look, shrink: number, overlapLimit: number): Promise<DetectedFace[]> {
  const places = look === 'everywhere' ? null : look.map((box) => clipped(box, picture.width, picture.height)).filter((box) => box !== null);
  if (places?.length === 0) return [];
  let faces: DetectedFace[] = [];
  for (const detector of detectors) {
    const found: DetectedFace[] = [];
    for (const pass of detector.recipe.passes) {
      if ('scale' in pass) found.push(...(await lookAtScale(detector, picture, pass.scale * shrink, places)));
      else found.push(...(await lookAtSquare(detector, picture, pass.letterbox, places)));
    }
    const usable = found.filter(({ box, points }) => [...box, ...points.flat()].every(Number.isFinite) && box[2] > 0 && box[3] > 0);
    faces = oneForEach(usable.map((face) => ({ ...face, box: scaledBox(face.box, detector.recipe.boxScale) })), overlapLimit, faces);
  }
  return faces;
}

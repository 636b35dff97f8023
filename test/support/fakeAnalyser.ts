/** @file The fake of SEAM 2: finds "faces" that are plain rectangles of a marker colour, and knows who each is from the colour's green. */
import type { Box, Picture } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import type { FaceAnalyser, Look, PackIdentity } from '../../native/faces/faceAnalyser.ts';

const dimension = 16;

/** Paints a face: red and blue full, green the identity (0 to 250). Boxes are clipped to the picture; x, y, width, height are rounded. */
export function paintFace({ width, height, rgb }: Picture, box: Box, identity: number): void {
  const [left, top, right, bottom] = [box[0], box[1], box[0] + box[2], box[1] + box[3]].map(Math.round) as [number, number, number, number];
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, right); x++) rgb.set([255, identity, 255], (y * width + x) * 3);
  }
}

/** Two of one person are 0 apart, of two people between 0.8 and 1.6 ('l2'). */
export function faceVector(identity: number): Float32Array {
  const vector = new Float32Array(dimension);
  let state = identity * 2654435761 + 12345;
  for (let i = 0; i < dimension; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    vector[i] = state / 2 ** 32 - 0.5;
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** Faces narrower than `searchableFromPx` are unsearchable ('too-small'). Counts the pixels it was shown. */
export function openFakeAnalyser(searchableFromPx = 16): FaceAnalyser & { readonly shown: { pixels: number; calls: number } } {
  const pack: PackIdentity = { id: 'fake', version: '1', digest: '0'.repeat(64), dimension, metric: 'l2' };
  const shown = { pixels: 0, calls: 0 };
  return {
    pack,
    shown,
    analyse: async (picture, look) => {
      shown.calls += 1;
      shown.pixels += look === 'everywhere' ? picture.width * picture.height : look.reduce((sum, box) => sum + box[2] * box[3], 0);
      return rectangles(picture).filter(({ box }) => within(box, look)).map(({ box, identity }) => face(box, identity, searchableFromPx));
    },
    selfTest: async () => ({ passed: true, problems: [], scores: [] }),
    close: async () => undefined,
  };
}

function face(box: Box, identity: number, searchableFromPx: number): AnalysedFace {
  const searchable = box[2] >= searchableFromPx;
  const quality = { widthPx: box[2], eyesPx: box[2] / 1.9, sharpness: 1, frontality: 1, landmarkFit: 1, overall: Math.min(1, box[2] / 64) };
  return {
    box, detectionScore: 0.9, landmarks: null, quality,
    embedding: searchable ? faceVector(identity) : null, unsearchable: searchable ? null : 'too-small',
  };
}

function within([x, y, width, height]: Box, look: Look): boolean {
  return look === 'everywhere'
    || look.some((box) => x >= box[0] && y >= box[1] && x + width <= box[0] + box[2] && y + height <= box[1] + box[3]);
}

/** Maximal rectangles of one marker colour, top to bottom, then left to right. */
function rectangles({ width, height, rgb }: Picture): { box: Box; identity: number }[] {
  const found: { box: Box; identity: number }[] = [];
  const identityAt = (x: number, y: number) => {
    const at = (y * width + x) * 3;
    return x < width && y < height && rgb[at] === 255 && rgb[at + 2] === 255 && rgb[at + 1]! <= 250 ? rgb[at + 1]! : null;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const identity = identityAt(x, y);
      if (identity === null || (x > 0 && identityAt(x - 1, y) === identity) || (y > 0 && identityAt(x, y - 1) === identity)) continue;
      let right = x;
      while (identityAt(right, y) === identity) right++;
      let bottom = y;
      while (identityAt(x, bottom) === identity) bottom++;
      found.push({ box: [x, y, right - x, bottom - y], identity });
    }
  }
  return found;
}

/** @file A head that is ready to be drawn in any pose: its mesh, its painted skin with hair, and the direction each bit of skin faces. */
import sharp from 'sharp';
import type { Expression } from './headShape.ts';
import { hairLift, hairlineAt, meridianAt, surfaceAlong } from './headShape.ts';
import type { Person } from './person.ts';
import { noiseAlong } from './random.ts';
import { skinSize } from './layers.ts';
import type { Cover } from './worn.ts';
import { paintSkin } from './skin.ts';

/** One size of the wrapped picture; each level is half the one before. */
export interface SkinLevel {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  /** Outward directions, x y z, each -127 to 127. */
  readonly facing: Int8Array;
}

export interface Head {
  readonly person: Person;
  readonly columns: number;
  readonly rows: number;
  /** x y z of (rows + 1) x (columns + 1) points, millimetres, between the eyes is the origin. */
  readonly points: Float32Array;
  /** u v of the same points, 0 to 1. */
  readonly wrap: Float32Array;
  readonly levels: readonly SkinLevel[];
}

const columns = 72;
const rows = 52;
const radians = Math.PI / 180;

/** Longitudes are dense on the face and sparse behind. */
function longitudeAt(column: number): number {
  const t = (column / columns) * 2 - 1;
  return (t * 100 + 80 * t * t * t) * radians;
}

/** Makes a head. `hat` puts a woollen cap over the hair. Takes about 0.15 s, so keep it. */
export async function makeHead(person: Person, expression: Expression, cover: Cover, hat: boolean): Promise<Head> {
  const { width, height } = skinSize;
  const painted = await sharp(Buffer.from(paintSkin(person, expression, cover))).removeAlpha().raw().toBuffer();
  const rgb = new Uint8Array(painted);
  const lift = new Float32Array(width * height);
  growHair(person, rgb, lift, hat);
  const liftAt = (longitude: number, latitude: number) => {
    const x = Math.min(width - 1, Math.floor((longitude / (2 * Math.PI) + 0.5) * width));
    const y = Math.min(height - 1, Math.floor((latitude / Math.PI + 0.5) * height));
    return lift[y * width + x]!;
  };
  const points = new Float32Array((rows + 1) * (columns + 1) * 3);
  const wrap = new Float32Array((rows + 1) * (columns + 1) * 2);
  for (let row = 0, at = 0; row <= rows; row++) {
    const latitude = (row / rows - 0.5) * Math.PI;
    const pointAt = surfaceAlong(person, latitude, expression);
    for (let column = 0; column <= columns; column++, at++) {
      const longitude = longitudeAt(column);
      const p = pointAt(meridianAt(longitude), liftAt(longitude, latitude));
      points.set([p.x, p.y, p.z], at * 3);
      wrap.set([longitude / (2 * Math.PI) + 0.5, row / rows], at * 2);
    }
  }
  const first: SkinLevel = { width, height, rgb, facing: facings(person, expression, lift) };
  const levels = [first];
  while (levels.length < 6) levels.push(half(levels[levels.length - 1]!));
  return { person, columns, rows, points, wrap, levels };
}

/** Paints hair (or a cap) above the hairline, skin grain below it, and says how far it stands off. */
function growHair(person: Person, rgb: Uint8Array, lift: Float32Array, hat: boolean): void {
  const { width, height } = skinSize;
  const { hair, identity } = person;
  const curly = hair.style === 'curly';
  const hairline = Float32Array.from({ length: width }, (_, x) => hairlineAt(person, ((x + 0.5) / width - 0.5) * 2 * Math.PI));
  for (let y = 0, at = 0; y < height; y++) {
    const latitude = ((y + 0.5) / height - 0.5) * Math.PI;
    const mm = Math.sin(latitude) * (latitude < 0 ? person.head.top : person.head.bottom);
    const uneven = noiseAlong(y / 9, identity + 2), knitted = noiseAlong(y / 3, identity), grain = noiseAlong(y / 1.7, identity + 3), blotch = noiseAlong(y / 11, identity + 4);
    const tuft = noiseAlong(curly ? y / 9 : y / 34, identity), lock = noiseAlong(curly ? y / 4 : y / 60, identity + 1), bend = noiseAlong(y / 40, identity);
    for (let x = 0; x < width; x++, at++) {
      const longitude = ((x + 0.5) / width - 0.5) * 2 * Math.PI;
      const cap = hat && mm < -44 + Math.abs(longitude) * 12;
      const grown = hairline[x]! - mm;
      const below = grown < -30 ? grown : grown + uneven(x / 5) * 5;
      if (cap) {
        const knit = 0.8 + 0.12 * Math.sin(x * 0.9) + 0.1 * knitted(x / 3);
        for (let c = 0; c < 3; c++) rgb[at * 3 + c] = person.coat[c]! * knit;
        lift[at] = 15;
      } else if (below > 0) {
        const strand = curly ? tuft(x / 9) + lock(x / 4) * 0.6 : tuft(x / 2.6 + bend(x / 40) * 9) + lock(x / 7) * 0.6;
        const share = Math.min(1, below / 7) * (hair.style === 'cropped' ? 0.8 : 1);
        const shade = 0.82 + 0.34 * strand;
        for (let c = 0; c < 3; c++) rgb[at * 3 + c] = Math.max(0, Math.min(255, rgb[at * 3 + c]! * (1 - share) + hair.colour[c]! * shade * share));
        lift[at] = hairLift(person, grown) * (1 + strand * (curly ? 0.25 : 0.06));
      } else {
        const shade = 1 + 0.035 * grain(x / 1.7) + 0.05 * blotch(x / 11);
        for (let c = 0; c < 3; c++) rgb[at * 3 + c] = Math.min(255, rgb[at * 3 + c]! * shade);
      }
    }
  }
}

/** Outward direction of each bit of the surface, from its neighbours. */
function facings(person: Person, expression: Expression, lift: Float32Array): Int8Array {
  const { width, height } = skinSize;
  const facing = new Int8Array(width * height * 3);
  // The back of the head is smooth: every second bit is enough everywhere.
  const w = width / 2;
  const h = height / 2;
  const at = new Float32Array(w * h * 3);
  const meridians = Array.from({ length: w }, (_, x) => meridianAt(((x + 0.5) / w - 0.5) * 2 * Math.PI));
  for (let y = 0, to = 0; y < h; y++) {
    const pointAt = surfaceAlong(person, ((y + 0.5) / h - 0.5) * Math.PI, expression);
    for (let x = 0; x < w; x++, to += 3) {
      const p = pointAt(meridians[x]!, lift[y * 2 * width + x * 2]!);
      at[to] = p.x;
      at[to + 1] = p.y;
      at[to + 2] = p.z;
    }
  }
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const e = (y * w + ((x + 1) % w)) * 3;
      const f = (y * w + ((x + w - 1) % w)) * 3;
      const s = (Math.min(h - 1, y + 1) * w + x) * 3;
      const n = (Math.max(0, y - 1) * w + x) * 3;
      const ux = at[e]! - at[f]!, uy = at[e + 1]! - at[f + 1]!, uz = at[e + 2]! - at[f + 2]!;
      const vx = at[s]! - at[n]!, vy = at[s + 1]! - at[n + 1]!, vz = at[s + 2]! - at[n + 2]!;
      const nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
      const scale = 127 / (Math.hypot(nx, ny, nz) || 1);
      for (let dy = 0; dy < 2; dy++) for (let dx = 0; dx < 2; dx++) {
        const to = ((y * 2 + dy) * width + x * 2 + dx) * 3;
        facing[to] = nx * scale;
        facing[to + 1] = ny * scale;
        facing[to + 2] = nz * scale;
      }
    }
  }
  return facing;
}

function half(from: SkinLevel): SkinLevel {
  const width = from.width / 2;
  const height = from.height / 2;
  const rgb = new Uint8Array(width * height * 3);
  const facing = new Int8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        const a = (y * 2 * from.width + x * 2) * 3 + c;
        const b = a + from.width * 3;
        rgb[(y * width + x) * 3 + c] = (from.rgb[a]! + from.rgb[a + 3]! + from.rgb[b]! + from.rgb[b + 3]! + 2) >> 2;
        facing[(y * width + x) * 3 + c] = (from.facing[a]! + from.facing[a + 3]! + from.facing[b]! + from.facing[b + 3]!) / 4;
      }
    }
  }
  return { width, height, rgb, facing };
}

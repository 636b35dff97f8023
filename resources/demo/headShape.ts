/** @file The shape of a drawn head: a surface over longitude and latitude. Millimetres; x to the picture's right, y down, z towards the camera; between the eyes is y = 0. */
import type { Person } from './person.ts';

export interface Vector {
  x: number;
  y: number;
  z: number;
}

/** Bell curve; cut to 0 at three spreads (1e-4), which saves most of the work. */
const bell = (d: number, spread: number) => {
  const t = d / spread;
  return t > 3 || t < -3 ? 0 : Math.exp(-t * t);
};
const step = (from: number, to: number, v: number) => {
  const t = Math.min(1, Math.max(0, (v - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Half the width of the head at a latitude (radians, positive down). */
function halfWidth(person: Person, latitude: number): number {
  const c = Math.max(0, Math.cos(latitude));
  return person.head.width * (latitude < 0 ? c ** 0.72 : c ** person.head.jaw) + person.head.cheek * bell(latitude - 0.22, 0.25);
}

/** Where a point of the face seen from the front lies on the surface: [longitude, latitude] in radians. */
export function onSurface(person: Person, x: number, y: number): readonly [longitude: number, latitude: number] {
  const latitude = Math.asin(Math.max(-0.999, Math.min(0.999, y / (y < 0 ? person.head.top : person.head.bottom))));
  const longitude = Math.asin(Math.max(-0.999, Math.min(0.999, x / Math.max(1, halfWidth(person, latitude)))));
  return [longitude, latitude];
}

/** y of the hairline at a longitude: hair is above it. */
export function hairlineAt(person: Person, longitude: number): number {
  const { style, line, parting } = person.hair;
  const angle = (Math.abs(longitude) * 180) / Math.PI;
  const front = -68 + line;
  const sides: Readonly<Record<typeof style, readonly number[]>> = {
    //          0°, 25°, 45°, 62°, 76°, 92°, 125°, 180°
    bald: [-300, -300, -300, -300, -300, -300, -300, -300],
    cropped: [front, front - 2, front + 8, -26, 2, -12, 50, 62],
    short: [front + 4, front + 2, front + 10, -22, 12, -8, 56, 68],
    swept: [front + 2, front - 6, front + 4, -30, 16, 0, 62, 74],
    fringe: [-34 + line * 0.6, -32 + line * 0.6, -30, -4, 30, 50, 80, 90],
    bob: [front + 4, front + 8, front + 26, 12, 78, 92, 100, 100],
    long: [front, front + 6, front + 30, 30, 100, 120, 126, 126],
    curly: [front + 8, front + 12, front + 24, 0, 42, 40, 76, 84],
    receding: [front - 34, front - 22, front - 4, -30, 4, -10, 54, 66],
  };
  const knots = [0, 25, 45, 62, 76, 92, 125, 180];
  const ys = sides[style];
  let k = 0;
  while (k < knots.length - 2 && angle > knots[k + 1]!) k++;
  const t = step(knots[k]!, knots[k + 1]!, angle);
  const y = ys[k]! * (1 - t) + ys[k + 1]! * t;
  return y + (style === 'swept' || style === 'fringe' ? parting * 10 * Math.sin(longitude) * bell(angle, 55) : 0);
}

const thickness: Readonly<Record<Person['hair']['style'], number>> = { bald: 0, cropped: 3, short: 9, swept: 14, fringe: 12, bob: 15, long: 14, curly: 24, receding: 6 };

/** Bumps of the face on top of the smooth head, in z, at a point seen from the front. `smile` -1 to 1, `open` 0 to 1. */
function relief(person: Person, x: number, y: number, smile: number, open: number): number {
  const { head, eyes, nose, mouth, brows } = person;
  const side = Math.abs(x);
  const eyeY = eyes.y;
  let z = head.brow * bell(side - 20, 20) * bell(y - (eyeY - brows.height + 3), 9);
  z -= eyes.socket * bell(side - eyes.apart, 17) * bell(y - eyeY + 2, 11);
  z += 4.5 * bell(side - eyes.apart, eyes.width * 0.8) * bell(y - eyeY, 7);
  const tip = eyeY + nose.length;
  const along = (y - eyeY + 12) / (nose.length + 12);
  if (along > -0.3 && along < 1.4) {
    const rise = step(-0.25, 1, along) * (1 - step(0.98, 1.22, along));
    const wide = nose.bridge + (nose.width - nose.bridge) * step(0.25, 0.95, along);
    z += (nose.height * rise + nose.hook * bell(along - 0.45, 0.2)) * bell(x, wide * 0.85);
  }
  z += nose.wings * bell(side - nose.width * 0.95, 5.5) * bell(y - (tip - 3), 7);
  z += (head.cheek * 0.6 + 3) * bell(side - 43, 17) * bell(y - 28, 16) + Math.max(0, smile) * 5 * bell(side - 38, 13) * bell(y - 36, 13);
  z -= head.hollow * bell(side - 44, 15) * bell(y - 60, 18);
  const mouthY = tip + mouth.y - 4 - smile * 2;
  z -= 1.8 * bell(x, 4) * bell(y - (mouthY - 12), 6);
  z += mouth.upper * 0.75 * bell(x, mouth.width * 0.75) * bell(y - (mouthY - 4), 4.5);
  z += mouth.lower * 0.8 * bell(x, mouth.width * 0.65) * bell(y - (mouthY + 6 + open * 8), 5);
  z -= (2.5 + open * 5) * bell(x, mouth.width * 0.9) * bell(y - mouthY - open * 3, 2 + open * 4);
  z -= 3 * bell(x, 16) * bell(y - (mouthY + 16 + open * 6), 5);
  z += head.chin * bell(x, head.chinWidth) * bell(y - (head.bottom - 16), 12);
  // The fold from the nose to the corner of the mouth; deeper with age and when smiling.
  const foldX = nose.width + 8 + (y - tip) * 0.42;
  z -= (person.lines * 2.6 + Math.max(0, smile) * 1.6) * bell(side - foldX, 3.2) * bell(y - (tip + 12), 16);
  return z;
}

/** Face that is worn at a moment. */
export interface Expression {
  readonly smile: number;
  readonly open: number;
}

/** The point of the surface at a longitude (0 = front, positive to the picture's right) and latitude; `lift` is added outwards (hair, a hat). */
export function surface(person: Person, longitude: number, latitude: number, expression: Expression, lift: number): Vector {
  const { head } = person;
  const c = Math.max(0, Math.cos(latitude));
  const y = Math.sin(latitude) * (latitude < 0 ? head.top : head.bottom);
  const wide = halfWidth(person, latitude);
  const sin = Math.sin(longitude);
  const cos = Math.cos(longitude);
  const x = wide * sin;
  const deep = cos >= 0 ? head.depth * (latitude < 0 ? c ** 0.75 : c ** 0.42) * cos ** 0.82 : head.depth * 1.05 * (latitude < 0 ? c ** 0.8 : c ** 1.1) * cos;
  const z = deep + (cos > 0 ? relief(person, x, y, expression.smile, expression.open) * step(0, 0.35, cos) : 0);
  if (lift === 0) {
    const ear = head.ear * bell(Math.abs(longitude) - 1.68, 0.15) * bell(y - 16, 22);
    return { x: x + Math.sign(x) * 17 * ear, y, z: z - 4 * ear };
  }
  const length = Math.hypot(x, y * 0.8, z) || 1;
  return { x: x + (x / length) * lift, y: y + ((y * 0.8) / length) * lift, z: z + (z / length) * lift };
}

/** How much hair stands off the head, millimetres, where the hairline is `below` millimetres further down; 0 where there is none. */
export function hairLift(person: Person, below: number): number {
  return below <= 0 ? 0 : thickness[person.hair.style] * person.hair.thick * step(0, 16, below);
}

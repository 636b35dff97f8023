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

/** Bumps of the face on top of the smooth head, in z, along the row y of points seen from the front. `smile` -1 to 1, `open` 0 to 1. */
function reliefAlong(person: Person, y: number, { smile, open }: Expression): (x: number) => number {
  const { head, eyes, nose, mouth, brows } = person;
  const eyeY = eyes.y;
  const tip = eyeY + nose.length;
  const along = (y - eyeY + 12) / (nose.length + 12);
  const rise = step(-0.25, 1, along) * (1 - step(0.98, 1.22, along));
  const wide = nose.bridge + (nose.width - nose.bridge) * step(0.25, 0.95, along);
  const ridge = along > -0.3 && along < 1.4 ? nose.height * rise + nose.hook * bell(along - 0.45, 0.2) : 0;
  const mouthY = tip + mouth.y - 4 - smile * 2;
  // The fold from the nose to the corner of the mouth; deeper with age and when smiling.
  const foldX = nose.width + 8 + (y - tip) * 0.42;
  // How much of each there is in this row: of most, in most rows, nothing.
  const brow = bell(y - (eyeY - brows.height + 3), 9), socket = bell(y - eyeY + 2, 11), ball = bell(y - eyeY, 7), wing = bell(y - (tip - 3), 7), cheek = bell(y - 28, 16);
  const smiled = bell(y - 36, 13), hollow = bell(y - 60, 18), groove = bell(y - (mouthY - 12), 6), upper = bell(y - (mouthY - 4), 4.5), lower = bell(y - (mouthY + 6 + open * 8), 5);
  const gap = bell(y - mouthY - open * 3, 2 + open * 4), dip = bell(y - (mouthY + 16 + open * 6), 5), chin = bell(y - (head.bottom - 16), 12), fold = bell(y - (tip + 12), 16);
  const bump = (height: number, d: number, spread: number, share: number): number => (share === 0 ? 0 : height * bell(d, spread) * share);
  return (x) => {
    const side = Math.abs(x);
    let z = bump(head.brow, side - 20, 20, brow);
    z -= bump(eyes.socket, side - eyes.apart, 17, socket);
    z += bump(4.5, side - eyes.apart, eyes.width * 0.8, ball);
    z += bump(ridge, x, wide * 0.85, 1);
    z += bump(nose.wings, side - nose.width * 0.95, 5.5, wing);
    z += bump(head.cheek * 0.6 + 3, side - 43, 17, cheek) + bump(Math.max(0, smile) * 5, side - 38, 13, smiled);
    z -= bump(head.hollow, side - 44, 15, hollow);
    z -= bump(1.8, x, 4, groove);
    z += bump(mouth.upper * 0.75, x, mouth.width * 0.75, upper);
    z += bump(mouth.lower * 0.8, x, mouth.width * 0.65, lower);
    z -= bump(2.5 + open * 5, x, mouth.width * 0.9, gap);
    z -= bump(3, x, 16, dip);
    z += bump(head.chin, x, head.chinWidth, chin);
    return z - bump(person.lines * 2.6 + Math.max(0, smile) * 1.6, side - foldX, 3.2, fold);
  };
}

/** Face that is worn at a moment. */
export interface Expression {
  readonly smile: number;
  readonly open: number;
}

/** What the points of one longitude have in common. */
export interface Meridian {
  readonly sin: number;
  readonly cos: number;
  /** How deep the head is there in front, and how much of the face's bumps there is; 0 behind. */
  readonly deep: number;
  readonly front: number;
  readonly ear: number;
}

/** Longitude in radians: 0 = front, positive to the picture's right. */
export function meridianAt(longitude: number): Meridian {
  const sin = Math.sin(longitude);
  const cos = Math.cos(longitude);
  return { sin, cos, deep: cos >= 0 ? cos ** 0.82 : 0, front: cos > 0 ? step(0, 0.35, cos) : 0, ear: bell(Math.abs(longitude) - 1.68, 0.15) };
}

/** The points of the surface at a latitude (radians, positive down), each told its longitude and how far it is lifted outwards (hair, a hat). */
export function surfaceAlong(person: Person, latitude: number, expression: Expression): (meridian: Meridian, lift: number) => Vector {
  const { head } = person;
  const c = Math.max(0, Math.cos(latitude));
  const y = Math.sin(latitude) * (latitude < 0 ? head.top : head.bottom);
  const wide = halfWidth(person, latitude);
  const front = head.depth * (latitude < 0 ? c ** 0.75 : c ** 0.42);
  const behind = head.depth * 1.05 * (latitude < 0 ? c ** 0.8 : c ** 1.1);
  const reliefAt = reliefAlong(person, y, expression);
  const earHere = bell(y - 16, 22);
  return (meridian, lift) => {
    const { sin, cos } = meridian;
    const x = wide * sin;
    const z = (cos >= 0 ? front * meridian.deep : behind * cos) + (cos > 0 ? reliefAt(x) * meridian.front : 0);
    if (lift === 0) {
      const ear = head.ear * meridian.ear * earHere;
      return { x: x + Math.sign(x) * 17 * ear, y, z: z - 4 * ear };
    }
    const length = Math.hypot(x, y * 0.8, z) || 1;
    return { x: x + (x / length) * lift, y: y + ((y * 0.8) / length) * lift, z: z + (z / length) * lift };
  };
}

/** How much hair stands off the head, millimetres, where the hairline is `below` millimetres further down; 0 where there is none. */
export function hairLift(person: Person, below: number): number {
  return below <= 0 ? 0 : thickness[person.hair.style] * person.hair.thick * step(0, 16, below);
}

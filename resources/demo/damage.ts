/** @file Damaged copies of a file, as broken disks, cut transfers and bad players make them. Pure: bytes in, bytes out. */
import { randomFrom } from './random.ts';

/** truncated: the end is missing. flipped: single bits changed here and there. hole: a stretch in the middle is missing. zeroed: such a stretch is zeros. beheaded: the first kilobytes are missing. */
export type Damage = 'truncated' | 'flipped' | 'hole' | 'zeroed' | 'beheaded';

export const damages: readonly Damage[] = ['truncated', 'flipped', 'hole', 'zeroed', 'beheaded'];

/** A damaged copy; the same seed damages the same way. */
export function damaged(bytes: Uint8Array, damage: Damage, seed: number): Uint8Array {
  const random = randomFrom(seed * 7907 + damages.indexOf(damage));
  const { length } = bytes;
  const from = Math.floor(length * (0.2 + 0.5 * random()));
  const to = Math.min(length, from + Math.floor(length * (0.02 + 0.1 * random())));
  switch (damage) {
    case 'truncated':
      return bytes.slice(0, from);
    case 'flipped': {
      const copy = bytes.slice();
      const flips = 1 + Math.floor(length / 20_000);
      for (let k = 0; k < flips; k++) {
        const at = Math.floor(random() * length);
        copy[at] = copy[at]! ^ (1 << Math.floor(random() * 8));
      }
      return copy;
    }
    case 'hole': {
      const copy = new Uint8Array(length - (to - from));
      copy.set(bytes.subarray(0, from));
      copy.set(bytes.subarray(to), from);
      return copy;
    }
    case 'zeroed':
      return bytes.slice().fill(0, from, to);
    case 'beheaded':
      return bytes.slice(Math.min(length, 1024 + Math.floor(random() * 8192)));
  }
}

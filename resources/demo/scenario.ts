/** @file Which cameras and recorders there are, and who walks before them when. */
import type { EncoderSettings } from '../../native/decoder/encoder.ts';
import type { Camera } from './camera.ts';
import type { PlaceKind } from './place.ts';
import { between, oneOf, randomFrom } from './random.ts';
import type { Random } from './random.ts';
import type { Walk, WalkKind } from './walk.ts';
import { planWalk } from './walk.ts';

export type Scenario = 'small' | 'standard' | 'crowd';

/** One camera with its recorder and everything that happens before it. */
export interface Recording {
  readonly camera: Camera;
  readonly place: PlaceKind;
  readonly file: string;
  readonly encoding: Pick<EncoderSettings, 'container' | 'codec' | 'timeBase' | 'keyEvery' | 'quality' | 'framesPerSecond' | 'rotation'>;
  readonly firstTicks: bigint;
  /** Whether some frames are left out, as recorders do that only keep what moves. */
  readonly uneven: boolean;
  /** The recorder's clock at the first frame, RFC 3339; and what to add to it to get the truth, seconds. */
  readonly startsAt: string;
  readonly clockOffsetSeconds: number;
  readonly seconds: number;
  readonly grain: number;
  readonly walks: readonly Walk[];
}

type Setup = Omit<Recording, 'walks' | 'seconds'> & { readonly near: number };

const camera = (name: string, width: number, height: number, focal: number, above: number): Camera => ({ name, width, height, focal, above, tilt: Math.atan((height * 0.22) / focal) });

const setups: readonly Setup[] = [
  { camera: camera('ENTRANCE', 1280, 720, 1150, 2.0), place: 'corridor', file: 'entrance.mp4', encoding: { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12800 }, keyEvery: 25, quality: 27, framesPerSecond: 12.5 }, firstTicks: 0n, uneven: false, startsAt: '2026-03-14T18:02:11Z', clockOffsetSeconds: 0, grain: 2, near: 1.5 },
  { camera: camera('SHOP', 1280, 720, 1250, 2.1), place: 'shop', file: 'shop.ts', encoding: { container: 'mpegts', codec: 'libx264', timeBase: { num: 1, den: 90000 }, keyEvery: 40, quality: 28, framesPerSecond: 10 }, firstTicks: 389_160_000n, uneven: false, startsAt: '2026-03-14T18:05:40Z', clockOffsetSeconds: -187.4, grain: 2.5, near: 1.7 },
  { camera: camera('STAIRS', 640, 360, 760, 1.9), place: 'hall', file: 'stairs.avi', encoding: { container: 'avi', codec: 'mjpeg', timeBase: { num: 1, den: 8 }, keyEvery: 1, quality: 6, framesPerSecond: 8 }, firstTicks: 0n, uneven: false, startsAt: '2026-03-14T17:58:03Z', clockOffsetSeconds: 312, grain: 2.5, near: 1.35 },
  { camera: camera('STREET', 1920, 1080, 1700, 2.3), place: 'street', file: 'street.mkv', encoding: { container: 'matroska', codec: 'libx264', timeBase: { num: 1, den: 1000 }, keyEvery: 50, quality: 28, framesPerSecond: 10 }, firstTicks: 0n, uneven: true, startsAt: '2026-03-14T18:03:27Z', clockOffsetSeconds: 41.5, grain: 2, near: 1.9 },
  { camera: camera('DOOR', 544, 960, 900, 1.85), place: 'corridor', file: 'door.mp4', encoding: { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 15360 }, keyEvery: 30, quality: 26, framesPerSecond: 12, rotation: 90 }, firstTicks: 0n, uneven: false, startsAt: '2026-03-14T18:04:55Z', clockOffsetSeconds: -3, grain: 2, near: 1.5 },
  { camera: camera('HALL', 704, 576, 820, 2.0), place: 'hall', file: 'hall.avi', encoding: { container: 'avi', codec: 'mpeg4', timeBase: { num: 1, den: 10 }, keyEvery: 25, quality: 4, framesPerSecond: 10 }, firstTicks: 0n, uneven: false, startsAt: '2026-03-14T18:01:00Z', clockOffsetSeconds: 95, grain: 2.5, near: 1.4 },
];

const kinds: readonly WalkKind[] = ['approach', 'approach', 'approach', 'stand', 'cross', 'turn', 'hide'];

/** The recordings of a scenario. The first identity is `firstIdentity`, so that sets with other people can be made. */
export function planScenario(scenario: Scenario, seed: number, firstIdentity: number): Recording[] {
  const random = randomFrom(seed * 2654435761);
  if (scenario === 'small') {
    // Everybody walks past both cameras; two of them cross; one hides.
    const people = [0, 1, 2, 3, 4].map((k) => firstIdentity + k);
    const cast: readonly (readonly WalkKind[])[] = [['approach', 'cross', 'cross', 'stand', 'approach'], ['cross', 'approach', 'approach', 'approach', 'hide']];
    return [small(setups[0]!, 640, 360, 'entrance.mp4'), small(setups[1]!, 640, 360, 'shop.ts')].map((setup, which) => {
      let from = 0.4;
      const walks = people.map((identity, k) => {
        const kind = cast[which]![k]!;
        const walk = planWalk(random, identity, kind, from, setup.near);
        from += kind === 'cross' ? 0.9 : 2.2;
        return walk;
      });
      return finish(setup, walks);
    });
  }
  if (scenario === 'crowd') {
    return [small(setups[0]!, 640, 360, 'entrance.mp4'), small(setups[1]!, 640, 360, 'shop.ts'), setups[2]!].map((setup, which) => finish(setup, procession(random, setup, which, firstIdentity)));
  }
  return setups.map((setup, which) => finish(setup, crowd(random, setup, which, firstIdentity)));
}

/** How many people a crowd is. */
export const crowdSize = 200;
/** Steps without a common divisor with the crowd's size: who follows whom is another order at each camera. */
const orders = [1, 77, 143];

/** A crowd, one after another, four or five in view at a time; everybody passes every camera with a bare face. */
function procession(random: Random, setup: Setup, which: number, firstIdentity: number): Walk[] {
  let from = 0.4;
  return Array.from({ length: crowdSize }, (_, k) => {
    const walk = planWalk(random, firstIdentity + ((k * orders[which]!) % crowdSize), oneOf(random, kinds.slice(0, 5)), from, setup.near);
    from += between(random, 1.2, 2.2);
    return walk;
  });
}

/** 44 people; everyone passes two or three of the six cameras. */
function crowd(random: Random, setup: Setup, which: number, firstIdentity: number): Walk[] {
  const walks: Walk[] = [];
  let from = 0.6;
  for (let k = 0; k < 44; k++) {
    if ((k + which) % 3 !== 0 && (k * 5 + which) % 11 !== 0) continue;
    // Of the two passes that everybody makes, the first three cameras always show the bare face from near.
    const special = which >= 3 && random() < 0.45;
    const kind = special ? oneOf(random, kinds) : oneOf(random, kinds.slice(0, 4));
    const cover = special && random() < 0.25 ? oneOf(random, ['mask', 'sunglasses'] as const) : 'none';
    walks.push(planWalk(random, firstIdentity + k, kind, from, setup.near, { cover, hat: special && random() < 0.2 }));
    from += between(random, 1.3, 3.4);
  }
  return walks;
}

function small(setup: Setup, width: number, height: number, file: string): Setup {
  return { ...setup, file, camera: { ...setup.camera, width, height, focal: 720, tilt: Math.atan((height * 0.22) / 720) }, encoding: { ...setup.encoding, framesPerSecond: 10 }, near: 1.25 };
}

function finish({ near: _near, ...setup }: Setup, walks: Walk[]): Recording {
  return { ...setup, walks, seconds: Math.max(...walks.map((w) => w.to)) + 1 };
}

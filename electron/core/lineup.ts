/** @file Line-up: which tracks stand beside a candidate, and in which order each reviewer sees them. Pure: chance comes in from a recorded seed. */

/** What two tracks are to each other. See [Note: Who may be a filler]. */
export type Relation = 'apart' | 'alike' | 'unknown';

/** A track by its best sighting: distance of the eyes in pixels, overall quality 0 to 1. */
export interface Shown {
  readonly track: string;
  readonly eyesPx: number;
  readonly quality: number;
}

/** Sizes and qualities between which fillers are taken (both ends included); `widened`: how many steps wider than the narrowest. */
export interface Band {
  readonly eyesPx: readonly [number, number];
  readonly quality: readonly [number, number];
  readonly widened: number;
}

export interface Chosen {
  readonly fillers: readonly string[];
  readonly uncertain: readonly string[];
  readonly unproven: number;
  readonly band: Band;
}

/**
 * How far fillers may differ from the candidate in size (times) and quality (difference). Chosen, not measured: pictures are shown
 * scaled to one size, and up to twice the pixels the difference is one of sharpness, which faces of one footage differ in anyway.
 */
const steps = [{ times: 1.25, difference: 0.1 }, { times: 1.6, difference: 0.2 }, { times: 2, difference: 0.3 }] as const;

/**
 * [Note: Who may be a filler]
 * A filler is certainly another person than the candidate: a frame shows both at once, in places that share no pixel. One such frame
 * is enough, as nobody is in two places; a pair whose boxes ever overlap is not taken, since one face can be detected twice, nor one that
 * moves alike or as mirror images (core/sameFrame.ts). A track
 * that ranks above the candidate is no filler, nor is the track that the probe was cut from: should the candidate not be the person
 * who is searched for, such a track might be.
 *
 * Where fewer are seen together with the candidate than are wanted, and the analyst allows it, a track that a frame shows together with
 * an accepted filler is taken too, if its stored vectors are all too far from the candidate's for one person by the pack's own figures
 * (`someoneElse`). That makes it another person than that filler, not certainly than the candidate: it is recorded as uncertain,
 * and picking it counts neither for nor against a reviewer. Two fillers that no frame shows together are taken only where their
 * vectors are so far apart; how many such pairs there are is recorded.
 *
 * What this does not exclude: a mirror or a screen that moves otherwise, or a photograph in the picture; a track into which two people were put; and, where
 * the candidate is not the person searched for, that a filler is. Nor are fillers chosen to resemble anybody: where only the candidate
 * looks at all like the face that is searched for, a pick says little, and whoever reads the pictures has to say so.
 */
export function chooseFillers(
  candidate: Shown, others: readonly Shown[], wanted: number, allowUncertain: boolean, relation: (a: string, b: string) => Relation,
): Chosen | { readonly certain: number; readonly withUncertain: number } {
  const bands = steps.map((step, widened) => bandAround(candidate, step, widened));
  const pools = bands.map((band) => others.filter((other) => lies(other, band)).map(({ track }) => track));
  const attempts = [false, true].map((uncertain) => pools.map((pool) => pick(candidate.track, pool, wanted, uncertain, relation)));
  for (const picks of allowUncertain ? attempts : attempts.slice(0, 1)) {
    for (const [widened, picked] of picks.entries()) {
      if (picked.fillers.length === wanted) return { ...picked, unproven: unprovenPairs(picked.fillers, relation), band: bands[widened]! };
    }
  }
  const most = (picks: readonly Picked[]): number => Math.max(...picks.map(({ fillers }) => fillers.length));
  return { certain: most(attempts[0]!), withUncertain: most(attempts[1]!) };
}

type Picked = Pick<Chosen, 'fillers' | 'uncertain'>;

/** One after the other: those seen with the candidate before others, among them those seen with most of the accepted, among them the first of the pool. */
function pick(candidate: string, pool: readonly string[], wanted: number, uncertain: boolean, relation: (a: string, b: string) => Relation): Picked {
  const certain = pool.filter((track) => relation(candidate, track) === 'apart');
  const rest = uncertain ? pool.filter((track) => relation(candidate, track) === 'unknown') : [];
  const fillers: string[] = [];
  const seenWith = (track: string): number => fillers.filter((filler) => relation(filler, track) === 'apart').length;
  const take = (from: readonly string[], least: number): boolean => {
    const free = from.filter((track) => !fillers.includes(track) && seenWith(track) >= least && fillers.every((filler) => relation(filler, track) !== 'alike'));
    const best = Math.max(...free.map(seenWith));
    const next = free.find((track) => seenWith(track) === best);
    if (next !== undefined) fillers.push(next);
    return next !== undefined;
  };
  while (fillers.length < wanted && (take(certain, 0) || take(rest, 1)));
  return { fillers, uncertain: fillers.filter((track) => !certain.includes(track)) };
}

function bandAround({ eyesPx, quality }: Shown, { times, difference }: (typeof steps)[number], widened: number): Band {
  return { eyesPx: [eyesPx / times, eyesPx * times], quality: [Math.max(0, quality - difference), Math.min(1, quality + difference)], widened };
}

function lies({ eyesPx, quality }: Shown, band: Band): boolean {
  return eyesPx >= band.eyesPx[0] && eyesPx <= band.eyesPx[1] && quality >= band.quality[0] && quality <= band.quality[1];
}

function unprovenPairs(fillers: readonly string[], relation: (a: string, b: string) => Relation): number {
  return fillers.flatMap((a, i) => fillers.slice(i + 1).filter((b) => relation(a, b) !== 'apart')).length;
}

/**
 * A shuffled copy: Fisher–Yates from the end (R. Durstenfeld, Algorithm 235, 1964). `next` gives evenly distributed whole numbers below
 * 2^32. A number in the part of the range that is no whole multiple is thrown away, so that no order is more likely than another.
 */
export function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1, next);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function below(count: number, next: () => number): number {
  const even = 2 ** 32 - (2 ** 32 % count);
  let value = next();
  while (value >= even) value = next();
  return value % count;
}

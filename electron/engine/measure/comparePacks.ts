/** @file Two packs on the same pictures: how far their rankings agree, whom only one of them finds, and where they differ about who comes first. Pure. */
import type { Metric } from '../../core/search.ts';
import { ranksOf } from '../../core/labelled.ts';
import { clusterBootstrap } from '../../core/resample.ts';
import { agreement } from '../replay/agreement.ts';
import type { Measurement } from './calibrate.ts';

export interface PackComparison {
  /** Pictures whose face both packs can search for, and that were ranked. */
  readonly both: number;
  /** Pictures whose face only one of them can search for. */
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** 0 to 1, mean over the pictures, with its interval of 95 % over people; how it is measured: replay/agreement.ts. */
  readonly averageOverlap: { readonly mean: number; readonly low: number; readonly high: number } | null;
  /** Of the first ten of one list, how many are among the first ten of the other, mean. */
  readonly sharedOfFirst: { readonly mean: number; readonly of: number } | null;
  /** Pictures with another of the same person for which only one pack ranks that person first. */
  readonly firstOnlyWithFirst: readonly string[];
  readonly firstOnlyWithSecond: readonly string[];
}

/** Faces of a measurement beside the names of their pictures, only those named in `common`. */
function ranked({ pictures, faces }: Measurement, common: ReadonlySet<string>, metric: Metric) {
  const names = pictures.filter(({ face }) => face !== null).map(({ file }) => file.name);
  const places = names.flatMap((name, i) => (common.has(name) ? [i] : []));
  const own = places.map((i) => faces[i]!);
  return { names: places.map((i) => names[i]!), people: own.map(({ person }) => person), ranks: ranksOf(own, metric) };
}

export function comparePacks(first: Measurement, second: Measurement, metrics: readonly [Metric, Metric]): PackComparison {
  const usable = [first, second].map(({ pictures }) => new Set(pictures.flatMap(({ file, face }) => (face ? [file.name] : []))));
  const common = usable[0]!.intersection(usable[1]!);
  const [a, b] = [ranked(first, common, metrics[0]), ranked(second, common, metrics[1])];
  const each = a.names.map((_, i) => agreement(a.ranks[i]!.map((j) => a.names[j]!), b.ranks[i]!.map((j) => b.names[j]!)));
  const known = each.flatMap((one, i) => (one ? [{ person: a.people[i]!, ...one }] : []));
  const mean = (weight: (person: number) => number): number | null => {
    const sum = known.reduce((total, { person }) => total + weight(person), 0);
    return sum === 0 ? null : known.reduce((total, { person, averageOverlap }) => total + weight(person) * averageOverlap, 0) / sum;
  };
  const interval = known.length === 0 ? null : clusterBootstrap(Math.max(...a.people) + 1, (times) => mean((person) => times[person]!));
  const leads = ({ people, ranks }: typeof a, i: number): boolean => people[ranks[i]![0]!] === people[i];
  const mates = a.names.map((_, i) => i).filter((i) => a.people.some((person, j) => j !== i && person === a.people[i]));
  const only = (x: typeof a, y: typeof a) => mates.filter((i) => leads(x, i) && !leads(y, i)).map((i) => a.names[i]!);
  return {
    both: common.size,
    onlyFirst: [...usable[0]!.difference(usable[1]!)], onlySecond: [...usable[1]!.difference(usable[0]!)],
    averageOverlap: known.length === 0 ? null : { mean: mean(() => 1)!, low: interval?.[0] ?? 0, high: interval?.[1] ?? 1 },
    sharedOfFirst: known.length === 0 ? null : { mean: known.reduce((sum, { shared }) => sum + shared, 0) / known.length, of: known[0]!.of },
    firstOnlyWithFirst: only(a, b), firstOnlyWithSecond: only(b, a),
  };
}

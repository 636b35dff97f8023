/** @file Part of the evaluation: verification by face width and compression, what each step loses, what could be won without new weights. */
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { cached } from './cache.ts';
import { openEmbedder } from './chips.ts';
import { comparisons, distance, lookAt, mean, ofTrack, singleFrame, type Looks } from './eyes.ts';
import type { Photograph } from './photographs.ts';
import { drawnRates, interval, ratesOf, type Comparisons, type Interval, type Rates } from './rates.ts';
import type { Compression } from './recorder.ts';

/** A set of photographs, and which poor pictures are made of it. */
export interface EyesPlan {
  readonly name: string;
  readonly photographs: readonly Photograph[];
  readonly conditions: readonly { readonly widthPx: number; readonly compression: Compression; readonly frames: 'one' | 'second'; readonly thorough: boolean }[];
  readonly draws: number;
}

type Gain = { readonly variant: string; readonly eer: number; readonly tar2: number; readonly tar3: number; readonly intervals: Record<keyof Rates, Interval> };

const keys = ['eer', 'tar2', 'tar3'] as const;

export async function measureEyes({ name, photographs, conditions, draws }: EyesPlan, pack: LoadedPack, analyser: FaceAnalyser, decoder: Decoder, say: (line: string) => void) {
  const embedder = await openEmbedder(pack);
  const plain = photographs.map(({ face }) => face.embedding);
  const key = [name, photographs.length, pack.digest, 3] as const;
  const averaged = await cached([...key, 'mirrored'], async () => {
    const all: Float32Array[] = [];
    for (const { picture, face } of photographs) all.push(mean([face.embedding, await embedder.embed(picture, face.landmarks!, true)])[0]!);
    return all;
  });
  const full = comparisons(photographs, plain, photographs.map(({ face: { embedding } }) => [{ found: true, chain: embedding, mirrored: null, smooth: null, known: embedding, quality: 1, sharpness: 1 }]), singleFrame.chain);
  const others = quantiles(full.pairs.flatMap(([a, b, d]) => (a === b ? [] : [d])));
  const same = quantiles(full.pairs.flatMap(([a, b, d]) => (a === b ? [d] : [])));
  const differences: Rates[][][] = [];
  const measured = [];
  for (const { widthPx, compression, frames, thorough } of conditions) {
    say(`${name}: ${widthPx} px, ${compression}`);
    const looks = await cached([...key, widthPx, compression, frames, String(thorough)], () => lookAt(photographs, widthPx, compression, frames === 'one', thorough, analyser, embedder, decoder));
    const variants = variantsOf(photographs, plain, averaged, looks, frames);
    const drawn = drawnRates(Object.values(variants), draws);
    if (frames === 'second') differences.push(drawn);
    const middle = looks.looks.map((of) => of[Math.floor(of.length / 2)]!);
    const share = (of: (look: (typeof middle)[number]) => boolean) => middle.filter(of).length / middle.length;
    measured.push({
      widthPx, compression, kilobitsPerSecond: looks.kilobitsPerSecond, bitsPerPixel: looks.bitsPerPixel,
      found: share(({ found }) => found), searchable: share(({ chain }) => chain !== null), foundThorough: looks.thorough, foundAtTwiceTheSize: looks.twice,
      asItIs: ratesOf(variants['as it is']!), intervals: Object.fromEntries(keys.map((k) => [k, interval(drawn.map((rates) => rates[0]![k]))])) as Record<keyof Rates, Interval>,
      gains: gainsOf(variants, [drawn]),
    });
  }
  await embedder.close();
  const fullDrawn = drawnRates([full], draws);
  const pooled = conditions.some(({ frames }) => frames === 'second');
  return {
    people: full.people, photographs: photographs.length, fullSize: { ...ratesOf(full), intervals: Object.fromEntries(keys.map((k) => [k, interval(fullDrawn.map(([rates]) => rates![k]))])) as Record<keyof Rates, Interval> },
    distances: { same, others }, conditions: measured,
    /** Mean of the gains over all conditions of which a second was looked at, from the same draws. */
    pooled: pooled ? pooledGains(measured, differences) : null,
  };
}

function variantsOf(photographs: readonly Photograph[], plain: readonly Float32Array[], averaged: readonly Float32Array[], { looks }: Looks, frames: 'one' | 'second'): Record<string, Comparisons> {
  return {
    'as it is': comparisons(photographs, plain, looks, singleFrame.chain),
    'landmarks known': comparisons(photographs, plain, looks, singleFrame.known),
    'enlarged smoothly': comparisons(photographs, plain, looks, singleFrame.smooth),
    'mirror average, probe only': comparisons(photographs, averaged, looks, singleFrame.chain),
    'mirror average, both': comparisons(photographs, averaged, looks, singleFrame.mirrorAverage),
    ...(frames === 'one' ? {} : {
      'best of five frames by quality': comparisons(photographs, plain, looks, ofTrack.bestQuality),
      'sharpest of five frames': comparisons(photographs, plain, looks, ofTrack.sharpest),
      'mean of five frames': comparisons(photographs, plain, looks, ofTrack.mean),
      'nearest of five frames': comparisons(photographs, plain, looks, ofTrack.nearest),
    }),
  };
}

function gainsOf(variants: Record<string, Comparisons>, [drawn]: readonly [Rates[][]]): Gain[] {
  const [first, ...rates] = Object.values(variants).map(ratesOf);
  return Object.keys(variants).slice(1).map((variant, i) => ({
    variant, eer: rates[i]!.eer - first!.eer, tar2: rates[i]!.tar2 - first!.tar2, tar3: rates[i]!.tar3 - first!.tar3,
    intervals: Object.fromEntries(keys.map((k) => [k, interval(drawn.map((all) => all[i + 1]![k] - all[0]![k]))])) as Record<keyof Rates, Interval>,
  }));
}

function pooledGains(measured: readonly { readonly gains: readonly Gain[] }[], differences: readonly Rates[][][]): Gain[] {
  const of = measured.filter(({ gains }) => gains.length > 4).map(({ gains }) => gains);
  const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  return of[0]!.map(({ variant }, i) => ({
    variant, eer: average(of.map((gains) => gains[i]!.eer)), tar2: average(of.map((gains) => gains[i]!.tar2)), tar3: average(of.map((gains) => gains[i]!.tar3)),
    intervals: Object.fromEntries(keys.map((k) => [k, interval(differences[0]!.map((_, draw) => average(differences.map((condition) => condition[draw]![i + 1]![k] - condition[draw]![0]![k]))))])) as Record<keyof Rates, Interval>,
  }));
}

/** .01 .05 .5 .95 of these distances. */
function quantiles(distances: readonly number[]): number[] {
  const ascending = distances.toSorted((a, b) => a - b);
  return [0.01, 0.05, 0.5, 0.95].map((q) => ascending[Math.min(ascending.length - 1, Math.floor(q * ascending.length))] ?? Number.NaN);
}

/** Nearest of a track's stored vectors. */
export const nearest = (probe: Float32Array, stored: readonly { readonly vector: Float32Array }[]): number => Math.min(Infinity, ...stored.map(({ vector }) => distance(probe, vector)));

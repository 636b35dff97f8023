/** @file Part of the evaluation: candidates by chance on footage of 200 drawn people, predicted and found, by camera; and where the estimate is biased. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { cached } from './cache.ts';
import { agreed, agreement, fromAllPairs, fromSameFrames, fromStrangers, rateAgainst, searchable, type Predictor } from './chance.ts';
import { crowd, footage, portraits, type Portrait } from './crowd.ts';
import { searchCrowd } from './crowdCase.ts';
import { plotAgreement } from './plot.ts';

/** People who are in no footage, and nobody else of the tests is. */
const firstStranger = 5000, strangers = 200;
const distances = Array.from({ length: 15 }, (_, k) => 0.3 + k * 0.02);

export async function measureChance(analyser: FaceAnalyser, decoder: Decoder, pack: LoadedPack, say: (line: string) => void) {
  const cameras = (await crowd(analyser, decoder)).map(({ camera, tracks }) => ({ camera, tracks: searchable(tracks) }));
  const filmed = (await footage()).map(({ path, truth: { camera } }) => ({ path, camera }));
  const [half, otherHalf] = [0, 1].map((odd) => Array.from({ length: strangers / 2 }, (_, k) => firstStranger + 2 * k + odd)) as [number[], number[]];
  const searched = await cached(['crowd case', firstStranger, strangers, ...distances, pack.digest, 1], () => searchCrowd(filmed, half, otherHalf, distances, pack, say));
  const pictures = await portraits(analyser, Array.from({ length: strangers }, (_, k) => firstStranger + k));
  const of = (people: readonly number[]) => people.flatMap((identity) => pictures.get(identity) ?? []);
  const measured = cameras.map(({ camera, tracks }, own) => {
    say(`chance: ${camera}`);
    // Pictures cut from footage of the other cameras; of people who may be on this one too, so their own tracks are left out below.
    const next = cameras[(own + 1) % cameras.length]!.tracks.filter(({ known, best }) => known.pure && known.identity !== null && best.overall >= 0.5);
    const withoutMates = (pictures: typeof next, by: Predictor) => pictures.slice(0, 100).flatMap((picture) => agreement(by, [picture.best], tracks.filter(({ known }) => known.pure && known.identity !== picture.known.identity), distances));
    const sameFrame = fromSameFrames(tracks), certain = fromSameFrames(tracks, true);
    const { sources, stated, found, measured: counts } = searched.find((each) => each.camera === camera)!;
    const by = (predictor: Predictor, pictures: readonly Portrait[]) => agreement(predictor, pictures, tracks, distances);
    const others = cameras.filter((_, k) => k !== own).flatMap((each) => each.tracks);
    return {
      camera, tracks: tracks.length, tracksSeenTogether: sameFrame.all.impostor!.clusters, pairs: sameFrame.all.impostor!.pairs / 2, pairsCertain: certain.all.impostor!.pairs / 2,
      bands: Object.fromEntries(Object.entries(sameFrame.bands).map(([band, { impostor }]) => [band, { tracks: impostor!.clusters, pairs: impostor!.pairs / 2 }])),
      rates: rateAgainst(sameFrame, fromAllPairs(tracks), distances), sources, 'measured with': counts,
      'same frame': agreed(distances, stated['same frame'], found), 'strangers on this camera': agreed(distances, stated['non-mated'], found),
      'same frame, true people only': by(certain, of(otherHalf)), 'strangers on other cameras': by(fromStrangers(of(half), others), of(otherHalf)),
      'same frame, searched with pictures from footage': folded(withoutMates(next, sameFrame)),
    };
  });
  writeFileSync(join(import.meta.dirname, 'chance.svg'), plotAgreement(measured.map((each) => ({ camera: each.camera, panels: { 'same frame': each['same frame'], 'strangers on this camera': each['strangers on this camera'] } }))));
  return measured;
}

/** Single searches put together by distance. */
function folded(all: ReturnType<typeof agreement>): ReturnType<typeof agreement> {
  return [...Map.groupBy(all, ({ distance }) => distance)].map(([distance, each]) => {
    const mean = (of: (one: (typeof each)[number]) => number): number => each.reduce((sum, one) => sum + of(one), 0) / each.length;
    const found = mean((one) => one.found), low = mean((one) => one.predicted.low), high = mean((one) => one.predicted.high);
    const error = 1.96 * Math.sqrt(mean((one) => (one.found - found) ** 2) / each.length);
    const value = each.every((one) => one.predicted.value !== null) ? mean((one) => one.predicted.value!) : null;
    return { distance, searches: each.length, found, foundLow: Math.max(0, found - error), foundHigh: found + error, within: found >= low && found <= high, predicted: { value, low, high } };
  });
}

/** @file Part of the evaluation: the crowd of 200 drawn people: tracking, search by face width, and what measures of quality do to the error rates. */
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { crowdSize } from '../../resources/demo/scenario.ts';
import { crowd, firstOfCrowd, portraits, type CrowdCamera, type Portrait, type StoredSighting } from './crowd.ts';
import { distance } from './eyes.ts';
import { nearest } from './eyesPart.ts';
import { searchRates } from './rates.ts';

export async function measureCrowd(analyser: FaceAnalyser, decoder: Decoder, say: (line: string) => void) {
  const cameras = await crowd(analyser, decoder);
  say('crowd: portraits');
  const people = Array.from({ length: crowdSize }, (_, k) => firstOfCrowd + k);
  const probes = await portraits(analyser, people);
  return {
    cameras: cameras.map(({ camera, file, tracks, figures }) => ({ camera, file, searchableTracks: tracks.filter(({ stored }) => stored.length > 0).length, mixedTracks: tracks.filter(({ pure }) => !pure).length, ...figures })),
    search: searches(cameras, probes),
    quality: byQuality(cameras, probes),
  };
}

const bandsPx = [16, 24, 32, 48, 64, Infinity];

/** One search for each person and camera; by the widest stored face of that person there. */
function searches(cameras: readonly CrowdCamera[], probes: ReadonlyMap<number, Portrait>) {
  const all = cameras.flatMap(({ tracks }) => [...probes].flatMap(([identity, probe]) => {
    let mate = Infinity, other = Infinity, widest = 0;
    for (const track of tracks) {
      if (track.identity === null || track.stored.length === 0) continue;
      const d = nearest(probe.vector, track.stored);
      if (track.identity !== identity) { other = Math.min(other, d); continue; }
      mate = Math.min(mate, d);
      widest = Math.max(widest, ...track.stored.map(({ box }) => box[2]));
    }
    return widest === 0 ? [] : [{ mate, other, widest }];
  }));
  return bandsPx.slice(1).map((toPx, i) => ({ fromPx: bandsPx[i]!, toPx, ...searchRates(all.filter(({ widest }) => widest >= bandsPx[i]! && widest < toPx)) })).concat([{ fromPx: 16, toPx: Infinity, ...searchRates(all) }]);
}

const measures: readonly { readonly name: string; readonly of: (sighting: StoredSighting) => number; readonly edges: readonly number[] }[] = [
  { name: 'eyes, pixels apart', of: ({ quality }) => quality.eyesPx, edges: [0, 10, 14, 20, 28, 1e9] },
  { name: 'sharpness', of: ({ quality }) => quality.sharpness, edges: [0, 0.4, 0.55, 0.7, 0.8, 1.01] },
  { name: 'frontality', of: ({ quality }) => quality.frontality, edges: [0, 0.3, 0.5, 0.7, 0.85, 1.01] },
  { name: 'fit of landmarks', of: ({ quality }) => quality.landmarkFit, edges: [0, 0.4, 0.6, 0.75, 0.85, 1.01] },
  { name: 'overall', of: ({ quality }) => quality.overall, edges: [0, 0.15, 0.3, 0.5, 0.7, 1.01] },
];
const atDistances = [0.4, 0.45, 0.5];

/** Single stored sightings of tracks of one person against every portrait: share accepted of the same and of other people, by each measure. */
function byQuality(cameras: readonly CrowdCamera[], probes: ReadonlyMap<number, Portrait>) {
  const sightings = cameras.flatMap(({ tracks }) => tracks.filter(({ pure, identity }) => pure && identity !== null).flatMap(({ identity, stored }) => stored.map((sighting) => ({ identity, sighting }))));
  const scored = sightings.map(({ identity, sighting }) => {
    const distances = [...probes].map(([who, probe]) => [who, distance(probe.vector, sighting.vector)] as const);
    return { sighting, same: distances.find(([who]) => who === identity)?.[1] ?? Infinity, others: distances.filter(([who]) => who !== identity).map(([, d]) => d) };
  });
  return measures.map(({ name, of, edges }) => ({
    measure: name,
    bands: edges.slice(1).map((to, i) => {
      const inside = scored.filter(({ sighting }) => of(sighting) >= edges[i]! && of(sighting) < to);
      const compared = inside.reduce((sum, { others }) => sum + others.length, 0);
      return {
        from: edges[i]!, to: to > 1e8 ? null : to, sightings: inside.length,
        at: atDistances.map((limit) => ({ distance: limit, accepted: inside.filter(({ same }) => same < limit).length / inside.length, falselyAccepted: inside.reduce((sum, { others }) => sum + others.filter((d) => d < limit).length, 0) / compared })),
      };
    }),
  }));
}

/** @file Part of the evaluation: the rate of misses within tracks, of which the product says that it bounds nothing, against what searches for people who are there truly miss. */
import { join } from 'node:path';
import { shareBelow, type Distribution } from '../../electron/core/distribution.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { drawFootage } from '../../resources/demo/footage.ts';
import { cached, cacheFolder } from './cache.ts';
import { fromMates, searchable, withinTracks } from './chance.ts';
import { known, portraits, type KnownTrack } from './crowd.ts';
import { runDrawn } from './runDrawn.ts';

/** Groups of five who pass two cameras (the footage 'small'); nobody of them is in other footage of the evaluation. */
const groups = 8, perGroup = 5, firstPerson = 6000;
const distances = Array.from({ length: 8 }, (_, k) => 0.3 + k * 0.04);

export async function measureMissed(analyser: FaceAnalyser, decoder: Decoder, say: (line: string) => void) {
  const files: { readonly timeBase: string; readonly tracks: readonly KnownTrack[] }[] = [];
  for (let group = 0; group < groups; group++) {
    say(`missed: ${group} of ${groups}`);
    files.push(...(await cached(['missed', group, perGroup, firstPerson, analyser.pack.digest, 1], async () => {
      const drawn = await drawFootage(join(cacheFolder, 'missed', String(group)), { seed: 40 + group, scenario: 'small', firstIdentity: firstPerson + group * perGroup });
      const made: (typeof files)[number][] = [];
      for (const each of drawn) made.push({ timeBase: each.truth.timeBase, tracks: known(each, await runDrawn(each, decoder, analyser, { detection: 'default', look: 'changed', samePersonDistance: 0.6 }, 5)) });
      return made;
    })));
  }
  const present = [...(await portraits(analyser, Array.from({ length: groups * perGroup }, (_, k) => firstPerson + k)))].map(([identity, portrait]) => ({ ...portrait, identity }));
  const footage = files.map(({ timeBase, tracks }) => ({ timeBase, tracks: searchable(tracks) }));
  const within = withinTracks(footage)!;
  const byPortraits = fromMates(present, footage.flatMap(({ tracks }) => tracks))!;
  const rate = (of: Distribution, distance: number) => {
    const { rate: value, low, high, resolved } = shareBelow(of, -distance);
    return { value: resolved ? value : null, low, high };
  };
  return {
    people: present.length, tracks: footage.reduce((sum, { tracks }) => sum + tracks.length, 0), tracksWithin: within.pairs, portraitsAndTracks: byPortraits.pairs,
    at: distances.map((distance) => ({ distance, within: rate(within, distance), portraits: rate(byPortraits, distance) })),
  };
}

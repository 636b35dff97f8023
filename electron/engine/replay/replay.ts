/**
 * @file Replay: the searches of a bundle made again from what the bundle holds, with no case, and compared stage by stage with what was recorded.
 * Inference blocks the calling thread for up to a few seconds a face: a host with a window runs it in a process of its own.
 */
import { Failure } from '../../core/failure.ts';
import type { Finding } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { ReplayReport, StageResult } from '../../core/replaying.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { sha256 } from '../hash.ts';
import type { Natives } from '../natives.ts';
import { vectorOf } from '../vectorBytes.ts';
import { compareOrder, compareScores, readList } from './answers.ts';
import { faceAt, vectorDistance } from './embedAgain.ts';
import { findExhibitFiles } from './exhibitFiles.ts';
import { replayFootage } from './footageAgain.ts';
import type { AtHand } from './footageAgain.ts';
import { exhibitsOf, openPack, withBundle } from './openBundle.ts';
import type { OpenBundle } from './openBundle.ts';
import { readNamed } from './reading.ts';
import type { Reading } from './reading.ts';
import type { BundleRecord, RecordedSearch } from './record.ts';
import { rescore, sightingKey } from './rescore.ts';
import { firstDifference, inStageOrder, measure, nearness, nothing } from './stage.ts';

export interface ReplayRequest {
  /** A folder or a zip file. */
  readonly bundle: string;
  /** Where the exhibits are, under whatever names; null: not at hand. */
  readonly footage: string | null;
  /** `S-1`; null: every search of the bundle. */
  readonly search: string | null;
}

/**
 * Replays the searches of a bundle. Nothing is written; what is wrong with the bundle is a finding, and the stages after it are tried all the
 * same. Failures 'bundle-refused', 'search-not-in-bundle', 'folder-unusable', 'stopped'.
 */
export async function replay(request: ReplayRequest, natives: Natives, home: string, job: Job): Promise<ReplayReport> {
  const findings: Finding[] = [];
  const results: StageResult[] = [];
  await withBundle(request.bundle, request.search, findings, job, async (bundle) => {
    results.push(bundle.bytes);
    const files = request.footage === null ? null : await findExhibitFiles(request.footage, exhibitsOf(bundle), job);
    const second = files && (await natives.secondDecoder());
    const analysers = new Map<string, FaceAnalyser | null>();
    try {
      for (const search of bundle.searches) {
        const { digest } = search.request.pack;
        if (!analysers.has(digest)) analysers.set(digest, await openPack(digest, natives, home, job));
        const hand = { files, decoder: natives.decoder, second, analyser: analysers.get(digest) ?? null };
        results.push(...inStageOrder(await replaySearch(bundle, search, hand, natives)));
      }
    } finally {
      for (const analyser of analysers.values()) await analyser?.close();
    }
  });
  return { stages: results, firstDifference: firstDifference(results), findings };
}

async function replaySearch({ reading, record }: OpenBundle, search: RecordedSearch, hand: AtHand, natives: Natives): Promise<StageResult[]> {
  const { id, request, answered, erasedSince, files: { vectors, pictures } } = search;
  const probes = await replayProbes(reading, record, search, hand.analyser, natives);
  const queries = probes.vectors;
  const lists = await Promise.all(answered.answers.map((_, i) => readList(reading, search, i)));
  const listed = lists[0]?.candidates ?? [];
  const wanted = new Set(pictures.flatMap(({ track }) => listed.filter(({ trackId }) => trackId === track).map(({ bestTicks }) => sightingKey(track, bestTicks))));
  const whole = queries.flatMap((query) => (query === null ? [] : [query]));
  const complete = whole.length === request.sought.length && request.sought.length === answered.answers.length;
  const rescored = await rescore(reading, search, complete ? whole : [], wanted);
  const footage = await replayFootage(reading, record, search, listed, rescored.vectors, hand);
  for (const fault of rescored.faults) reading.note('replay-vectors', `${vectors.values.path}: ${fault}`);
  const unscored = 'A probe’s vector is not in the bundle: nothing can be scored again.';
  if (!complete) {
    const left = (['scores', 'order'] as const).map((stage): StageResult => ({ stage, search: id, about: stage === 'scores' ? 'listed scores' : 'places of the list', state: 'not-tried', amount: nothing, sentence: unscored }));
    return [...footage, probes.result, ...left];
  }
  const missing = answered.tracksCompared - rescored.tracks;
  const gone = missing > 0 && missing <= erasedSince.size;
  const faults = [...rescored.faults];
  if (!gone && (rescored.rows !== answered.sightingsCompared || missing !== 0)) {
    faults.push(`The bundle has ${rescored.rows} sightings of ${rescored.tracks} tracks; the ledger says that ${answered.sightingsCompared} of ${answered.tracksCompared} were compared.`);
  }
  return [...footage, probes.result, compareScores(id, lists, rescored.rankings, faults), compareOrder(search, lists, rescored.rankings, gone)];
}

/** Vectors with which was searched, as far as they are those of the ledger, and how far they lie from those embedded again from the images. */
async function replayProbes(reading: Reading, record: BundleRecord, { id, request, files }: RecordedSearch, analyser: FaceAnalyser | null, natives: Natives): Promise<{ vectors: (Float32Array | null)[]; result: StageResult }> {
  const distances = measure('distance', files.pack.selfTest.tolerance);
  const vectors: (Float32Array | null)[] = [];
  const said: string[] = [];
  let altered = 0;
  for (const sought of request.sought) {
    const disclosed = files.probes.find((each) => each.id === sought.probe);
    const bytes = disclosed?.vector ? await readNamed(reading, disclosed.vector) : null;
    const vector = bytes && bytes.length === files.vectors.dimension * 4 ? vectorOf(bytes) : null;
    vectors.push(vector?.every(Number.isFinite) ? vector : null);
    if (bytes && sha256(bytes) !== sought.vectorSha256) {
      altered += 1;
      said.push(`The vector of the probe ${sought.probe} in the bundle is not the one that the ledger says was searched with.`);
    }
    if (!disclosed?.image || !disclosed.probe) said.push(`The image of the probe ${sought.probe} is not in the bundle; it was not embedded again.`);
    else if (analyser) {
      const image = await readNamed(reading, disclosed.image);
      if (image && record.probes.get(sought.probe)?.imageSha256 !== sha256(image)) {
        altered += 1;
        said.push(`The image of the probe ${sought.probe} is not the one that the ledger names.`);
      }
      const again = image && (await embedProbe(reading, image, disclosed.probe.box, sought.probe, analyser, natives));
      distances.add(vectorDistance(again, vector));
    }
  }
  if (!analyser) said.push(`This machine does not have the model pack ${files.pack.id} with the digest of the search: no probe was embedded again.`);
  const amount = distances.amount();
  const state = altered > 0 ? 'different' : distances.state();
  if (amount.compared > 0) said.push(`Of ${amount.compared} probes embedded again ${amount.compared - amount.different} have the recorded vector${nearness(amount)}.`);
  return { vectors, result: { stage: 'vectors', search: id, about: 'probes', state, amount: { ...amount, different: amount.different + altered }, sentence: said.join(' ') } };
}

async function embedProbe(reading: Reading, image: Buffer, box: readonly [number, number, number, number], probe: string, analyser: FaceAnalyser, natives: Natives): Promise<Float32Array | null> {
  try {
    const face = await faceAt(analyser, await natives.readPicture(image, `the image of the probe ${probe}`), box, 'default');
    return face?.vector ?? null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    reading.note('replay-file', error.message);
    return null;
  }
}

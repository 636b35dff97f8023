/** @file The stages that need the footage: frames of candidates decoded again, faces found and embedded again, and the same by a second decoder. */
import { splitTrack } from '../../core/ids.ts';
import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import type { PackDescription } from '../../core/modelPack.ts';
import type { Frame } from '../../core/picture.ts';
import type { Decoder } from '../../../native/decoder/decoder.ts';
import type { Detection, FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { canonical } from '../../ledger/canonical.ts';
import { sha256 } from '../hash.ts';
import { faceAt, vectorDistance } from './embedAgain.ts';
import { refuseWhenStopped } from './reading.ts';
import type { Reading } from './reading.ts';
import type { BundleRecord, RecordedCandidate, RecordedSearch } from './record.ts';
import { sightingKey } from './rescore.ts';
import { measure, nearness, nothing } from './stage.ts';
import type { StageResult } from '../../core/replaying.ts';

/** What is at hand for it. Null: not on this machine, or not given. */
export interface AtHand {
  /** SHA-256 of an exhibit -> its file. Null: no folder was given. */
  readonly files: ReadonlyMap<string, string> | null;
  readonly decoder: Decoder;
  readonly second: Decoder | null;
  /** Of the search's own pack. */
  readonly analyser: FaceAnalyser | null;
}

/** Where the face of a candidate is in the footage that was given. */
export interface Place {
  readonly path: string;
  readonly stream: number;
  readonly detection: Detection;
}

/** Of a run's settings, how it looked. */
const settingsForm = z.object({ analysis: z.object({ detection: z.enum(['fast', 'default', 'thorough']), look: z.enum(['changed', 'everywhere']) }) });

/**
 * [Note: A box found again] A run looks at parts of a frame where little changed, and what a network sees around a face changes its answer: boxes
 * then differ from those of the whole frame by 0.2 % of their width in the middle and by 1.5 % at the 95th percentile (see [Note: Margin]
 * in native/faces/regions.ts). Two boxes that differ by 2 % in place and size overlap by more than 0.9.
 */
const DIFFERENT_BOX = 0.1;

/**
 * [Note: A vector found again] A run that looked only where something had changed may have cut a face a little otherwise than a look at the whole frame does, and
 * its vector then differs. Of 329 drawn faces in footage of 720 and 1080 lines, looked at again in the whole frame, 118 had the same vector in every bit,
 * half lay within 0.001, 95 % within 0.011 and 99 % within 0.025 of it, and one was too poor to be embedded again; of 37 in 360 lines the farthest
 * lay 0.095 away. Different drawn people are 0.4 and more apart (l2, dlib's metric).
 * So a quarter of `samePersonDistance` is within tolerance for such runs; for those that looked everywhere, what the pack allows in its self-test.
 */
function toleranceOf({ metric, samePersonDistance, selfTest }: PackDescription, runs: readonly { readonly settings: unknown }[]): number {
  const everywhere = runs.every(({ settings }) => settingsForm.safeParse(settings).data?.analysis.look === 'everywhere');
  const apart = metric === 'l2' ? samePersonDistance : Math.sqrt(2 * samePersonDistance);
  return everywhere ? selfTest.tolerance : Math.max(selfTest.tolerance, apart / 4);
}

/** Where a track's footage is; null where its exhibit is not among the files, or the record does not say. */
export function placeOf(record: BundleRecord, files: ReadonlyMap<string, string>, track: string): Place | null {
  const run = record.runs.get(splitTrack(track)[0]);
  const footage = run && record.footage.get(run.footage);
  const path = run && files.get(run.exhibitSha256);
  const settings = settingsForm.safeParse(run?.settings);
  return footage && path !== undefined && settings.success ? { path, stream: footage.stream, detection: settings.data.analysis.detection } : null;
}

/** Compares every candidate with pictures; `stored`: the recorded vectors by sightingKey. */
export async function replayFootage(reading: Reading, record: BundleRecord, search: RecordedSearch, listed: readonly RecordedCandidate[], stored: ReadonlyMap<string, Float32Array>, hand: AtHand): Promise<StageResult[]> {
  const { files, decoder, second, analyser } = hand;
  const { id, files: { pictures, pack } } = search;
  const about = 'candidates in the footage';
  const notTried = (stage: StageResult['stage'], sentence: string): StageResult => ({ stage, search: id, about, state: 'not-tried', amount: nothing, sentence });
  const left = files === null ? 'No folder with the footage was given: the frames of the candidates were not decoded again.' : pictures.length === 0 ? 'The bundle has no pictures of candidates of this search: no frame is named that could be decoded again.' : null;
  if (left !== null || files === null) return (['frames', 'crops', 'vectors', 'second-decoder'] as const).map((stage) => notTried(stage, left ?? ''));
  const tolerance = toleranceOf(pack, search.request.footage.flatMap(({ run }) => record.runs.get(run) ?? []));
  const frames = measure('frames', 0), crops = measure('share of the box', DIFFERENT_BOX), vectors = measure('distance', tolerance);
  const pixels = measure('levels of 255', 0), crossed = measure('distance', tolerance);
  let missing = 0, poor = 0;
  for (const [i, picture] of pictures.entries()) {
    refuseWhenStopped(reading.job);
    reading.job.onProgress?.({ stage: 'decoding candidates again', done: i, total: pictures.length, unit: 'frames' });
    const place = placeOf(record, files, picture.track);
    const candidate = listed.find(({ trackId }) => trackId === picture.track);
    if (!candidate) reading.note('replay-record', `The picture of rank ${picture.rank} of ${id} is of a track that is not in its list.`);
    if (candidate && !place) missing += 1;
    if (!candidate || !place) continue;
    const still = (by: Decoder): Promise<Frame | null> => decoded(by, place, picture.ticks, reading);
    const frame = await still(decoder);
    const named = picture.ticks === candidate.bestTicks;
    if (!named) reading.note('replay-record', `The picture of rank ${picture.rank} of ${id} is of another moment than the one that was scored.`);
    frames.add(frame && named && sha256(frame.rgb) === picture.frameSha256 ? 0 : null);
    const face = frame && analyser && (await faceAt(analyser, frame, candidate.box, place.detection));
    const vector = stored.get(sightingKey(candidate.trackId, candidate.bestTicks));
    if (frame && analyser) crops.add(face ? 1 - face.overlap : null);
    // Found, and judged too poor by a hair: nothing to compare, which is said.
    if (face && !face.vector) poor += 1;
    else if (frame && analyser) vectors.add(vectorDistance(face?.vector, vector));
    const other = second && (await still(second));
    if (!second || !frame) continue;
    pixels.add(other && largestDifference(frame.rgb, other.rgb));
    if (analyser && face?.vector) crossed.add(vectorDistance(other && (await faceAt(analyser, other, candidate.box, place.detection))?.vector, vector));
  }
  const absent = missing === 0 ? '' : ` ${missing} of ${pictures.length} candidates with pictures were left out: their exhibits are not among the files given.`;
  const unembedded = `This machine does not have the model pack ${pack.id} with the digest of the search; faces were not found or embedded again.`;
  const used = await decoder.identity(), other = await second?.identity();
  const by = `${used.name} ${used.version}`;
  const recorded = new Set(search.request.footage.flatMap(({ run }) => record.runs.get(run) ?? []).map((run) => canonical(run.decoder)));
  const another = recorded.has(canonical(used)) ? '' : ' The footage was indexed with another decoder, or another version of it.';
  const f = frames.amount(), c = crops.amount(), v = vectors.amount(), p = pixels.amount(), x = crossed.amount();
  return [
    { stage: 'frames', search: id, about, state: frames.state(), amount: { ...f, largest: null, unit: 'frames', tolerance: null }, sentence: `${f.compared - f.different} of ${f.compared} frames of candidates, decoded again by ${by}, have the recorded SHA-256.${another}${absent}` },
    analyser === null ? notTried('crops', unembedded) : { stage: 'crops', search: id, about, state: crops.state(), amount: c, sentence: `${c.compared - c.different} of ${c.compared} faces were found again where they are recorded${c.largest === null ? '' : `; at least ${percent(1 - c.largest)} of the joint area of both boxes is shared`}.${absent}` },
    analyser === null ? notTried('vectors', unembedded) : { stage: 'vectors', search: id, about, state: vectors.state(), amount: v, sentence: `Of ${v.compared} candidates embedded again from the footage ${v.compared - v.different} have the recorded vector${nearness(v)}.${poor === 0 ? '' : ` ${poor} more were found, but looked at in the whole frame they are just too poor to be embedded.`}${absent}` },
    other === undefined
      ? notTried('second-decoder', 'There is no second decoder (ffmpeg 5.1 or later) on this machine: the frames were not cross-checked by one.')
      : { ...crossState(pixels, crossed), stage: 'second-decoder', search: id, about, sentence: `${other.name} ${other.version} gives ${p.largest === 0 && p.different === 0 ? 'the same pixels' : `pixels that differ by up to ${p.largest ?? 'more than can be compared'} of 255 levels`} in ${p.compared} frames${analyser === null ? '; nothing was embedded from them' : `; ${x.compared - x.different} of ${x.compared} faces embedded from them have the recorded vector${nearness(x)}`}.` },
  ];
}

/** Pixels may differ between versions of the libraries; what counts is whether the vectors do. */
function crossState(pixels: ReturnType<typeof measure>, vectors: ReturnType<typeof measure>): Pick<StageResult, 'state' | 'amount'> {
  const state = pixels.state() === 'same' ? 'same' : vectors.state() === 'same' ? 'within-tolerance' : vectors.state() === 'not-tried' ? pixels.state() : vectors.state();
  return { state, amount: pixels.state() === 'same' ? pixels.amount() : vectors.amount() };
}

/** The one frame with these ticks, or null and a finding that says why not. */
export async function decoded(by: Decoder, { path, stream }: Place, ticks: string, { note, job }: Reading): Promise<Frame | null> {
  const at = BigInt(ticks);
  try {
    // As a range, since that can be stopped: a decoder that does not jump reads hours before it.
    for await (const { frame } of by.frames(path, stream, { framesPerSecond: 'every', range: { fromTicks: at, toTicks: at } }, job.signal ? { signal: job.signal } : {})) return frame;
    note('replay-frame', `${(await by.identity()).name}: the footage has no frame at exactly ${ticks} ticks.`);
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'stopped') throw error;
    note('replay-frame', `${(await by.identity()).name}: ${error.message}`);
  }
  return null;
}

function largestDifference(a: Uint8Array, b: Uint8Array): number | null {
  if (a.length !== b.length) return null;
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

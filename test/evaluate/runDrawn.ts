/** @file Runs the real analysis (decoder, default pack, tracker) over drawn footage and compares it with the truth beside it. */
import { openAnalysis, type AnalysisSettings, type TrackedSighting } from '../../electron/engine/analyse.ts';
import { overlap } from '../../electron/core/picture.ts';
import { parseTimeBase } from '../../electron/core/time.ts';
import type { BestFrame, ClosedTrack } from '../../electron/core/track.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import type { Truth } from '../../resources/demo/truth.ts';
import { evaluate, type Figures, type TrueFace } from './tracking.ts';

/** Degrees from the camera beyond which a face counts as turned away: full-range detectors are trained on faces up to about profile. */
const turnedAway = 60;

export interface DrawnRun {
  readonly figures: Figures;
  readonly found: readonly TrackedSighting[];
  readonly embeddings: readonly BestFrame[];
  readonly closed: readonly ClosedTrack[];
  /** Mean share of the pixels that the detector was shown. */
  readonly fraction: number;
  /** Frames analysed. */
  readonly frames: number;
}

/** True sightings of one run that the other does not have. */
export function lostSightings(truth: Truth, from: DrawnRun, to: DrawnRun): number {
  const faces = trueFaces(truth);
  return from.found.filter(({ ticks, box }) =>
    faces.some((face) => face.ticks === ticks && overlap(face.box, box) > 0.3)
    && !to.found.some((other) => other.ticks === ticks && overlap(other.box, box) > 0.5)).length;
}

export function trueFaces(truth: Truth): TrueFace[] {
  return truth.faces.map((face) => ({
    who: `${truth.file} ${face.identity}`, ticks: BigInt(face.ticks), box: face.box, hidden: face.occluded || Math.abs(face.yaw) > turnedAway,
  }));
}

export async function runDrawn({ path, truth }: DrawnFootage, decoder: Decoder, analyser: FaceAnalyser, settings: AnalysisSettings, framesPerSecond: number | 'every'): Promise<DrawnRun> {
  const timeBase = parseTimeBase(truth.timeBase);
  const analysis = openAnalysis(analyser, { timeBase, width: truth.width, height: truth.height }, settings);
  const found: TrackedSighting[] = [];
  const embeddings: BestFrame[] = [];
  const closed: ClosedTrack[] = [];
  const analysed: bigint[] = [];
  let shown = 0;
  for await (const { frame } of decoder.frames(path, 0, { framesPerSecond })) {
    const result = await analysis.step(frame);
    analysed.push(frame.ticks);
    shown += result.looked.fraction;
    found.push(...result.sightings);
    embeddings.push(...result.embeddings);
    closed.push(...result.closedTracks);
  }
  const last = analysis.finish();
  return {
    figures: evaluate(trueFaces(truth), found, analysed, timeBase), found,
    embeddings: [...embeddings, ...last.embeddings], closed: [...closed, ...last.closedTracks],
    fraction: shown / analysed.length, frames: analysed.length,
  };
}

/** @file From frames to sightings, tracks and stored embeddings: the step between decoder and database. Runs in the indexer process. */
import type { AppearanceScale } from '../core/appearance.ts';
import { everywhere, placesToLook, wholeEverySeconds, type Seen } from '../core/looking.ts';
import type { Frame } from '../core/picture.ts';
import type { AnalysedFace } from '../core/sighting.ts';
import { ticksToMicroseconds, type TimeBase } from '../core/time.ts';
import { endTracks, expectedBoxes, follow, noTracks, type BestFrame, type ClosedTrack, type Tracks } from '../core/track.ts';
import type { Detection, FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { packState, unpackState, type AnalysisState } from './analysisState.ts';

export type { AnalysisState };

export interface AnalysisSettings {
  readonly detection: Detection;
  /** 'changed': see [Note: Looking only where something changed]. 'everywhere': every frame whole. */
  readonly look: 'changed' | 'everywhere';
  /** See AppearanceScale; a property of the pack. */
  readonly samePersonDistance: number;
}

/** A face in the frame of this step, without its vector, and the ordinal of its track (from 0, in the order in which tracks began). */
export interface TrackedSighting extends Omit<AnalysedFace, 'embedding'> {
  readonly track: number;
  readonly ticks: bigint;
}

export interface StepResult {
  /** In the analyser's order. */
  readonly sightings: readonly TrackedSighting[];
  /** To be stored for search; of sightings of this or an earlier step. See [Note: Best of each second]. */
  readonly embeddings: readonly BestFrame[];
  readonly closedTracks: readonly ClosedTrack[];
  /** What of the frame the detector was shown; fraction of its pixels, 0 to 1. */
  readonly looked: { readonly everywhere: boolean; readonly fraction: number };
}

export interface Analysis {
  /** Frames in presentation order, one at a time; all of the size given at the start. */
  step(frame: Frame): Promise<StepResult>;
  /** Ends every track. */
  finish(): StepResult;
  /** Everything that later steps depend on, as JSON: an analysis opened with it goes on exactly as this one would have. */
  state(): AnalysisState;
}

/**
 * Opens the analysis of one footage, at its beginning or where `state` was taken. No clock and no chance: the results are a function of
 * frames, analyser and settings.
 */
export function openAnalysis(
  analyser: FaceAnalyser,
  footage: { readonly timeBase: TimeBase; readonly width: number; readonly height: number },
  settings: AnalysisSettings,
  state?: AnalysisState,
): Analysis {
  const { timeBase } = footage;
  const scale: AppearanceScale = { metric: analyser.pack.metric, samePersonDistance: settings.samePersonDistance };
  let tracks: Tracks = noTracks;
  let seen: Seen | null = null;
  let wholeTicks: bigint | null = null;
  if (state !== undefined) ({ tracks, seen, wholeTicks } = unpackState(state));

  function whole(ticks: bigint): boolean {
    if (wholeTicks === null || seen === null) return true;
    const us = Number(ticksToMicroseconds(ticks - wholeTicks, timeBase));
    return us < 0 || us >= wholeEverySeconds * 1e6;
  }

  async function step(frame: Frame): Promise<StepResult> {
    if (frame.width !== footage.width || frame.height !== footage.height) {
      throw new RangeError(`a frame of ${frame.width} x ${frame.height} in footage of ${footage.width} x ${footage.height}`);
    }
    const { ticks } = frame;
    const places = settings.look === 'everywhere' ? { look: 'everywhere' as const, fraction: 1, seen: null }
      : seen === null || whole(ticks) ? everywhere(frame)
      : placesToLook(frame, seen, expectedBoxes(tracks, ticks, timeBase));
    // Nothing to look at is still asked: the analyser's own pass for large faces sees the whole frame.
    const faces = await analyser.analyse(frame, places.look, settings.detection);
    const followed = follow(tracks, faces, ticks, timeBase, scale);
    tracks = followed.tracks;
    seen = places.seen;
    if (places.look === 'everywhere') wholeTicks = ticks;
    return {
      sightings: faces.map((face, i) => sightingOf(face, followed.ordinals[i]!, ticks)),
      embeddings: followed.embeddings,
      closedTracks: followed.closed,
      looked: { everywhere: places.look === 'everywhere', fraction: places.fraction },
    };
  }

  function finish(): StepResult {
    const ended = endTracks(tracks);
    tracks = ended.tracks;
    return { sightings: [], embeddings: ended.embeddings, closedTracks: ended.closed, looked: { everywhere: false, fraction: 0 } };
  }

  return { step, finish, state: () => packState({ tracks, seen, wholeTicks }) };
}

function sightingOf({ box, detectionScore, landmarks, quality, unsearchable }: AnalysedFace, track: number, ticks: bigint): TrackedSighting {
  return { track, ticks, box, detectionScore, landmarks, quality, unsearchable };
}

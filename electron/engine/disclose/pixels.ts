/** @file Stills for disclosure: a frame of the exhibit with every face but the disclosed person's blurred, and the face cut out of it. */
import type { Box } from '../../core/picture.ts';
import type { Job } from '../../core/job.ts';
import { Failure } from '../../core/failure.ts';
import { microsecondsToTicks, parseTimeBase } from '../../core/time.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import type { Natives } from '../natives.ts';
import type { Moment } from '../stills.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { knownTracks, tracksAt } from './knownTracks.ts';
import { planRedaction } from './redactionPlan.ts';
import { blurFaces, cut } from './redaction.ts';
import type { BlurredPlace } from './redaction.ts';

/** What pictures for disclosure cannot promise; for the report and beside each exhibit of this kind. */
export const redactionLimits =
  'Faces are blurred where the detector found them in this frame or the index knows them. A face that neither found is not blurred.';

export interface DisclosedStill {
  /** The whole frame at native resolution. */
  readonly png: Uint8Array;
  /** The person’s face with what is around it, cut out of that frame; null where no face was named. */
  readonly crop: Uint8Array | null;
  readonly ticks: string;
  /** SHA-256 (hex) of the decoded frame’s R G B bytes, before anything was blurred. */
  readonly frameSha256: string;
  /** The face that is disclosed, as the index has it. */
  readonly box: Box | null;
  readonly blurred: readonly BlurredPlace[];
  /** Faces found by this look; null where none was made because nothing is blurred. */
  readonly facesFound: number | null;
  /** What a reader has to know of this picture, in sentences. */
  readonly notes: readonly string[];
}

/** A crop shows this much beyond the face on each side, in its widths and heights: the head, hair and collar. */
const aroundCrop = { x: 0.6, y: 0.9 };

/**
 * The frame at this moment (of a track: its person is not blurred; of ticks alone: everybody is). The caller has checked that the exhibit is
 * unchanged. Finding faces blocks the calling thread for a tenth of a second or more: a window's host does this in a process of its own.
 */
export async function discloseStill(opened: Case, moment: Moment, { blur }: { readonly blur: boolean }, natives: Natives, analyser: FaceAnalyser, job: Job): Promise<DisclosedStill> {
  const { exhibit, footage, ticks, track, box } = moment;
  if (job.signal?.aborted) throw new Failure('stopped', { kept: '' });
  const frame = await natives.decoder.still(exhibit.path, footage.stream, ticks);
  let picture: { width: number; height: number; rgb: Uint8Array } = frame;
  let blurred: readonly BlurredPlace[] = [];
  let facesFound: number | null = null;
  const notes: string[] = [];
  if (blur) {
    const base = parseTimeBase(footage.timeBase);
    const second = microsecondsToTicks(1_000_000n, base);
    const known = track === null ? { person: null, others: tracksAt(opened.db, footage.id, ticks - second, ticks + second) } : knownTracks(opened.db, track, ticks - second, ticks + second);
    const faces = await analyser.analyse(frame, 'everywhere', 'default');
    facesFound = faces.length;
    const [plan] = planRedaction([{ ticks, faces: faces.map((face, i) => ({ box: face.box, track: i })) }], known.person, known.others, base);
    blurred = plan!.blurred;
    picture = blurFaces(frame, blurred, plan!.person);
    if (plan!.doubtful) notes.push('Two faces stand where the person should be and it is not clear which is theirs; both are blurred.');
    notes.push(redactionLimits);
  } else {
    notes.push('Nothing is blurred in this picture.');
  }
  const face = box && cut(picture, [box[0] - aroundCrop.x * box[2], box[1] - aroundCrop.y * box[3], box[2] * (1 + 2 * aroundCrop.x), box[3] * (1 + 2 * aroundCrop.y)]);
  return { png: await natives.encodePng(picture), crop: face && (await natives.encodePng(face)), ticks: String(ticks), frameSha256: sha256(frame.rgb), box, blurred, facesFound, notes };
}

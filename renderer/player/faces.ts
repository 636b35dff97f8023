/** @file Faces of the index at a frame: where they were seen in it, or between two frames that were looked at. Pure. */
import type { Box } from '../../electron/core/picture.ts';
import type { FaceSeen } from '../../electron/core/playing.ts';

export interface FaceAt {
  readonly trackId: string;
  readonly box: Box;
  /** Whether the index has a sighting in exactly this frame; otherwise the box lies between those before and after. */
  readonly seen: boolean;
}

/** `faces` in order of time; `longest`: ticks between two sightings of a track that are still taken for one passage. */
export function facesAt(faces: readonly FaceSeen[], ticks: bigint, longest: bigint): FaceAt[] {
  const tracks = new Map<string, { before: FaceSeen | null; after: FaceSeen | null }>();
  for (const face of faces) {
    const track = tracks.get(face.trackId) ?? { before: null, after: null };
    tracks.set(face.trackId, track);
    if (BigInt(face.ticks) <= ticks) track.before = face;
    else track.after ??= face;
  }
  return [...tracks].flatMap(([trackId, { before, after }]): FaceAt[] => {
    if (before === null) return [];
    const from = BigInt(before.ticks);
    if (from === ticks) return [{ trackId, box: before.box, seen: true }];
    if (after === null) return [];
    const to = BigInt(after.ticks);
    if (to - from > longest) return [];
    const part = Number(ticks - from) / Number(to - from);
    const [x, y, width, height] = before.box.map((value, i) => value + (after.box[i]! - value) * part);
    return [{ trackId, box: [x!, y!, width!, height!], seen: false }];
  });
}

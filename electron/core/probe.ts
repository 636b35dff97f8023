/** @file Probe: the face searched for, with its image, where it came from, and what is poor about it. */
import type { ProbeId } from './ids.ts';
import type { Box } from './picture.ts';
import type { Provenance } from './provenance.ts';
import type { Quality } from './sighting.ts';

/** What is kept of a probe beside the ledger, under a commitment. */
export interface ProbeDetails {
  readonly label: string;
  readonly provenance: Provenance;
  readonly imageName: string;
  readonly box: Box;
  /** Which of the faces on the image, from 1. */
  readonly face: { readonly number: number; readonly of: number };
  readonly quality: Quality;
  /** What is poor about it, in words; recorded with it. */
  readonly warnings: readonly string[];
}

export interface Probe extends ProbeDetails {
  readonly id: ProbeId;
  readonly imageSha256: string;
  /** The track that the image was cut from, if it was. */
  readonly fromTrack: string | null;
  /** The probe of the picture as it was before it was processed. */
  readonly original: ProbeId | null;
}

/** A face found on a probe's image; numbered from 1, top to bottom and left to right. */
export interface ProbeFace {
  readonly number: number;
  readonly box: Box;
  readonly quality: Quality;
  readonly unsearchable: string | null;
}

/** The faces on an image, to choose from before anything is recorded, with what would be warned of; `chosen`: the one that is taken where nobody chooses. */
export interface FacesFound {
  /** Pixels of the upright image. */
  readonly width: number;
  readonly height: number;
  readonly faces: readonly (ProbeFace & { readonly warnings: readonly string[] })[];
  readonly chosen: number | null;
}

/**
 * What is poor about a probe's face, in words. The widths are those below which the default pack finds the right person within the first
 * twenty of a list ever more rarely: measured 48 px good, 32 px a lead, 24 px only as a long list (models/README.md).
 */
export function probeWarnings(quality: Quality): string[] {
  const warnings: string[] = [];
  const width = Math.round(quality.widthPx);
  if (quality.widthPx < 24) warnings.push(`The face is ${width} pixels wide. Under 24 pixels a search says next to nothing.`);
  else if (quality.widthPx < 32) warnings.push(`The face is ${width} pixels wide. Under 32 pixels the right person is often far down the list, and other people near its top.`);
  else if (quality.widthPx < 48) warnings.push(`The face is ${width} pixels wide. Under 48 pixels more of the wrong people come near the top.`);
  if (quality.sharpness < 0.3) warnings.push('The face is blurred.');
  if (quality.frontality < 0.5) warnings.push('The face is turned away from the camera.');
  if (quality.landmarkFit < 0.4) warnings.push('Eyes, nose and mouth were found with doubt; something may cover the face.');
  return warnings;
}

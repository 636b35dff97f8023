/** @file The measures of a face picture as they are written for people. Pure. */
import type { FacePictureMeasures } from '../../electron/core/faceMeasures.ts';
import { pixelsWords } from './words.ts';

interface MeasureRow {
  readonly name: string;
  /** What it says, in a sentence. */
  readonly means: string;
  readonly say: (measures: FacePictureMeasures) => string;
}

export const measureRows: readonly MeasureRow[] = [
  { name: 'Between the eyes', means: 'Distance between the eye centres as seen.', say: ({ eyesPx }) => pixelsWords(eyesPx) },
  { name: 'Sharpness', means: '0 is blurred, 1 is sharp.', say: ({ sharpness }) => sharpness.toFixed(2) },
  { name: 'Too dark', means: 'Share of the face that is almost black, of 1.', say: ({ underExposed }) => underExposed.toFixed(2) },
  { name: 'Too bright', means: 'Share of the face that is almost white, of 1.', say: ({ overExposed }) => overExposed.toFixed(2) },
  { name: 'Range of grey', means: 'Entropy of the grey values of the face, 0 to 8 bits.', say: ({ dynamicRangeBits }) => `${dynamicRangeBits.toFixed(1)} bits` },
  { name: 'Turned sideways', means: '0 from the front, beyond −1 or 1 in profile.', say: ({ sideways }) => sideways.toFixed(2) },
  { name: 'Nod', means: '0 from the front, negative looking up.', say: ({ nod }) => nod.toFixed(2) },
  { name: 'Tilt', means: 'How far the line of the eyes is from level.', say: ({ rollDegrees }) => `${rollDegrees.toFixed(0)}°` },
  { name: 'Landmarks agree', means: '0 to 1; covering, blur and profile lower it.', say: ({ landmarkFit }) => landmarkFit.toFixed(2) },
];

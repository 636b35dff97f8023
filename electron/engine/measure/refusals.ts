/** @file What a validation feeds the program that it has to refuse, made from one of the laboratory's own pictures. */
import { Failure } from '../../core/failure.ts';
import type { Picture } from '../../core/picture.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import type { Natives } from '../natives.ts';

export interface Refusal {
  readonly fed: string;
  readonly refused: boolean;
  /** What the program did, in words. */
  readonly how: string;
}

/** Width in pixels of a face that is far under what is searched for. */
const TINY_PX = 8;

/** `bytes` is a picture with a face of `widthPx`. */
export async function tryRefusals(bytes: Uint8Array, widthPx: number, analyser: FaceAnalyser, natives: Natives): Promise<Refusal[]> {
  const picture = await natives.readPicture(bytes, 'the picture');
  const grey: Picture = { width: 256, height: 256, rgb: new Uint8Array(256 * 256 * 3).fill(119) };
  const fed: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
    ['an empty file', async () => new Uint8Array()],
    ['a file of words', async () => new TextEncoder().encode('This is not a picture.\n'.repeat(100))],
    ['the first third of a picture’s file', async () => bytes.slice(0, Math.floor(bytes.length / 3))],
    ['a picture of one grey', () => natives.encodePng(grey)],
    [`a picture shrunk until its face is ${TINY_PX} pixels wide`, () => natives.encodeView(picture, null, Math.max(1, Math.floor((Math.max(picture.width, picture.height) * TINY_PX) / widthPx)))],
  ];
  const refusals: Refusal[] = [];
  for (const [what, make] of fed) refusals.push({ fed: what, ...(await feed(await make(), analyser, natives)) });
  return refusals;
}

async function feed(bytes: Uint8Array, analyser: FaceAnalyser, natives: Natives): Promise<Omit<Refusal, 'fed'>> {
  try {
    const faces = await analyser.analyse(await natives.readPicture(bytes, 'the file'), 'everywhere', 'default');
    const searchable = faces.filter(({ embedding }) => embedding !== null).length;
    if (searchable > 0) return { refused: false, how: `${searchable} ${searchable === 1 ? 'face was' : 'faces were'} made searchable` };
    return { refused: true, how: faces.length === 0 ? 'no face was found' : `${faces.length} ${faces.length === 1 ? 'face was' : 'faces were'} counted and not made searchable` };
  } catch (error) {
    if (error instanceof Failure && error.code === 'image-unreadable') return { refused: true, how: 'it was not read as a picture' };
    throw error;
  }
}

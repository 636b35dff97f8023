/** @file Pictures for tests of the analyser, made of the drawn faces that come with the packs. */
import sharp from 'sharp';
import type { Picture } from '../../electron/core/picture.ts';

const raw = async (image: ReturnType<typeof sharp>): Promise<Picture> => {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) };
};

/** One drawn face: `side` is the whole picture's, of which the face is about half. */
export const chip = (name: string, side = 160) => raw(sharp(`models/selftest/${name}.png`).resize(side, side));

/** Drawn faces on a grey frame: name, side, left, top. */
export async function frame(width: number, height: number, faces: readonly (readonly [name: string, side: number, left: number, top: number])[]): Promise<Picture> {
  const layers = await Promise.all(
    faces.map(async ([name, side, left, top]) => ({ input: await sharp(`models/selftest/${name}.png`).resize(side, side).png().toBuffer(), left, top })),
  );
  const whole = await sharp({ create: { width, height, channels: 3, background: '#8a8f93' } }).composite(layers).png().toBuffer();
  return raw(sharp(whole));
}

/** The picture after a Gaussian blur. */
export const blurred = ({ width, height, rgb }: Picture, sigma: number) => raw(sharp(rgb, { raw: { width, height, channels: 3 } }).blur(sigma));

/** The picture turned about its middle. */
export const turned = ({ width, height, rgb }: Picture, degrees: number) => raw(sharp(rgb, { raw: { width, height, channels: 3 } }).rotate(degrees, { background: '#8a8f93' }));

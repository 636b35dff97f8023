/** @file The last step of the chain by itself: a vector from given landmarks, so that what each step before it loses can be told apart. */
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import { packDimension } from '../../electron/core/modelPack.ts';
import type { Picture, Point } from '../../electron/core/picture.ts';
import { inverse, mirrored, similarity, templatePoints, warp } from '../../native/faces/align.ts';
import { Network } from '../../native/faces/network.ts';

export interface Embedder {
  /** The vector of the face with these five points; `mirrored`: of its mirror image. */
  embed(picture: Picture, points: readonly Point[], mirrored: boolean): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Packs with one embedder whose output is taken as it is ('l2'). */
export async function openEmbedder(pack: LoadedPack): Promise<Embedder> {
  const [part] = pack.description.embedder;
  if (!part || part.mirror || part.normalise || pack.description.metric !== 'l2' || packDimension(pack.description) !== part.dimension) throw new RangeError(`${pack.description.id} is not embedded by one network as it is`);
  const network = await Network.open(await pack.read(part.file), part.input, 1);
  return {
    async embed(picture, points, asMirrored) {
      const chip = warp(picture, inverse(similarity(points, templatePoints(part.template, part.size))), part.size);
      const output = (await network.run(asMirrored ? mirrored(chip) : chip, 0, 0, part.size, part.size))(part.output);
      return output.map((v) => v * part.weight);
    },
    close: () => network.close(),
  };
}

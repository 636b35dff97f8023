/** @file Which network a file of an embedded pack is, and its ONNX form made from the files of an installed package. */
import type { PackDescription } from '../electron/core/modelPack.ts';
import { readTfjsWeights } from './tfjsWeights.ts';
import { blazeface } from './networks/blazeface.ts';
import { dlibResnet } from './networks/dlibResnet.ts';
import { faceres } from './networks/faceres.ts';
import { landmark68 } from './networks/landmark68.ts';
import { ssd } from './networks/ssd.ts';

/** How a pack says that a file is made: of which package's files, into which network. */
export type Build = NonNullable<PackDescription['files'][string]['built']>;

/** The bytes of the ONNX file. `inputs` are those that `build.from` names, in its order. */
export function convert(build: Build, inputs: readonly Uint8Array[]): Uint8Array {
  const [first, second] = inputs as [Uint8Array, Uint8Array];
  switch (build.network) {
    case 'blazeface':
      return blazeface(first);
    case 'dlibResnet':
      return dlibResnet(readTfjsWeights(first, second));
    case 'landmark68':
      return landmark68(readTfjsWeights(first, second));
    case 'ssd':
      return ssd(readTfjsWeights(first, second));
    case 'faceres':
      return faceres(readTfjsWeights(first, second));
    default:
      return build.network satisfies never;
  }
}

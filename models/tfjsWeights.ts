/** @file Reads the weights of TensorFlow.js models (a manifest and one binary file), as @vladmandic's packages ship them. */
import { z } from 'zod';
import type { Tensor } from './tensor.ts';
import { halfToNumber } from './tensor.ts';

// tfjs-core/src/io/types.ts, WeightsManifestConfig. Only what occurs in the packages used here.
const Weight = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  quantization: z
    .union([
      z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }),
      z.object({ dtype: z.literal('float16') }),
    ])
    .optional(),
});
const Manifest = z.array(z.object({ weights: z.array(Weight) })).length(1);
const GraphModel = z.object({ weightsManifest: Manifest });

/** Weights by name. `manifest` is the JSON text (a bare manifest, or a graph model that contains one), `binary` the one file it speaks of. */
export function readTfjsWeights(manifest: Uint8Array, binary: Uint8Array): ReadonlyMap<string, Tensor> {
  const json: unknown = JSON.parse(Buffer.from(manifest).toString());
  const groups = Array.isArray(json) ? Manifest.parse(json) : GraphModel.parse(json).weightsManifest;
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const weights = new Map<string, Tensor>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of groups[0]!.weights) {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    const bytes = quantization?.dtype === 'uint8' ? 1 : quantization?.dtype === 'float16' ? 2 : 4;
    for (let i = 0; i < data.length; i++) {
      const at = offset + i * bytes;
      if (quantization?.dtype === 'uint8') data[i] = view.getUint8(at) * quantization.scale + quantization.min;
      else if (quantization?.dtype === 'float16') data[i] = halfToNumber(view.getUint16(at, true));
      else data[i] = dtype === 'int32' ? view.getInt32(at, true) : view.getFloat32(at, true);
    }
    offset += data.length * bytes;
    weights.set(name, { shape, data });
  }
  if (offset !== binary.length) throw new TypeError(`${binary.length - offset} bytes of weights that the manifest does not name`);
  return weights;
}

/** The named weight; its absence means that the package is not the one this was written for. */
export function weightNamed(weights: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = weights.get(name);
  if (!tensor) throw new TypeError(`no weight ${name}`);
  return tensor;
}

/**
 * @file The first part of "faceres" (HSE FaceRec, MobileNetV1) from @vladmandic/human, up to its 1024 pooled features. The heads
 * that guess age and sex are left out: this product does not guess them. Input [N,3,224,224] after the pack's normalisation.
 */
import { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';
import { convolutionFilter, depthwiseFilter, scaleChannels } from '../tensor.ts';
import { weightNamed } from '../tfjsWeights.ts';
import { convolve, relu6 } from './layers.ts';

// Blocks of MobileNetV1 that halve the size (Howard et al. 2017, table 1); the graph's strides say the same.
const HALVING = new Set([2, 4, 6, 12]);

export function faceres(weights: ReadonlyMap<string, Tensor>): Uint8Array {
  const g = new OnnxGraph('faceres');
  const named = (name: string) => weightNamed(weights, name);
  const full = (x: string, name: string, stride: number) =>
    relu6(g, convolve(g, x, name, convolutionFilter(named(`${name}/convolution/merged_input`)), named(`${name}_bn/batchnorm_1/sub`).data, { stride, padding: 'same' }));
  const depthwise = (x: string, name: string, stride: number) => {
    const filter = scaleChannels(depthwiseFilter(named(`${name}/depthwise_kernel`)), named(`${name}_bn/batchnorm_1/mul`).data);
    return relu6(g, convolve(g, x, name, filter, named(`${name}_bn/batchnorm_1/sub`).data, { stride, padding: 'same', depthwise: true }));
  };

  let x = full(g.input('input', ['N', 3, 224, 224]), 'conv1', 2);
  for (let i = 1; i <= 13; i++) x = full(depthwise(x, `conv_dw_${i}`, HALVING.has(i) ? 2 : 1), `conv_pw_${i}`, 1);
  g.node('Flatten', [g.node('GlobalAveragePool', [x])], { axis: 1 }, 'embedding');
  g.output('embedding', ['N', 1024]);
  return g.encode();
}

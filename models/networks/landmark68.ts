/**
 * @file face_landmark_68 from @vladmandic/face-api. Input [N,3,112,112] after the pack's normalisation;
 * output `landmarks` [N,136]: x, y of 68 points relative to the square (0 to 1), in the iBUG 300-W order.
 */
import { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';
import { convolutionFilter, depthwiseFilter } from '../tensor.ts';
import { weightNamed } from '../tfjsWeights.ts';
import { convolve } from './layers.ts';

export function landmark68(weights: ReadonlyMap<string, Tensor>): Uint8Array {
  const g = new OnnxGraph('face_landmark_68');
  const full = (x: string, name: string, stride: number) =>
    convolve(g, x, name, convolutionFilter(weightNamed(weights, `${name}/filters`)), weightNamed(weights, `${name}/bias`).data, { stride, padding: 'same' });
  const separable = (x: string, name: string, stride: number) => {
    const each = depthwiseFilter(weightNamed(weights, `${name}/depthwise_filter`));
    const point = convolutionFilter(weightNamed(weights, `${name}/pointwise_filter`));
    const y = convolve(g, x, `${name}/d`, each, null, { stride, padding: 'same', depthwise: true });
    return convolve(g, y, `${name}/p`, point, weightNamed(weights, `${name}/bias`).data, { stride: 1, padding: 'valid' });
  };
  const relu = (x: string) => g.node('Relu', [x]);
  const add = (a: string, b: string) => g.node('Add', [a, b]);

  let x = g.input('input', ['N', 3, 112, 112]);
  for (let i = 0; i < 4; i++) {
    const name = `dense${i}`;
    const a = relu(i === 0 ? full(x, `${name}/conv0`, 2) : separable(x, `${name}/conv0`, 2));
    const b = separable(a, `${name}/conv1`, 1);
    const c = separable(relu(add(a, b)), `${name}/conv2`, 1);
    const d = separable(relu(add(a, add(b, c))), `${name}/conv3`, 1);
    x = relu(add(a, add(b, add(c, d))));
  }
  x = g.node('Flatten', [g.node('AveragePool', [x], { kernel_shape: [7, 7], strides: [2, 2] })], { axis: 1 });
  const last = weightNamed(weights, 'fc/weights');
  g.node('Gemm', [x, g.weight('fc/w', last.shape, last.data), g.weight('fc/b', [136], weightNamed(weights, 'fc/bias').data)], {}, 'landmarks');
  g.output('landmarks', ['N', 136]);
  return g.encode();
}

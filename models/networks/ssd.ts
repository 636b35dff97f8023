/**
 * @file SSD on MobileNetV1 from @vladmandic/face-api, at any size that is a multiple of 32. Input [1,3,H,W] after the pack's
 * normalisation; outputs `boxes` [1,n,4] (ty, tx, th, tw relative to anchors, which the caller makes) and `scores` [1,n,1] (logits).
 */
import { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';
import { convolutionFilter, depthwiseFilter, scaleChannels } from '../tensor.ts';
import { weightNamed } from '../tfjsWeights.ts';
import { convolve, foldBatchNorm, relu6 } from './layers.ts';

// Batch normalisation's epsilon in the TensorFlow object detection API's mobilenet_v1 (0.001 as float32).
const EPSILON = Math.fround(0.001);
// Blocks of MobileNetV1 that halve the size (Howard et al. 2017, table 1).
const HALVING = new Set([2, 4, 6, 12]);

export function ssd(weights: ReadonlyMap<string, Tensor>): Uint8Array {
  const g = new OnnxGraph('ssd_mobilenetv1');
  const named = (name: string) => weightNamed(weights, name);
  const pointwise = (x: string, name: string, stride: number) =>
    relu6(g, convolve(g, x, name, convolutionFilter(named(`${name}/weights`)), named(`${name}/convolution_bn_offset`).data, { stride, padding: 'same' }));
  const depthwise = (x: string, name: string, stride: number) => {
    const norm = (part: string) => named(`${name}/BatchNorm/${part}`);
    const { factors, offsets } = foldBatchNorm(norm('gamma'), norm('beta'), norm('moving_mean'), norm('moving_variance'), EPSILON);
    const filter = scaleChannels(depthwiseFilter(named(`${name}/depthwise_weights`)), factors);
    return relu6(g, convolve(g, x, name, filter, offsets, { stride, padding: 'same', depthwise: true }));
  };

  let x = pointwise(g.input('input', [1, 3, 'H', 'W']), 'MobilenetV1/Conv2d_0_pointwise', 2);
  const levels: string[] = [];
  for (let i = 1; i <= 13; i++) {
    x = depthwise(x, `MobilenetV1/Conv2d_${i}_depthwise`, HALVING.has(i) ? 2 : 1);
    x = pointwise(x, `MobilenetV1/Conv2d_${i}_pointwise`, 1);
    if (i === 11 || i === 13) levels.push(x);
  }
  for (let i = 0; i < 8; i++) {
    x = pointwise(x, `Prediction/Conv2d_${i}_pointwise`, i % 2 === 1 ? 2 : 1);
    if (i % 2 === 1) levels.push(x);
  }

  const head = (kind: string, values: number) =>
    g.node(
      'Concat',
      levels.map((level, i) => {
        const name = `Prediction/BoxPredictor_${i}/${kind}`;
        const y = convolve(g, level, name, convolutionFilter(named(`${name}/weights`)), named(`${name}/biases`).data, { stride: 1, padding: 'valid' });
        return g.node('Reshape', [g.node('Transpose', [y], { perm: [0, 2, 3, 1] }), g.integers(`rows_${values}`, [1, -1, values])]);
      }),
      { axis: 1 },
      ...(values === 4 ? ['boxes'] : []),
    );
  head('BoxEncodingPredictor', 4);
  // Three classes are stored; class 1 is "face".
  g.node('Slice', [head('ClassPredictor', 3), g.integers('one', [1]), g.integers('two', [2]), g.integers('axis', [2])], {}, 'scores');
  g.output('boxes', [1, 'n', 4]);
  g.output('scores', [1, 'n', 1]);
  return g.encode();
}

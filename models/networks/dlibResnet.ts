/**
 * @file The dlib face recogniser (dnn_face_recognition_ex, ResNet with 29 convolutions) from @vladmandic/face-api's weights.
 * Input [N,3,150,150] after the pack's normalisation; output `embedding` [N,128], not normalised: its length carries information.
 */
import { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';
import { convolutionFilter, scaleChannels } from '../tensor.ts';
import { weightNamed } from '../tfjsWeights.ts';
import { convolve } from './layers.ts';

export function dlibResnet(weights: ReadonlyMap<string, Tensor>): Uint8Array {
  const g = new OnnxGraph('dlib_resnet');
  // Each convolution is followed by a factor and an offset for each channel; both are folded into it.
  const conv = (x: string, name: string, stride: number, padding: 'valid' | number) => {
    const factors = weightNamed(weights, `${name}/scale/weights`).data;
    const offsets = weightNamed(weights, `${name}/scale/biases`).data;
    const filter = scaleChannels(convolutionFilter(weightNamed(weights, `${name}/conv/filters`)), factors);
    const bias = weightNamed(weights, `${name}/conv/bias`).data.map((v, i) => v * factors[i]! + offsets[i]!);
    return convolve(g, x, name, filter, bias, { stride, padding });
  };
  const relu = (x: string) => g.node('Relu', [x]);

  const block = (x: string, name: string) => relu(g.node('Add', [conv(relu(conv(x, `${name}/conv1`, 1, 1)), `${name}/conv2`, 1, 1), x]));
  /** Halves the size; the shortcut is pooled, and the smaller side of each sum gets zeros at the bottom, at the right and as last channels. */
  const halve = (x: string, name: string, size: number, channels: number, out: number): [string, number] => {
    let branch = conv(relu(conv(x, `${name}/conv1`, 2, 'valid')), `${name}/conv2`, 1, 1);
    let shortcut = g.node('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
    const branchSize = Math.floor((size - 3) / 2) + 1;
    const shortcutSize = Math.floor((size - 2) / 2) + 1;
    if (branchSize !== shortcutSize) branch = g.node('Pad', [branch, g.integers('pad_size', [0, 0, 0, 0, 0, 0, 1, 1])], { mode: 'constant' });
    if (channels !== out) shortcut = g.node('Pad', [shortcut, g.integers(`pad_${channels}`, [0, 0, 0, 0, 0, channels, 0, 0])], { mode: 'constant' });
    return [relu(g.node('Add', [shortcut, branch])), shortcutSize];
  };

  let x = relu(conv(g.input('input', ['N', 3, 150, 150]), 'conv32_down', 2, 'valid')); // 150 -> 72
  x = g.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2] });
  let size = 35;
  for (const name of ['conv32_1', 'conv32_2', 'conv32_3']) x = block(x, name);
  [x, size] = halve(x, 'conv64_down', size, 32, 64);
  for (const name of ['conv64_1', 'conv64_2', 'conv64_3']) x = block(x, name);
  [x, size] = halve(x, 'conv128_down', size, 64, 128);
  for (const name of ['conv128_1', 'conv128_2']) x = block(x, name);
  [x, size] = halve(x, 'conv256_down', size, 128, 256);
  for (const name of ['conv256_1', 'conv256_2']) x = block(x, name);
  [x] = halve(x, 'conv256_down_out', size, 256, 256);
  x = g.node('Flatten', [g.node('GlobalAveragePool', [x])], { axis: 1 });
  const last = weightNamed(weights, 'fc');
  g.node('MatMul', [x, g.weight('fc', last.shape, last.data)], {}, 'embedding');
  g.output('embedding', ['N', 128]);
  return g.encode();
}

/** @file Layers that several networks are made of. */
import type { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';

/** Stride, and either padding in pixels (top, left, bottom, right) or TensorFlow's SAME. */
export interface Convolution {
  readonly stride: number;
  readonly padding: 'same' | 'valid' | number;
  /** Filter is (channels, 1, h, w): each channel on its own. */
  readonly depthwise?: boolean;
  /** Name of the output; otherwise one is made. */
  readonly output?: string;
}

/**
 * A convolution node. The filter is (out, in, h, w). TensorFlow's SAME is ONNX's SAME_UPPER: the odd pixel of padding comes
 * after, and is worked out from the real size at run time.
 */
export function convolve(g: OnnxGraph, x: string, name: string, filter: Tensor, bias: Float32Array | null, how: Convolution): string {
  const [out, , height, width] = filter.shape as [number, number, number, number];
  const pixels = how.padding === 'valid' ? 0 : how.padding;
  const inputs = [x, g.weight(`${name}/w`, filter.shape, filter.data)];
  if (bias) inputs.push(g.weight(`${name}/b`, [out], bias));
  return g.node('Conv', inputs, {
    kernel_shape: [height, width],
    strides: [how.stride, how.stride],
    ...(pixels === 'same' ? { auto_pad: 'SAME_UPPER' } : { pads: [pixels, pixels, pixels, pixels] }),
    group: how.depthwise ? out : 1,
  }, how.output);
}

/** min(max(x, 0), 6). */
export function relu6(g: OnnxGraph, x: string): string {
  return g.node('Clip', [x, g.weight('zero', [], Float32Array.of(0)), g.weight('six', [], Float32Array.of(6))]);
}

/** TensorFlow's batch normalisation as one factor and one offset for each channel. */
export function foldBatchNorm(gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, epsilon: number): { factors: Float64Array; offsets: Float32Array } {
  const factors = Float64Array.from(gamma.data, (v, c) => v / Math.sqrt(variance.data[c]! + epsilon));
  return { factors, offsets: beta.data.map((v, c) => v - mean.data[c]! * factors[c]!) };
}

/** @file Constant tensors as the source libraries store them, and the reorderings that ONNX needs. */

/** Values in row-major order. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** IEEE 754 half precision as a number. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A four-dimensional tensor with its axes in another order: `order[i]` is the old axis that becomes axis i. */
export function reorder(tensor: Tensor, order: readonly [number, number, number, number]): Tensor {
  const [s0, s1, s2, s3] = tensor.shape as [number, number, number, number];
  if (tensor.shape.length !== 4) throw new TypeError(`four dimensions expected: ${tensor.shape.join('x')}`);
  const size = [s0, s1, s2, s3] as const;
  const stride = [s1 * s2 * s3, s2 * s3, s3, 1] as const;
  const shape = order.map((axis) => size[axis]!) as [number, number, number, number];
  const [a, b, c, d] = order.map((axis) => stride[axis]!) as [number, number, number, number];
  const data = new Float32Array(tensor.data.length);
  let n = 0;
  for (let i = 0; i < shape[0]; i++)
    for (let j = 0; j < shape[1]; j++)
      for (let k = 0; k < shape[2]; k++) for (let l = 0; l < shape[3]; l++) data[n++] = tensor.data[i * a + j * b + k * c + l * d]!;
  return { shape, data };
}

/** TensorFlow's convolution filter (height, width, in, out) as ONNX's (out, in, height, width). */
export const convolutionFilter = (filter: Tensor) => reorder(filter, [3, 2, 0, 1]);

/** TensorFlow's depthwise filter (height, width, channels, 1) as ONNX's (channels, 1, height, width). */
export const depthwiseFilter = (filter: Tensor) => reorder(filter, [2, 3, 0, 1]);

/** A filter (out, ...) with each output channel multiplied by its factor; computed in double precision, rounded once. */
export function scaleChannels(filter: Tensor, factors: ArrayLike<number>): Tensor {
  const per = filter.data.length / filter.shape[0]!;
  return { shape: filter.shape, data: filter.data.map((value, i) => value * factors[Math.floor(i / per)]!) };
}

/**
 * @file MediaPipe's BlazeFace full range from its TFLite file, at any size that is a multiple of 32. Input [1,3,H,W] after the
 * pack's normalisation; outputs `scores` [1,H/4*W/4,1] (logits) and `boxes` [1,H/4*W/4,16] (dx, dy, w, h, then six points' dx, dy,
 * in pixels from the centre of the cell, which is ((column + 0.5) * 4, (row + 0.5) * 4); rows of cells from the top left).
 */
import { OnnxGraph } from '../onnxGraph.ts';
import type { Tensor } from '../tensor.ts';
import { reorder } from '../tensor.ts';
import type { TfliteOperator } from '../tflite.ts';
import { readTflite } from '../tflite.ts';
import { convolve } from './layers.ts';

// BuiltinOperator, schema.fbs: the nine that occur.
const ADD = 0;
const CONV_2D = 3;
const DEPTHWISE_CONV_2D = 4;
const DEQUANTIZE = 6;
const MAX_POOL_2D = 17;
const RELU = 19;
const RESHAPE = 22;
const RESIZE_BILINEAR = 23;
const PAD = 34;

/*
 * [Note: Two exact rewrites]
 * ONNX Runtime works in blocks of 16 channels; anything else costs reordering and slow kernels. So every inner tensor gets a multiple
 * of 16 channels (8, 12, 24 and 36 occur), the new ones with zero weights. And ADD(PAD(x), conv), which appends zero channels to x,
 * becomes Concat(x + first rows of conv, other rows of conv). Both change no result; 22 ms became 16 ms at 640x384 on one thread.
 */
const block = (channels: number) => Math.ceil(channels / 16) * 16;

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new TypeError(`unexpected in the BlazeFace file: ${what}`);
}

export function blazeface(file: Uint8Array): Uint8Array {
  const model = readTflite(file);
  const g = new OnnxGraph('blazeface_full_range');
  const name = (tensor: number) => (tensor === model.inputs[0] ? 'input' : `t${tensor}`);
  const shape = (tensor: number) => model.shapes[tensor]!;
  const users = (tensor: number) => model.operators.filter((op) => op.inputs.includes(tensor));
  const width = (tensor: number) => {
    const channels = shape(tensor)[3]!;
    const fixed = tensor === model.inputs[0] || users(tensor).every((op) => op.code === RESHAPE);
    return fixed ? channels : block(channels);
  };

  const convolutions = new Set(model.operators.filter((op) => op.code === CONV_2D).map((op) => op.outputs[0]!));
  const padded = new Map(model.operators.filter((op) => op.code === PAD).map((op) => [op.outputs[0]!, op.inputs[0]!]));
  /** Convolution output -> channels of the narrower tensor it is added to. */
  const cut = new Map<number, number>();
  /** ADD output -> its convolution and the tensor before PAD. */
  const sums = new Map<number, { conv: number; before: number }>();
  for (const op of model.operators) {
    const pad = op.inputs.find((i) => padded.has(i));
    if (op.code !== ADD || pad === undefined) continue;
    const conv = op.inputs.find((i) => i !== pad)!;
    const before = padded.get(pad)!;
    const channels = shape(before)[3]!;
    const alone = users(conv).length === 1 && users(pad).length === 1 && users(op.outputs[0]!).every((user) => user.code === RELU);
    demand(convolutions.has(conv) && alone && channels % 16 === 0, 'PAD that is not the shortcut of a residual block');
    cut.set(conv, channels);
    sums.set(op.outputs[0]!, { conv, before });
  }

  /** Weights behind DEQUANTIZE (half precision, no scale). */
  const values = new Map<number, Tensor>();
  const constant = (tensor: number) => values.get(tensor) ?? model.constant(tensor);
  // An absent field is the default: padding 0 = SAME, activation 0 = none.
  const padding = (op: TfliteOperator) => (op.optionByte(0) === 1 ? 'valid' : 'same');
  g.input('input', [1, 3, 'H', 'W']);
  let heads = 0;

  for (const op of model.operators) {
    const x = op.inputs[0]!;
    const out = op.outputs[0]!;
    switch (op.code) {
      case DEQUANTIZE:
        values.set(out, model.constant(x));
        break;
      case CONV_2D:
      case DEPTHWISE_CONV_2D: {
        const depthwise = op.code === DEPTHWISE_CONV_2D;
        const stride = op.option(2);
        demand(stride === op.option(1) && op.optionByte(depthwise ? 4 : 3) === 0, 'stride or activation');
        demand(op.option(depthwise ? 6 : 5, 1) === 1 && op.option(depthwise ? 5 : 4, 1) === 1, 'dilation');
        demand(!depthwise || (op.option(3) === 1 && shape(op.inputs[1]!)[3] === shape(x)[3]), 'depth multiplier');
        const filter = widen(reorder(constant(op.inputs[1]!), depthwise ? [3, 0, 1, 2] : [0, 3, 1, 2]), width(out), depthwise ? 1 : width(x));
        const bias = new Float32Array(width(out));
        bias.set(constant(op.inputs[2]!).data);
        const part = (output: string, from: number, to: number) =>
          convolve(g, name(x), output, rows(filter, from, to), bias.slice(from, to), { stride, padding: padding(op), depthwise, output });
        const at = cut.get(out);
        if (at === undefined) part(name(out), 0, width(out));
        else {
          part(`${name(out)}a`, 0, at);
          part(`${name(out)}b`, at, width(out));
        }
        break;
      }
      case MAX_POOL_2D:
        demand(op.optionByte(5) === 0 && padding(op) === 'same', 'pooling');
        g.node('MaxPool', [name(x)], { kernel_shape: [op.option(4), op.option(3)], strides: [op.option(2), op.option(1)], auto_pad: 'SAME_UPPER' }, name(out));
        break;
      case PAD: // [4][2] begin and end for N, H, W, C: only channels are appended
        demand(constant(op.inputs[1]!).data.every((v, i) => v === 0 || i === 7), 'PAD of something else than trailing channels');
        break;
      case ADD: {
        demand(op.optionByte(0) === 0, 'activation');
        const sum = sums.get(out);
        if (sum) g.node('Add', [name(sum.before), `${name(sum.conv)}a`], {}, `${name(out)}a`);
        else g.node('Add', [name(x), name(op.inputs[1]!)], {}, name(out));
        break;
      }
      case RELU: {
        const sum = sums.get(x);
        if (sum) {
          const first = g.node('Relu', [`${name(x)}a`], {}, `${name(out)}a`);
          const rest = g.node('Relu', [`${name(sum.conv)}b`], {}, `${name(out)}b`);
          g.node('Concat', [first, rest], { axis: 1 }, name(out));
        } else g.node('Relu', [name(x)], {}, name(out));
        break;
      }
      case RESIZE_BILINEAR: {
        // The file states the target at 192x192; the ratio is what holds at every size.
        const ratio = [1, 1, shape(out)[1]! / shape(x)[1]!, shape(out)[2]! / shape(x)[2]!];
        demand(ratio.every(Number.isInteger) && op.optionByte(3) === 1, 'resize');
        const scales = g.weight(`ratio${out}`, [4], Float32Array.from(ratio));
        g.node('Resize', [name(x), '', scales], { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }, name(out));
        break;
      }
      case RESHAPE: {
        const last = shape(out)[2]!;
        demand(shape(x).length === 4 && shape(out).length === 3 && (last === 1 || last === 16), 'reshape');
        const head = last === 1 ? 'scores' : 'boxes';
        g.node('Reshape', [g.node('Transpose', [name(x)], { perm: [0, 2, 3, 1] }), g.integers(`rows${last}`, [1, -1, last])], {}, head);
        g.output(head, [1, `cells_${head}`, last]);
        heads++;
        break;
      }
      default:
        demand(false, `operator ${op.code}`);
    }
  }
  demand(heads === 2, 'number of outputs');
  return g.encode();
}

/** A filter (out, in, h, w) with zero weights for more outputs and inputs. */
function widen({ shape, data }: Tensor, out: number, inputs: number): Tensor {
  const [from, per, h, w] = shape as [number, number, number, number];
  const wide = new Float32Array(out * inputs * h * w);
  for (let o = 0; o < from; o++) wide.set(data.subarray(o * per * h * w, (o + 1) * per * h * w), o * inputs * h * w);
  return { shape: [out, inputs, h, w], data: wide };
}

function rows({ shape, data }: Tensor, from: number, to: number): Tensor {
  const [, inputs, h, w] = shape as [number, number, number, number];
  return { shape: [to - from, inputs, h, w], data: data.slice(from * inputs * h * w, to * inputs * h * w) };
}

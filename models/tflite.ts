/** @file Reads TensorFlow Lite files: the flatbuffer tables that tensorflow/lite/schema/schema.fbs describes, field numbers in its order. */
import type { Tensor } from './tensor.ts';
import { halfToNumber } from './tensor.ts';

/** One operator. `option` and `optionByte` read fields of its options table; an absent field is the schema's default. */
export interface TfliteOperator {
  /** BuiltinOperator number. */
  readonly code: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  option(field: number, fallback?: number): number;
  optionByte(field: number): number;
}

export interface TfliteModel {
  /** Shape of every tensor, by index. */
  readonly shapes: readonly (readonly number[])[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Values of a constant tensor (float32, float16 or int32). */
  constant(tensor: number): Tensor;
}

// TensorType, schema.fbs
const FLOAT32 = 0;
const FLOAT16 = 1;
const INT32 = 2;

/** The one graph of a TFLite file. Throws TypeError on anything that a plain float network does not contain. */
export function readTflite(file: Uint8Array): TfliteModel {
  const b = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (b.toString('latin1', 4, 8) !== 'TFL3') throw new TypeError('not a TFLite file');
  const follow = (at: number) => at + b.readUInt32LE(at);
  // A table starts with a signed offset back to its vtable: u16 size, u16 object size, then one u16 for each field; 0 = absent.
  const field = (table: number, index: number): number => {
    const vtable = table - b.readInt32LE(table);
    const at = 4 + 2 * index;
    const offset = at < b.readUInt16LE(vtable) ? b.readUInt16LE(vtable + at) : 0;
    return offset && table + offset;
  };
  const int = (table: number, index: number, fallback = 0) => {
    const at = table && field(table, index);
    return at ? b.readInt32LE(at) : fallback;
  };
  const byte = (table: number, index: number) => {
    const at = table && field(table, index);
    return at ? b.readInt8(at) : 0;
  };
  const child = (table: number, index: number) => {
    const at = field(table, index);
    return at && follow(at);
  };
  const vector = (table: number, index: number, read: (at: number) => number): number[] => {
    const at = child(table, index);
    return at ? Array.from({ length: b.readUInt32LE(at) }, (_, k) => read(at + 4 + 4 * k)) : [];
  };
  const int32 = (at: number) => b.readInt32LE(at);

  const model = follow(0);
  const [graph, ...others] = vector(model, 2, follow);
  if (graph === undefined || others.length > 0) throw new TypeError('one graph expected');
  const buffers = vector(model, 4, follow);
  // builtin_code (field 3) came later than deprecated_builtin_code (field 0): the larger of the two counts.
  const codes = vector(model, 1, follow).map((table) => Math.max(byte(table, 0), int(table, 3)));
  const tensors = vector(graph, 0, follow);
  if (tensors.some((table) => field(table, 6))) throw new TypeError('sparse tensors');
  const shapes = tensors.map((table) => vector(table, 0, int32));

  return {
    shapes,
    operators: vector(graph, 3, follow).map((table) => {
      const options = child(table, 4);
      return {
        code: codes[int(table, 0)]!,
        inputs: vector(table, 1, int32),
        outputs: vector(table, 2, int32),
        option: (index, fallback) => int(options, index, fallback),
        optionByte: (index) => byte(options, index),
      };
    }),
    inputs: vector(graph, 1, int32),
    outputs: vector(graph, 2, int32),
    constant(tensor) {
      const table = tensors[tensor]!;
      const at = child(buffers[int(table, 2)]!, 0);
      if (!at) throw new TypeError(`tensor ${tensor} is not constant`);
      const type = byte(table, 1);
      const length = b.readUInt32LE(at) / (type === FLOAT16 ? 2 : 4);
      const start = at + 4;
      const data = new Float32Array(length);
      for (let i = 0; i < length; i++) {
        if (type === FLOAT32) data[i] = b.readFloatLE(start + 4 * i);
        else if (type === FLOAT16) data[i] = halfToNumber(b.readUInt16LE(start + 2 * i));
        else if (type === INT32) data[i] = b.readInt32LE(start + 4 * i);
        else throw new TypeError(`tensor ${tensor} has type ${type}`);
      }
      return { shape: shapes[tensor]!, data };
    },
  };
}

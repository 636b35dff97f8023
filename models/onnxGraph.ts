/** @file Writes ONNX files: a graph of nodes and weights as protobuf, by hand, so that the same graph is always the same bytes. */

/** What an attribute of a node may hold; a whole number becomes INT, `{ float }` FLOAT. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** A dimension: a fixed size, or the name of one that is known only at run time. */
export type Dimension = number | string;

// Element types of TensorProto.DataType, onnx.proto.
const FLOAT = 1;
const INT64 = 7;

// IR version 8 and operator set 13: onnx/docs/Versioning.md (ONNX 1.10), read by every ONNX Runtime since 1.9.
const IR_VERSION = 8;
const OPSET = 13;

function varint(value: number | bigint): Buffer {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** Wire type 0. */
const number = (field: number, value: number) => Buffer.concat([varint(field << 3), varint(value)]);

/** Wire type 2: bytes, text, or a message made of parts. */
function message(field: number, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
}

/** Wire type 5. */
function float(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varint((field << 3) | 5), bytes]);
}

/** AttributeProto: name 1, f 2, i 3, s 4, ints 8, type 20. */
function attribute(name: string, value: Attribute): Buffer {
  if (typeof value === 'string') return message(5, message(1, name), message(4, value), number(20, 3));
  if (typeof value === 'number') return message(5, message(1, name), number(3, value), number(20, 2));
  if ('float' in value) return message(5, message(1, name), float(2, value.float), number(20, 1));
  return message(5, message(1, name), ...value.map((v) => number(8, v)), number(20, 7));
}

/** ValueInfoProto of a float tensor. */
function valueInfo(field: number, name: string, dims: readonly Dimension[]): Buffer {
  const shape = dims.map((d) => message(1, typeof d === 'string' ? message(2, d) : number(1, d)));
  return message(field, message(1, name), message(2, message(1, number(1, FLOAT), message(2, ...shape))));
}

/** One network under construction. Nodes are written in the order in which they are added. */
export class OnnxGraph {
  readonly #name: string;
  readonly #nodes: Buffer[] = [];
  readonly #weights = new Map<string, Buffer>();
  readonly #inputs: Buffer[] = [];
  readonly #outputs: Buffer[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, dims: readonly Dimension[]): string {
    this.#inputs.push(valueInfo(11, name, dims));
    return name;
  }

  output(name: string, dims: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(12, name, dims));
  }

  /** A constant float tensor; adding a name again changes nothing. */
  weight(name: string, dims: readonly number[], data: Float32Array): string {
    return this.#constant(name, dims, FLOAT, data);
  }

  /** A constant list of whole numbers. */
  integers(name: string, values: readonly number[]): string {
    return this.#constant(name, [values.length], INT64, BigInt64Array.from(values, BigInt));
  }

  #constant(name: string, dims: readonly number[], type: number, data: Float32Array | BigInt64Array): string {
    if (dims.reduce((a, b) => a * b, 1) !== data.length) throw new TypeError(`${name}: ${dims.join('x')} against ${data.length}`);
    if (!this.#weights.has(name)) {
      const raw = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      this.#weights.set(name, message(5, ...dims.map((d) => number(1, d)), number(2, type), message(8, name), message(9, raw)));
    }
    return name;
  }

  /** Adds a node with one output and returns that output's name. */
  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}, output?: string): string {
    const out = output ?? `${op}_${this.#nodes.length}`;
    this.#nodes.push(
      message(
        1,
        ...inputs.map((name) => message(1, name)),
        message(2, out),
        message(3, `node_${this.#nodes.length}`),
        message(4, op),
        ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      ),
    );
    return out;
  }

  /** The whole ModelProto. */
  encode(): Uint8Array {
    const graph = message(7, ...this.#nodes, message(2, this.#name), ...this.#weights.values(), ...this.#inputs, ...this.#outputs);
    return Buffer.concat([number(1, IR_VERSION), message(2, 'retrace'), graph, message(8, message(1, ''), number(2, OPSET))]);
  }
}

/** @file One ONNX network in memory: opened with settings that give the same numbers every time and do not steal the other core. */
import { InferenceSession, Tensor } from './runtime.ts';
import type { InputRecipe } from '../../electron/core/modelPack.ts';
import type { Picture } from '../../electron/core/picture.ts';
import { fillPlanes, pixelTable, type PixelTable } from './pixels.ts';

/** Outputs by name. */
export type Outputs = (name: string) => Float32Array;

export class Network {
  readonly #session: InferenceSession;
  readonly #input: string;
  readonly #table: PixelTable;
  /** Reused; grows to the largest input seen. */
  #planes = new Float32Array(0);

  private constructor(session: InferenceSession, input: InputRecipe) {
    this.#session = session;
    this.#input = input.name;
    this.#table = pixelTable(input);
  }

  /**
   * [Note: Session settings]
   * 'all': 'extended' is three times slower, because the layout that convolutions like best comes only with 'all'. No spinning: an idle
   * thread would otherwise burn the core that another indexer needs. The arena saves 20 to 60 ms of page faults for a frame of 1280x736;
   * without patterns for each input size it stayed at 250 MB over twenty sizes.
   */
  static async open(bytes: Uint8Array, input: InputRecipe, threads: number): Promise<Network> {
    const session = await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      enableCpuMemArena: true,
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return new Network(session, input);
  }

  /** Runs on the part of the picture that begins at (x, y), `width` x `height`, black beyond the picture's edges. */
  async run(picture: Picture, x: number, y: number, width: number, height: number): Promise<Outputs> {
    const length = 3 * width * height;
    if (this.#planes.length < length) this.#planes = new Float32Array(length);
    fillPlanes(this.#planes, picture, x, y, width, height, this.#table);
    const tensor = new Tensor('float32', this.#planes.subarray(0, length), [1, 3, height, width]);
    const results = await this.#session.run({ [this.#input]: tensor });
    return (name) => {
      const data = results[name]?.data;
      if (!(data instanceof Float32Array)) throw new TypeError(`the network has no float output ${name}`);
      return data;
    };
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

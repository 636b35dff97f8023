/** @file The real FaceAnalyser: a model pack run with onnxruntime-node. See faceAnalyser.ts for what it promises. */
import { Failure } from '../../electron/core/failure.ts';
import type { LoadedPack, PackDescription } from '../../electron/core/modelPack.ts';
import { packDimension } from '../../electron/core/modelPack.ts';
import type { Picture, Point } from '../../electron/core/picture.ts';
import { detail, qualityOf, unsearchable } from '../../electron/core/quality.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import type { FivePoints } from './align.ts';
import { applied, inverse, mirrored, similarity, templatePoints, warp } from './align.ts';
import { detect } from './detect.ts';
import type { DetectedFace } from './detection.ts';
import type { Detection, FaceAnalyser, Look, PackIdentity, SelfTest } from './faceAnalyser.ts';
import { Network } from './network.ts';
import { runSelfTest } from './selfTest.ts';

/** The setting `fast`: the picture is looked at as if it were this wide. */
const FAST_WIDTH = 640;
/** Side of the upright picture on which detail is measured: about as large as a face of 40 px. */
const DETAIL_SIZE = 64;

/**
 * Opens the pack and runs its self-test; throws Failure 'pack-nonsense' where that fails, 'pack-invalid' where a file is no network that fits
 * its description. One thread is the right number while other processes work.
 */
export async function openFaceAnalyser(pack: LoadedPack, options: { readonly threads?: number } = {}): Promise<FaceAnalyser> {
  const analyser = new OnnxFaceAnalyser(pack, options.threads ?? 1);
  try {
    const { passed, problems } = await analyser.selfTest();
    if (!passed) throw new Failure('pack-nonsense', { pack: pack.description.id, problems });
    return analyser;
  } catch (cause) {
    await analyser.close();
    // The files are the pack's, not ours: what the runtime says of them is a fact about the pack.
    throw cause instanceof Failure ? cause : new Failure('pack-invalid', { pack: pack.description.id, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

class OnnxFaceAnalyser implements FaceAnalyser {
  readonly pack: PackIdentity;
  readonly #pack: LoadedPack;
  readonly #threads: number;
  readonly #networks = new Map<string, Promise<Network>>();
  /** Buffers are shared between calls, so that calls wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();
  #tested: Promise<SelfTest> | null = null;

  constructor(pack: LoadedPack, threads: number) {
    const { id, version, metric } = pack.description;
    this.pack = { id, version, digest: pack.digest, dimension: packDimension(pack.description), metric };
    this.#pack = pack;
    this.#threads = threads;
  }

  analyse(picture: Picture, look: Look, detection: Detection): Promise<AnalysedFace[]> {
    const result = this.#turn.then(() => this.#analyse(picture, look, detection));
    // The next call waits for this one whether or not it failed; its failure belongs to its own caller.
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Run once; networks in memory do not change. */
  selfTest(): Promise<SelfTest> {
    return (this.#tested ??= runSelfTest(this.#pack, (picture) => this.analyse(picture, 'everywhere', 'default')));
  }

  async close(): Promise<void> {
    await this.#turn;
    const networks = await Promise.allSettled(this.#networks.values());
    this.#networks.clear();
    for (const network of networks) if (network.status === 'fulfilled') await network.value.close();
  }

  /** Opened at first use: SSD costs 22 MB and most runs never ask for it. */
  #network(recipe: { readonly file: string; readonly input: PackDescription['embedder'][number]['input'] }): Promise<Network> {
    let network = this.#networks.get(recipe.file);
    if (!network) {
      network = this.#pack.read(recipe.file).then((bytes) => Network.open(bytes, recipe.input, this.#threads));
      this.#networks.set(recipe.file, network);
    }
    return network;
  }

  async #analyse(picture: Picture, look: Look, detection: Detection): Promise<AnalysedFace[]> {
    const { detectors, overlap } = this.#pack.description;
    const used = detectors.filter((recipe) => recipe.when === 'always' || detection === 'thorough');
    const open = await Promise.all(used.map(async (recipe) => ({ recipe, network: await this.#network(recipe) })));
    const shrink = detection === 'fast' ? Math.min(1, FAST_WIDTH / picture.width) : 1;
    const faces: AnalysedFace[] = [];
    for (const face of await detect(open, picture, look, shrink, overlap)) faces.push(await this.#measure(picture, face));
    return faces.toSorted((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  }

  async #measure(picture: Picture, face: DetectedFace): Promise<AnalysedFace> {
    const seen = { box: face.box, detectionScore: face.score };
    const points = await this.#landmarks(picture, face);
    const apart = points ? Math.hypot(points[0][0] - points[1][0], points[0][1] - points[1][1]) : 0;
    // Eyes that fall together, or are not numbers, give no transform.
    if (!points || !(apart >= 1)) {
      const quality = { widthPx: face.box[2], eyesPx: 0, sharpness: 0, frontality: 0, landmarkFit: 0, overall: 0 };
      return { ...seen, landmarks: null, quality, embedding: null, unsearchable: 'no-landmarks' };
    }
    const upright = warp(picture, inverse(similarity(points, templatePoints('arcface', DETAIL_SIZE))), DETAIL_SIZE);
    const quality = qualityOf({ box: face.box, points, detail: detail(grey(upright), DETAIL_SIZE), disagreement: disagreement(face.points, points) });
    const reason = unsearchable(quality, { points }, picture.width, picture.height);
    const embedding = reason ? null : await this.#embed(picture, points);
    return { ...seen, landmarks: points, quality, embedding, unsearchable: reason ?? (embedding ? null : 'bad-vector') };
  }

  /** Five points, from the landmark network where the pack has one; null where they are not numbers. */
  async #landmarks(picture: Picture, face: DetectedFace): Promise<FivePoints | null> {
    const recipe = this.#pack.description.landmarks;
    if (!recipe) return face.points.length === 5 ? (face.points as unknown as FivePoints) : null;
    const [x, y, w, h] = face.box;
    const [right, left] = face.points;
    const turn = right && left ? Math.atan2(left[1] - right[1], left[0] - right[0]) : 0;
    const scale = (recipe.crop * w) / recipe.size;
    const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
    const half = recipe.size / 2;
    const toPicture = [cos, -sin, x + w / 2 - cos * half + sin * half, sin, cos, y + h / 2 - sin * half - cos * half] as const;
    const network = await this.#network(recipe);
    const values = (await network.run(warp(picture, toPicture, recipe.size), 0, 0, recipe.size, recipe.size))(recipe.output);
    const at = (from: number, to = from): Point => {
      let [px, py] = [0, 0];
      for (let k = from; k <= to; k++) {
        px += values[2 * k]!;
        py += values[2 * k + 1]!;
      }
      const count = to - from + 1;
      return applied(toPicture, [(px / count) * recipe.size, (py / count) * recipe.size]);
    };
    // iBUG 300-W: 36-41 right eye, 42-47 left eye, 30 nose tip, 48 and 54 the mouth's corners.
    const points = [at(36, 41), at(42, 47), at(30), at(48), at(54)] as const;
    return points.flat().every(Number.isFinite) ? points : null;
  }

  /** The joined vector; null where any part is zero, not finite or of another length than the pack says. */
  async #embed(picture: Picture, points: FivePoints): Promise<Float32Array | null> {
    const { embedder, metric } = this.#pack.description;
    const vector = new Float32Array(this.pack.dimension);
    let at = 0;
    for (const part of embedder) {
      const chip = warp(picture, inverse(similarity(points, templatePoints(part.template, part.size))), part.size);
      const network = await this.#network(part);
      const run = async (shown: Picture): Promise<Float32Array> => (await network.run(shown, 0, 0, part.size, part.size))(part.output);
      const own = await run(chip);
      const other = part.mirror ? await run(mirrored(chip)) : null;
      const values = other ? own.map((v, i) => (v + other[i]!) / 2) : own;
      const length = norm(values);
      if (values.length !== part.dimension || !(length > 0) || !Number.isFinite(length)) return null;
      const factor = part.weight / (part.normalise ? length : 1);
      vector.set(factor === 1 ? values : values.map((v) => v * factor), at);
      at += part.dimension;
    }
    if (metric === 'l2') return vector;
    const length = norm(vector);
    return vector.map((v) => v / length);
  }
}

/** Euclidean length, summed in double precision in order. */
function norm(values: Float32Array): number {
  let sum = 0;
  for (const v of values) sum += v * v;
  return Math.sqrt(sum);
}

/** ITU-R BT.601 luma. */
function grey({ rgb, width, height }: Picture): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) out[i] = 0.299 * rgb[3 * i]! + 0.587 * rgb[3 * i + 1]! + 0.114 * rgb[3 * i + 2]!;
  return out;
}

/** Mean distance of the detector's eyes and nose from the landmarks'. */
function disagreement(own: readonly Point[], points: FivePoints): number | null {
  if (own.length < 3) return null;
  return [0, 1, 2].reduce((sum, i) => sum + Math.hypot(own[i]![0] - points[i]![0], own[i]![1] - points[i]![1]), 0) / 3;
}

/** @file What each stage of indexing costs by itself: decoding, detection with the looks of a real run, landmarks and embedding, writing. */
import { createCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { indexFootage } from '../../electron/engine/indexFootage.ts';
import type { Batch, RunSettings } from '../../electron/engine/indexPlan.ts';
import { writeBatch } from '../../electron/engine/runs.ts';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import type { Picture } from '../../electron/core/picture.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import { detect } from '../../native/faces/detect.ts';
import type { FaceAnalyser, Look } from '../../native/faces/faceAnalyser.ts';
import { Network } from '../../native/faces/network.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { costOf } from './figure.ts';

/** Seconds of processor time for each second of footage. */
export interface Stages {
  readonly decode: number;
  readonly detect: number;
  readonly embed: number;
  readonly write: number;
  /** The indexer's own main thread with everything in it: detection, embedding, looking, tracking, batches. */
  readonly analysis: number;
}



export async function measureStages(path: string, seconds: number, decoder: Decoder, pack: LoadedPack, settings: RunSettings, folder: string): Promise<Stages> {
  const { framesPerSecond } = settings;
  const frames = () => decoder.frames(path, 0, { framesPerSecond });
  const drain = async () => {
    const before = process.threadCpuUsage();
    for await (const _ of frames());
    return threadSeconds(before);
  };
  const decoding = await costOf(drain);
  const run = await recordRun(path, decoder, pack, settings);

  const detectors = await Promise.all(pack.description.detectors.filter(({ when }) => when === 'always').map(async (recipe) => ({ recipe, network: await open(pack, recipe) })));
  const shrink = (picture: Picture) => (settings.analysis.detection === 'fast' ? Math.min(1, 640 / picture.width) : 1);
  const before = process.threadCpuUsage();
  let at = 0;
  for await (const { frame } of frames()) await detect(detectors, frame, run.looks[at++]!, shrink(frame), pack.description.overlap);
  const detecting = threadSeconds(before) - decoding.result;
  for (const { network } of detectors) await network.close();

  return {
    decode: decoding.cost.cpu / seconds, detect: detecting / seconds, embed: (await embedAlone(pack, run.faces, run.embedded)) / seconds,
    write: (await writeAlone(folder, run.batches)) / seconds, analysis: (run.analysis - decoding.result) / seconds,
  };
}

function threadSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

const open = async (pack: LoadedPack, recipe: { readonly file: string; readonly input: Parameters<typeof Network.open>[1] }) => Network.open(await pack.read(recipe.file), recipe.input, 1);

/** A whole run in this thread, with what it asked of the analyser. */
async function recordRun(path: string, decoder: Decoder, pack: LoadedPack, settings: RunSettings) {
  const analyser = await openFaceAnalyser(pack);
  const looks: Look[] = [];
  const batches: Batch[] = [];
  let faces = 0, embedded = 0;
  const watched: FaceAnalyser = {
    pack: analyser.pack,
    async analyse(picture, look, detection) {
      looks.push(look);
      const found = await analyser.analyse(picture, look, detection);
      faces += found.length;
      embedded += found.filter(({ embedding }) => embedding !== null).length;
      return found;
    },
    selfTest: () => analyser.selfTest(),
    close: () => analyser.close(),
  };
  const { videoStreams: [stream] } = await decoder.probe(path);
  const { index: streamIndex, timeBase, width, height } = stream!;
  const before = process.threadCpuUsage();
  await indexFootage(decoder, watched, { path, streamIndex, timeBase, width, height, pack: '', packDigest: '', home: '', threads: 1, settings, resume: null }, async (batch) => void batches.push(batch), {});
  const analysis = threadSeconds(before);
  await analyser.close();
  return { looks, batches, faces, embedded, analysis };
}

/** The two networks that every face goes through, on a picture that is already cut. */
async function embedAlone(pack: LoadedPack, faces: number, embedded: number): Promise<number> {
  const { landmarks, embedder } = pack.description;
  const steps = [...(landmarks ? [{ recipe: landmarks, times: faces }] : []), ...embedder.map((recipe) => ({ recipe, times: embedded }))];
  let total = 0;
  for (const { recipe, times } of steps) {
    const network = await open(pack, recipe);
    const chip = { width: recipe.size, height: recipe.size, rgb: new Uint8Array(recipe.size ** 2 * 3).fill(128) };
    await network.run(chip, 0, 0, recipe.size, recipe.size);
    const before = process.threadCpuUsage();
    for (let i = 0; i < times; i++) await network.run(chip, 0, 0, recipe.size, recipe.size);
    total += threadSeconds(before);
    await network.close();
  }
  return total;
}

async function writeAlone(folder: string, batches: readonly Batch[]): Promise<number> {
  const made = await createCase(`${folder}/writing`, { name: 'Bench', reference: 'B/1', operator: null, keyCost: 2 ** 14 }, `${folder}/home`, 'bench');
  try {
    const run = putRun(made);
    const before = process.threadCpuUsage();
    for (const batch of batches) writeBatch(made.db, run, batch, 0);
    return threadSeconds(before);
  } finally {
    made.close();
  }
}

/** A run to write into; the checks of references are off, since nothing was received. */
export function putRun({ db }: Case): number {
  db.pragma('foreign_keys = OFF');
  const row = db.prepare(`INSERT INTO run (id, footage_id, pack_id, pack_digest, decoder, settings, state) VALUES (?, '', '', '', '', '', 'running')`).run('0'.repeat(32));
  return Number(row.lastInsertRowid);
}

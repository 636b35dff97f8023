/** @file A pack's own known answers: pictures of drawn people through the whole chain, before anything it says is believed. */
import sharp from 'sharp';
import type { LoadedPack, PackDescription } from '../../electron/core/modelPack.ts';
import type { Picture } from '../../electron/core/picture.ts';
import type { AnalysedFace } from '../../electron/core/sighting.ts';
import type { SelfTest } from './faceAnalyser.ts';

/** Score of two vectors in the pack's metric, summed in double precision in order; higher is more alike. */
function score(metric: PackDescription['metric'], a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += metric === 'l2' ? (a[i]! - b[i]!) ** 2 : a[i]! * b[i]!;
  return metric === 'l2' ? -Math.sqrt(sum) : sum;
}

async function readChip(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/**
 * Every picture must give one searchable face; every pair must score as the description says, within its tolerance; and the
 * least alike pair of one person must score higher than the most alike pair of two.
 */
export async function runSelfTest(pack: LoadedPack, analyse: (picture: Picture) => Promise<AnalysedFace[]>): Promise<SelfTest> {
  const { selfTest, metric } = pack.description;
  const problems: string[] = [];
  const vectors = new Map<string, Float32Array>();
  for (const file of new Set(selfTest.pairs.flatMap(({ a, b }) => [a, b]))) {
    const faces = await analyse(await readChip(await pack.read(file)));
    const vector = faces[0]?.embedding;
    if (faces.length !== 1) problems.push(`${file}: ${faces.length} faces were found where one is drawn`);
    else if (!vector) problems.push(`${file}: the face gave no usable vector (${faces[0]?.unsearchable})`);
    else vectors.set(file, vector);
  }
  const scored = selfTest.pairs.flatMap(({ a, b, same, score: expected }) => {
    const [left, right] = [vectors.get(a), vectors.get(b)];
    return left && right ? [{ pair: `${a} ${b}`, same, expected, got: score(metric, left, right) }] : [];
  });
  for (const { pair, expected, got } of scored) {
    if (!(Math.abs(got - expected) <= selfTest.tolerance)) problems.push(`${pair}: scored ${got.toFixed(4)} where ${expected.toFixed(4)} is known`);
  }
  const lowestSame = Math.min(...scored.filter(({ same }) => same).map(({ got }) => got));
  const highestOther = Math.max(...scored.filter(({ same }) => !same).map(({ got }) => got));
  if (!(lowestSame > highestOther)) problems.push(`one person twice scored ${lowestSame.toFixed(4)}, two people ${highestOther.toFixed(4)}`);
  return { passed: problems.length === 0, problems, scores: scored.map(({ pair, expected, got }) => ({ pair, expected, got })) };
}

/** @file `npm run evaluate`: how well faces are found, followed, told apart and searched for, on drawn footage with truth and on labelled photographs. Makes results.json. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { cached, cacheFolder } from './cache.ts';
import { measureChance } from './chancePart.ts';
import { measureCrowd } from './crowdPart.ts';
import { measureEyes } from './eyesPart.ts';
import { measureMeasures } from './measuresPart.ts';
import { measureMissed } from './missedPart.ts';
import { drawn, labelled, type Photograph } from './photographs.ts';
import { measureTracking } from './trackingPart.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, to: { type: 'string', default: join(import.meta.dirname, 'results.json') } } });
const started = performance.now();
const say = (line: string): void => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);

const media = process.env['RETRACE_MEDIA'];
const widths = [64, 48, 32, 24, 16];
const pack = await loadPack(defaultPack, cacheFolder);
const analyser = await openFaceAnalyser(pack);
const decoder = openNodeAvDecoder();

/** The labelled photographs of RETRACE_MEDIA; null, said aloud: there are none. */
async function ofPeople(part: string): Promise<Photograph[] | null> {
  const folder = media && join(media, 'faces/lfw10');
  if (!folder || !existsSync(folder)) return say(`${part}: SKIPPED, RETRACE_MEDIA names no folder with faces/lfw10`), null;
  return cached(['lfw10', 'photographs', pack.digest, 1], () => labelled(folder, analyser));
}

/** Each makes its part of the results; null: it could not run, and what stood there stays. */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  async people() {
    const photographs = await ofPeople('people');
    return photographs && measureEyes({
      name: 'lfw10', photographs, draws: 1000,
      conditions: widths.flatMap((widthPx) => [
        { widthPx, compression: 'none' as const, frames: 'one' as const, thorough: false }, { widthPx, compression: 'jpeg30' as const, frames: 'one' as const, thorough: false },
        { widthPx, compression: 'h264-28' as const, frames: 'second' as const, thorough: true }, { widthPx, compression: 'h264-34' as const, frames: 'second' as const, thorough: false },
      ]),
    }, pack, analyser, decoder, say);
  },
  async drawn() {
    const photographs = await cached(['drawn', 'photographs', pack.digest, 2], () => drawn(Array.from({ length: 200 }, (_, k) => k), 2, analyser));
    return measureEyes({ name: 'drawn', photographs, draws: 200, conditions: [48, 32, 24].map((widthPx) => ({ widthPx, compression: 'h264-28' as const, frames: 'one' as const, thorough: false })) }, pack, analyser, decoder, say);
  },
  async measures() {
    const photographs = await ofPeople('measures');
    return photographs && measureMeasures(photographs, analyser, say);
  },
  crowd: () => measureCrowd(analyser, decoder, say),
  chance: () => measureChance(analyser, decoder, pack, say),
  missed: () => measureMissed(analyser, decoder, say),
  tracking: () => measureTracking(analyser, decoder, say),
};

const results: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  say(name);
  const measured = await measure();
  if (measured !== null) results[name] = measured;
}
await analyser.close();
const short = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value === Infinity ? null : value);
const before = existsSync(values.to) ? (JSON.parse(readFileSync(values.to, 'utf8')) as Record<string, unknown>) : {};
const { id, version, digest } = analyser.pack;
writeFileSync(values.to, `${JSON.stringify({ ...before, ...results, pack: { id, version, digest } }, short, 1)}\n`);
say(`written to ${values.to}`);

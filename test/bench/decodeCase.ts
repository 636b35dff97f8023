/** @file D1: frames that reach a consumer, all decoded and five a second converted, against `ffmpeg -f null` on the same file. */
import { spawnSync } from 'node:child_process';
import { openNodeAvDecoder } from '../../native/decoder/nodeAv.ts';
import { costOf, median, skipped } from './figure.ts';
import type { Figure } from './figure.ts';

export async function measureDecoding(path: string, rounds: number): Promise<Figure[]> {
  const what = 'frames decoded, five a second handed over';
  if (spawnSync('ffmpeg', ['-version']).error) return [skipped('D1', what, 'no ffmpeg is installed')];
  const decoder = openNodeAvDecoder();
  const samples = { ours: [] as number[], oursCpu: [] as number[], one: [] as number[], oneCpu: [] as number[], many: [] as number[] };
  let frames = 0;
  for (let round = 0; round < rounds; round++) {
    const { cost, result } = await costOf(() => consume(decoder.frames(path, 0, { framesPerSecond: 5 })));
    frames = result;
    samples.ours.push(frames / cost.wall);
    samples.oursCpu.push(frames / cost.cpu);
    for (const threads of [1, 0]) {
      const ffmpeg = await costOf(() => spawnSync('ffmpeg', ['-v', 'error', '-nostdin', '-threads', String(threads), '-i', path, '-map', '0:v:0', '-f', 'null', '-']).status);
      if (ffmpeg.result !== 0) return [skipped('D1', what, 'ffmpeg failed on this file')];
      if (threads === 0) samples.many.push(frames / ffmpeg.cost.wall);
      else {
        samples.one.push(frames / ffmpeg.cost.wall);
        samples.oneCpu.push(frames / ffmpeg.cost.cpu);
      }
    }
  }
  const { ours, oursCpu, one, oneCpu, many } = Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)])) as Record<keyof typeof samples, number>;
  const row = (id: string, how: string, value: number, limit: number, note: string): Figure => ({ id, what: `${what}, ${how}`, unit: 'frames/s', ours: value, limit, goal: '>= 0.85 x limit', met: value >= 0.85 * limit, note });
  return [
    row('D1', 'wall time', ours, one, `limit: ffmpeg -threads 1 -f null, which converts nothing; with as many threads as it likes it does ${Math.round(many)}`),
    row('D1 cpu', 'processor time', oursCpu, oneCpu, 'frames for each second of processor time of all threads'),
  ];
}

/** Takes every frame and says how many were decoded. */
async function consume(frames: ReturnType<ReturnType<typeof openNodeAvDecoder>['frames']>): Promise<number> {
  for (;;) {
    const next = await frames.next();
    if (next.done) return next.value.decoded;
  }
}

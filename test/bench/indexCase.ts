/** @file P1 and memory: indexing from end to end against what its stages allow, measured in the same run. */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { setPolicy } from '../../electron/engine/members.ts';
import { indexExhibits } from '../../electron/engine/indexing.ts';
import type { RunSettings } from '../../electron/engine/indexPlan.ts';
import { receive } from '../../electron/engine/ingest.ts';
import { listExhibits } from '../../electron/engine/records.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import type { LoadedPack } from '../../electron/core/modelPack.ts';
import { costOf, median } from './figure.ts';
import type { Cost, Figure } from './figure.ts';
import { measureStages } from './stages.ts';
import type { Stages } from './stages.ts';

export interface Bench {
  readonly folder: string;
  readonly pack: LoadedPack;
  /** Seconds that each footage lasts. */
  readonly seconds: number;
  /** Two footages of the same kind. */
  readonly paths: readonly [string, string];
  readonly rounds: number;
}

export function settingsOf(pack: LoadedPack, detection: 'default' | 'fast'): RunSettings {
  return { framesPerSecond: 5, analysis: { detection, look: 'changed', samePersonDistance: pack.description.samePersonDistance } };
}

interface Indexed {
  readonly cost: Cost;
  /** Footage seconds for each second between the first and the last batch: without the start of processes and the loading of models. */
  readonly steady: number;
  readonly digests: readonly string[];
  /** Resident bytes of all indexers together, twice a second. */
  readonly memory: readonly number[];
}

let cases = 0;

/** A new case, these footages received, indexed as a host does it. */
export async function indexOnce({ folder, pack, seconds }: Bench, paths: readonly string[], settings: RunSettings): Promise<Indexed> {
  const place = join(folder, `case${(cases += 1)}`), home = join(folder, 'home');
  const natives = nodeNatives();
  const opened = await createCase(place, { name: 'Bench', reference: 'B/1', operator: null, keyCost: 2 ** 14 }, home, 'bench');
  setPolicy(opened, { basisBeforeIndexing: false });
  try {
    await receive(opened, paths, { reference: 'B/1', camera: 'YARD' }, natives.decoder, {});
    const memory: number[] = [];
    const sampling = setInterval(() => memory.push(indexerBytes()), 500);
    const reached: { at: number; done: number }[] = [];
    const onProgress = ({ stage, done }: { stage: string; done: number }) => {
      if (stage === 'Indexing') reached.push({ at: performance.now() / 1000, done });
    };
    const { cost, result } = await costOf(() => indexExhibits(opened, listExhibits(opened.db), pack, settings, natives, home, { onProgress }));
    clearInterval(sampling);
    const [first, last] = [reached[0]!, reached.at(-1)!];
    if (result.finished.length !== paths.length || Math.abs(last.done - seconds * paths.length) > 1) throw new Error(`indexed ${result.finished.length} footages, ${last.done} s`);
    return { cost, steady: (last.done - first.done) / (last.at - first.at), digests: result.finished.map((run) => run.digest!), memory };
  } finally {
    opened.close();
  }
}

/** Resident memory of this process's children; 0 where the system does not tell. */
function indexerBytes(): number {
  try {
    let pages = 0;
    for (const id of readdirSync('/proc')) {
      if (!/^[0-9]+$/.test(id)) continue;
      try {
        // proc(5): the parent is the second field after the name, resident pages the 22nd.
        const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(fields[1]) === process.pid) pages += Number(fields[21]);
      } catch {
        continue; // it ended meanwhile
      }
    }
    return pages * 4096;
  } catch {
    return 0; // no /proc
  }
}

export async function measureIndexing(bench: Bench): Promise<{ figures: Figure[]; digest: string }> {
  const figures: Figure[] = [];
  const cores = availableParallelism();
  const decoder = nodeNatives().decoder;
  let digest = '';
  for (const detection of ['default', 'fast'] as const) {
    const settings = settingsOf(bench.pack, detection);
    const stages: Stages[] = [], one: Indexed[] = [], two: Indexed[] = [];
    for (let round = 0; round < bench.rounds; round++) {
      stages.push(await measureStages(bench.paths[0], bench.seconds, decoder, bench.pack, settings, join(bench.folder, `stages ${detection} ${round}`)));
      one.push(await indexOnce(bench, [bench.paths[0]], settings));
      two.push(await indexOnce(bench, bench.paths, settings));
    }
    const digests = new Set([...one, ...two].map((run) => run.digests[0]!));
    if (digests.size !== 1) throw new Error(`${digests.size} different digests of one footage`);
    if (detection === 'default') digest = [...digests][0]!;
    figures.push(...figuresOf(detection, stages, one, two, cores, bench.seconds));
    if (detection === 'default') figures.push(...memoryFigure(two, bench.seconds));
  }
  return { figures, digest };
}

function figuresOf(detection: 'default' | 'fast', stages: readonly Stages[], one: readonly Indexed[], two: readonly Indexed[], cores: number, seconds: number): Figure[] {
  const of = (stage: keyof Stages) => median(stages.map((each) => each[stage]));
  const parts = { decode: of('decode'), detect: of('detect'), embed: of('embed'), write: of('write') };
  const sum = Object.values(parts).reduce((a, b) => a + b, 0);
  const words = `CPU ms per second of footage: ${Object.entries(parts).map(([name, s]) => `${name} ${Math.round(s * 1000)}`).join(', ')}; the indexer’s main thread ${Math.round(of('analysis') * 1000)}`;
  const goal = detection === 'fast' ? 10 : 6;
  const rows = [{ runs: one, n: 1, how: 'one footage' }, { runs: two, n: 2, how: 'two at once' }];
  return rows.flatMap(({ runs, n, how }): Figure[] => {
    const whole = median(runs.map(({ cost }) => (seconds * n) / cost.wall));
    const steady = median(runs.map((run) => run.steady));
    const cpu = median(runs.map(({ cost }) => cost.cpu / (seconds * n)));
    const others = median(runs.map(({ cost }) => cost.others));
    const idle = others < 0.1;
    const busy = idle ? 'the machine was ours' : `not judged: other programs kept ${others.toFixed(2)} of ${cores} cores busy`;
    const what = `1080p25, 5 frames/s, ${detection}, ${how}`;
    return [
      { id: `P1 ${detection} ${n}`, what: `indexing ${what}`, unit: 'x real time', ours: steady, limit: cores / sum, goal: '>= 0.6 x limit', met: idle ? steady >= 0.6 * (cores / sum) : null, note: `from the first batch to the last; limit: ${cores} cores / sum of the stages; ${busy}; ${words}` },
      { id: `P1 ${detection} ${n} cpu`, what: `processor time, ${what}`, unit: 's of footage per CPU s', ours: 1 / cpu, limit: 1 / sum, goal: '>= 0.6 x limit', met: 1 / cpu >= 0.6 / sum, note: `all processes from start to end against the stages alone; ${Math.round(cpu * 1000)} CPU ms per second of footage, so at most ${(cores / cpu).toFixed(1)} x real time with both cores` },
      { id: `P1 ${detection} ${n} whole`, what: `all of it, ${what}`, unit: 'x real time', ours: whole, limit: null, goal: `>= ${goal} x`, met: idle ? whole >= goal : null, note: `with hashing, start of processes, loading and testing of models; ${busy}` },
    ];
  });
}

function memoryFigure(runs: readonly Indexed[], seconds: number): Figure[] {
  const samples = runs.at(-1)!.memory.filter((bytes) => bytes > 0);
  if (samples.length < 9) return [];
  const third = Math.floor(samples.length / 3);
  const [start, middle, end] = [0, 1, 2].map((k) => Math.max(...samples.slice(k * third, (k + 1) * third)) / 1e6) as [number, number, number];
  return [{ id: 'P2', what: `memory of two indexers together, ${seconds} s of footage each`, unit: 'MB', ours: Math.max(start, middle, end), limit: 1500, goal: '<= 1500 MB, flat', met: Math.max(start, middle, end) <= 1500 && end <= middle * 1.15, note: `most resident in the first, second, last third: ${[start, middle, end].map((mb) => mb.toFixed(0)).join(', ')} MB` }];
}

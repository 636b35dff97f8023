/** @file P3 and P4 on the real command: when the first faces of a new footage are in the database, and what a kill -9 costs. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { setPolicy } from '../../electron/engine/members.ts';
import { batchFrames } from '../../electron/engine/indexPlan.ts';
import { receive } from '../../electron/engine/ingest.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import type { Figure } from './figure.ts';
import { settingsOf } from './indexCase.ts';
import type { Bench } from './indexCase.ts';

const cli = join(import.meta.dirname, '../../electron/cli.ts');
const passphrase = 'bench';

/** A process group of its own, as a shell gives it: a kill reaches command and indexer alike. */
function startIndexing(place: string, home: string): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [cli, 'index', place, '--json'], { detached: true, stdio: 'ignore', env: { ...process.env, RETRACE_HOME: home, RETRACE_PASSPHRASE: passphrase } });
  return { child, ended: new Promise((resolve) => child.on('exit', (code) => resolve(code))) };
}

interface Row {
  readonly faces: number;
  readonly batches: number;
  readonly state: string;
  readonly digest: string | null;
}

/** Reads the case from outside, as another window would, until `enough`; then says when. */
async function watch(place: string, enough: (row: Row) => boolean, running: ChildProcess): Promise<{ row: Row; at: number }> {
  const db = new Database(join(place, 'case.sqlite'), { readonly: true });
  try {
    const read = db.prepare<[], Row>('SELECT batches, state, digest, (SELECT count(*) FROM sighting) AS faces FROM run');
    for (;;) {
      const row = read.get();
      if (row && enough(row)) return { row, at: performance.now() };
      if (running.exitCode !== null || running.signalCode !== null) throw new Error(`the command ended (${running.exitCode}) before it came so far`);
      await setTimeout(10);
    }
  } finally {
    db.close();
  }
}

/** `digest`: of an undisturbed run on the first footage with the default settings. */
export async function measureStart(bench: Bench, digest: string): Promise<Figure[]> {
  const { folder, pack } = bench;
  const home = join(folder, 'start home'), place = join(folder, 'start');
  const opened = await createCase(place, { name: 'Bench', reference: 'B/1', operator: null }, home, passphrase);
  setPolicy(opened, { basisBeforeIndexing: false });
  await receive(opened, [bench.paths[0]], { reference: 'B/1', camera: 'YARD' }, nodeNatives().decoder, {});
  opened.close();

  const perBatch = batchFrames(settingsOf(pack, 'default')) / 5;
  const started = performance.now();
  const first = startIndexing(place, home);
  const faces = await watch(place, (row) => row.faces > 0, first.child);
  // Past the third batch, and then in the middle of the next.
  const before = await watch(place, (row) => row.batches >= 3, first.child);
  const after = await watch(place, (row) => row.batches >= before.row.batches + 2, first.child);
  const perBatchMs = (after.at - before.at) / (after.row.batches - before.row.batches);
  let last = { batches: after.row.batches, at: after.at };
  const middle = await watch(place, ({ batches }) => {
    if (batches > last.batches) last = { batches, at: performance.now() };
    return performance.now() - after.at >= perBatchMs / 2;
  }, first.child);
  process.kill(-first.child.pid!, 'SIGKILL');
  await first.ended;
  const left = await watch(place, () => true, { exitCode: null, signalCode: null } as ChildProcess);
  const second = startIndexing(place, home);
  const code = await second.ended;
  const end = await watch(place, () => true, { exitCode: null, signalCode: null } as ChildProcess);
  if (code !== 0 || end.row.state !== 'finished') throw new Error(`the second command ended with ${code}, the run is ${end.row.state}`);
  if (end.row.digest !== digest) throw new Error('a killed and resumed run has another digest than an undisturbed one');

  const redone = ((middle.at - last.at) / perBatchMs) * perBatch;
  const seconds = (faces.at - started) / 1000;
  return [
    { id: 'P3', what: 'first faces in the database after the command starts', unit: 's', ours: seconds, limit: 3, goal: '<= 3 s', met: seconds <= 3, note: 'two processes start, the key is unlocked, the file hashed, the pack checked and self-tested; faces come with the first batch of two seconds of footage that has one' },
    { id: 'P4', what: 'footage done again after kill -9 of all processes in mid-file', unit: 's', ours: redone, limit: 2, goal: '<= 2 s, same digest', met: redone <= 2, note: `the batch that was being made (${perBatch} s), from the pace; killed after batch ${left.row.batches}; the resumed run has the digest of an undisturbed one; what lies before is decoded again without being analysed` },
  ];
}

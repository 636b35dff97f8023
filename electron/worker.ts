/** @file Entry of a process of the host's pool: makes one call at a time, opens its case with the keys that it is lent, and forgets them. */
import { constants, setPriority } from 'node:os';
import { deskCalls } from './api/deskCalls.ts';
import type { Desk } from './api/desk.ts';
import { mediaCalls } from './api/mediaCalls.ts';
import { Failure } from './core/failure.ts';
import type { Job, Progress } from './core/job.ts';
import { drawDemo } from './demo.ts';
import { openCaseWith, type Case } from './engine/caseFolder.ts';
import { doctor } from './engine/doctor.ts';
import { openEngine } from './engine/engine.ts';
import { asFailedThere } from './engine/indexerClient.ts';
import type { FromIndexer, IndexerProcess } from './engine/indexPlan.ts';
import { foundUnchanged, trustUnchanged } from './engine/viewing.ts';
import { openHostPort } from './hostPort.ts';
import { nativeAttempts } from './nativeAttempts.ts';
import { nodeNatives } from './nodeNatives.ts';
import type { FromWorker, Order, ToWorker } from './order.ts';

type Work = (input: unknown, job: Job) => Promise<unknown>;

const host = openHostPort<ToWorker, FromWorker>();
/** Indexers that the host started for this process. */
const indexers = new Map<number, { hear: (message: FromIndexer) => void; ended: (detail: string) => void }>();
const natives = nodeNatives('parentPort' in process ? hostsIndexer : null);
let stop = new AbortController();

async function make({ kind, name, input, home, lent, files }: Order): Promise<unknown> {
  let opened: Case | null = null;
  const desk: Desk = {
    engine: openEngine(natives, home), home, drawDemo, doctor: (job) => doctor({ home, attempts: nativeAttempts }, job),
    caseOf(caseId) {
      if (lent?.caseId !== caseId) throw new Failure('case-not-open', {});
      return (opened ??= openCaseWith(lent.folder, home, lent.keys));
    },
    pathOf(fileId) {
      const path = files.get(fileId);
      if (path === undefined) throw new Failure('file-not-chosen', {});
      return path;
    },
  };
  const known = (kind === 'call' ? deskCalls(desk) : mediaCalls(desk)) as unknown as Readonly<Record<string, Work>>;
  try {
    return await known[name]!(input, { signal: stop.signal, onProgress: sparing((progress) => host.post({ kind: 'progress', progress })) });
  } finally {
    (opened as Case | null)?.close();
  }
}

/** A file that is hashed tells of every megabyte; a person sees ten changes a second. A new stage is told at once. */
function sparing(tell: (progress: Progress) => void): (progress: Progress) => void {
  let [stage, at] = ['', 0];
  return (progress) => {
    if (progress.stage === stage && performance.now() - at < 100) return;
    [stage, at] = [progress.stage, performance.now()];
    tell(progress);
  };
}

/** An indexer that the host starts and relays: a process of Electron's cannot start one. */
function hostsIndexer(): IndexerProcess {
  const indexer = indexers.size === 0 ? 1 : Math.max(...indexers.keys()) + 1;
  const ends = { hear: (_message: FromIndexer): void => undefined, ended: (_detail: string): void => undefined };
  indexers.set(indexer, ends);
  host.post({ kind: 'start-indexer', indexer });
  return {
    post: (message) => host.post({ kind: 'to-indexer', indexer, message }),
    onMessage: (listener) => void (ends.hear = listener),
    onExit: (listener) => void (ends.ended = listener),
    kill: () => host.post({ kind: 'kill-indexer', indexer }),
  };
}

/** Who is not waited for any more need not be heard out: reading a long original goes on for the next one. */
function answerOf(order: Order): Promise<unknown> {
  const work = make(order);
  if (order.kind === 'call') return work;
  return Promise.race([work, new Promise((_resolve, reject) => stop.signal.addEventListener('abort', () => reject(new Failure('stopped', { kept: '' }))))]);
}

host.listen((message) => {
  switch (message.kind) {
    case 'order':
      // Whoever works long gives way to the window and to what somebody waits for; indexers inherit it.
      if (message.order.kind === 'call') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
      stop = new AbortController();
      trustUnchanged(message.order.unchanged);
      answerOf(message.order).then(
        (value) => host.post({ kind: 'done', value, unchanged: foundUnchanged() }),
        (error: unknown) => host.post({ kind: 'failed', ...asFailedThere(error) }),
      );
      return;
    case 'stop':
      stop.abort();
      return;
    case 'from-indexer':
      indexers.get(message.indexer)?.hear(message.message);
      return;
    case 'indexer-exited':
      indexers.get(message.indexer)?.ended(message.detail);
      indexers.delete(message.indexer);
      return;
    default:
      message satisfies never;
  }
});

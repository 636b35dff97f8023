/** @file The pool: processes of the host for what is long, blocking or dangerous. Each makes one call at a time and stays warm for the next. */
import { Failure } from './core/failure.ts';
import type { Job } from './core/job.ts';
import { asError } from './engine/indexerClient.ts';
import type { Child, IndexerProcess } from './engine/indexPlan.ts';
import { foundUnchanged, trustUnchanged } from './engine/viewing.ts';
import type { CallKind, FromWorker, Order, ToWorker } from './order.ts';

/** Milliseconds from “stop” until a process is not waited for any longer: more than it waits for an indexer of its own. */
const stopPatience = 15_000;

/** Until the first processes begin, milliseconds: the page that somebody signed in to is drawn first. */
const wakeMs = 700;

/**
 * [Note: Turns] Two calls of a kind work at once; the others wait. A call that has worked for this many milliseconds hands its turn on and goes on
 * beside: an hour of indexing, or a frame that takes a minute, keeps nobody waiting. `mostAtOnce` bounds what that can add up to.
 */
const turnMs = 4000, atOnce = 2, mostAtOnce = 8;

export interface Pool {
  /** The call's answer. Failures of the call, 'process-lost', 'stopped'. */
  run(order: Omit<Order, 'unchanged'>, job: Job): Promise<unknown>;
  /** Begins those that make pictures, a little later: a page that shows some need not wait for them as well. */
  wake(): void;
  /** Ends processes that have nothing to do: what they remember goes with them. */
  rest(): void;
  /** Ends all of them and waits until they are gone. */
  close(): Promise<void>;
}

type WorkerProcess = Child<ToWorker, FromWorker>;

interface Worker {
  readonly process: WorkerProcess;
  readonly indexers: Map<number, IndexerProcess>;
  readonly exited: Promise<string>;
  hear: ((message: FromWorker) => void) | null;
  /** What its last call was about. */
  about: string;
}

interface Lane {
  readonly idle: Worker[];
  readonly waiting: (() => void)[];
  young: number;
  all: number;
}

/** `launchIndexer`: for processes that cannot start one themselves; null where they can. */
export function openPool(launch: () => WorkerProcess, launchIndexer: (() => IndexerProcess) | null): Pool {
  const lane = (): Lane => ({ idle: [], waiting: [], young: 0, all: 0 });
  const lanes: Readonly<Record<CallKind, Lane>> = { call: lane(), media: lane() };
  const alive = new Set<Worker>();
  let waking: NodeJS.Timeout | undefined;

  function begin(idle: Worker[]): Worker {
    const process = launch();
    const exited = new Promise<string>((resolve) => process.onExit(resolve));
    const worker: Worker = { process, indexers: new Map(), exited, hear: null, about: '' };
    alive.add(worker);
    process.onMessage((message) => {
      if (message.kind === 'start-indexer') startIndexer(worker, message.indexer);
      else if (message.kind === 'to-indexer') worker.indexers.get(message.indexer)?.post(message.message);
      else if (message.kind === 'kill-indexer') worker.indexers.get(message.indexer)?.kill();
      else worker.hear?.(message);
    });
    void exited.then(() => {
      alive.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      for (const indexer of worker.indexers.values()) indexer.kill();
    });
    return worker;
  }

  /** One after the other: each keeps the host's thread for as long as the system takes to make it. `left`: those that end at once are not begun again. */
  function wake(left: number): void {
    clearTimeout(waking);
    waking = setTimeout(() => {
      const { idle, all } = lanes.media;
      if (idle.length + all < atOnce) idle.push(begin(idle));
      if (left > 1) wake(left - 1);
    }, wakeMs);
  }

  function startIndexer({ process, indexers }: Worker, number: number): void {
    const indexer = launchIndexer!();
    indexers.set(number, indexer);
    indexer.onMessage((message) => process.post({ kind: 'from-indexer', indexer: number, message }));
    indexer.onExit((detail) => {
      indexers.delete(number);
      process.post({ kind: 'indexer-exited', indexer: number, detail });
    });
  }

  /** Calls those who may work now. The newest picture comes first: what was scrolled past can wait. */
  function next(kind: CallKind): void {
    const lane = lanes[kind];
    while (lane.young < atOnce && lane.all < mostAtOnce && lane.waiting.length > 0) {
      lane.young += 1;
      lane.all += 1;
      (kind === 'media' ? lane.waiting.pop() : lane.waiting.shift())!();
    }
  }

  /** Resolves when the call may work; the function it gives ends its turn. */
  async function turn(kind: CallKind, signal: AbortSignal | undefined): Promise<() => void> {
    const lane = lanes[kind];
    const called = Promise.withResolvers<void>();
    const leave = (): void => {
      const at = lane.waiting.indexOf(called.resolve);
      if (at < 0) return;
      lane.waiting.splice(at, 1);
      called.reject(stopped());
    };
    if (signal?.aborted) throw stopped();
    signal?.addEventListener('abort', leave, { once: true });
    lane.waiting.push(called.resolve);
    next(kind);
    await called.promise.finally(() => signal?.removeEventListener('abort', leave));
    let young = true;
    const ages = setTimeout(() => {
      young = false;
      lane.young -= 1;
      next(kind);
    }, turnMs);
    return () => {
      clearTimeout(ages);
      if (young) lane.young -= 1;
      lane.all -= 1;
      next(kind);
    };
  }

  /** One order in this process, to its answer or its end. */
  async function make(worker: Worker, order: Omit<Order, 'unchanged'>, { signal, onProgress }: Job): Promise<unknown> {
    const answered = Promise.withResolvers<unknown>();
    worker.hear = (message) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      if (message.kind === 'failed') answered.reject(asError(message));
      if (message.kind !== 'done') return;
      trustUnchanged(message.unchanged);
      answered.resolve(message.value);
    };
    void worker.exited.then((detail) => answered.reject(signal?.aborted ? stopped() : new Failure('process-lost', { call: order.name, detail })));
    let patience: NodeJS.Timeout | undefined;
    const stop = (): void => {
      worker.process.post({ kind: 'stop' });
      patience = setTimeout(() => worker.process.kill(), stopPatience);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.process.post({ kind: 'order', order: { ...order, unchanged: foundUnchanged() } });
    try {
      return await answered.promise;
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener('abort', stop);
      worker.hear = null;
    }
  }

  return {
    async run(order, job) {
      const end = await turn(order.kind, job.signal);
      const { idle } = lanes[order.kind];
      // Of those that rest, the one whose last call was about the same: its decoder may stand where this one begins (engine/onward.ts).
      const about = aboutOf(order), at = idle.findLastIndex((each) => each.about === about);
      const worker = idle.splice(at, 1)[0] ?? begin(idle);
      worker.about = about;
      try {
        if (job.signal?.aborted) throw stopped();
        return await make(worker, order, job);
      } finally {
        if (idle.length < atOnce) idle.push(...(alive.has(worker) ? [worker] : []));
        else worker.process.kill();
        end();
      }
    },
    wake: () => wake(atOnce),
    rest() {
      clearTimeout(waking);
      for (const { idle } of Object.values(lanes)) for (const worker of idle.splice(0)) worker.process.kill();
    },
    async close() {
      clearTimeout(waking);
      const all = [...alive];
      for (const { process } of all) process.kill();
      await Promise.all(all.map(({ exited }) => exited));
    },
  };
}

/** The call and the footage that it names. */
function aboutOf({ name, input }: Omit<Order, 'unchanged'>): string {
  const { footageId = '' } = (input ?? {}) as { readonly footageId?: unknown };
  return `${name} ${String(footageId)}`;
}

const stopped = (): Failure => new Failure('stopped', { kept: 'What was recorded before is kept.' });

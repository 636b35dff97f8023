/** @file Entry of the indexer process: receives a plan, hands over batches. Hostile video is decoded here and nowhere else while indexing. */
import { Failure } from './core/failure.ts';
import { indexFootage } from './engine/indexFootage.ts';
import { loadPack } from './engine/models.ts';
import type { FromIndexer, IndexPlan, ToIndexer } from './engine/indexPlan.ts';
import { openNodeAvDecoder } from '../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../native/faces/onnxFaceAnalyser.ts';

interface ParentPort {
  postMessage(message: FromIndexer): void;
  on(event: 'message', listener: (message: { data: ToIndexer }) => void): void;
}

/** Electron's utility processes have a parent port; Node's children have a channel. */
const parentPort = (process as { parentPort?: ParentPort }).parentPort;
const stop = new AbortController();
const acknowledged = new Map<number, () => void>();

function post(message: FromIndexer): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

async function work(plan: IndexPlan): Promise<void> {
  const pack = await loadPack(plan.pack, plan.home);
  if (pack.digest !== plan.packDigest) throw new Failure('pack-changed', { pack: plan.pack, expected: plan.packDigest, found: pack.digest });
  const analyser = await openFaceAnalyser(pack, { threads: plan.threads });
  await indexFootage(openNodeAvDecoder(), analyser, plan, (batch) => {
    const done = new Promise<void>((resolve) => acknowledged.set(batch.ordinal, resolve));
    post({ kind: 'batch', batch });
    return done;
  }, { signal: stop.signal });
  await analyser.close();
}

function receive(message: ToIndexer): void {
  switch (message.kind) {
    case 'plan':
      work(message.plan).then(
        () => process.exit(0),
        (error: unknown) => {
          const failure = error instanceof Failure ? error : null;
          post({ kind: 'failed', code: failure?.code ?? null, data: failure?.data ?? null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
          // Leaving at once could lose the message that is still in the channel.
          setTimeout(() => process.exit(1), 200);
        },
      );
      return;
    case 'acknowledged':
      acknowledged.get(message.ordinal)?.();
      acknowledged.delete(message.ordinal);
      return;
    case 'stop':
      stop.abort();
      return;
    default:
      message satisfies never;
  }
}

// A host that was killed closes the channel; an indexer without a host has nobody to keep its work.
process.on('disconnect', () => process.exit(1));
// Ctrl-C in a terminal reaches the whole process group; the host decides when this process ends.
process.on('SIGINT', () => undefined);
if (parentPort) parentPort.on('message', (event) => receive(event.data));
else process.on('message', (message) => receive(message as ToIndexer));

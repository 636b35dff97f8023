/** @file Entry of the indexer process: receives a plan, hands over batches. Hostile video is decoded here and nowhere else while indexing. */
import { Failure } from './core/failure.ts';
import { openHostPort } from './hostPort.ts';
import { asFailedThere } from './engine/indexerClient.ts';
import { indexFootage } from './engine/indexFootage.ts';
import { loadPack } from './engine/models.ts';
import type { FromIndexer, IndexPlan, ToIndexer } from './engine/indexPlan.ts';
import { openDecoder } from '../native/decoder/openDecoder.ts';
import { openFaceAnalyser } from '../native/faces/onnxFaceAnalyser.ts';

const host = openHostPort<ToIndexer, FromIndexer>();
const stop = new AbortController();
const acknowledged = new Map<number, () => void>();

async function work(plan: IndexPlan): Promise<void> {
  const pack = await loadPack(plan.pack, plan.home);
  if (pack.digest !== plan.packDigest) throw new Failure('pack-changed', { pack: plan.pack, expected: plan.packDigest, found: pack.digest });
  const analyser = await openFaceAnalyser(pack, { threads: plan.threads });
  await indexFootage(await openDecoder(), analyser, plan, (batch) => {
    const done = new Promise<void>((resolve) => acknowledged.set(batch.ordinal, resolve));
    host.post({ kind: 'batch', batch });
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
          host.post({ kind: 'failed', ...asFailedThere(error) });
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

host.listen(receive);

/** @file Native engines with a fake decoder and a fake analyser, the indexer in this process, and everything else real; and the fake's pack. */
import type { LoadedPack, PackDescription } from '../../electron/core/modelPack.ts';
import { indexFootage } from '../../electron/engine/indexFootage.ts';
import type { FromIndexer, IndexerProcess } from '../../electron/engine/indexPlan.ts';
import type { Natives } from '../../electron/engine/natives.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import type { Decoder } from '../../native/decoder/decoder.ts';
import { faceVector, openFakeAnalyser } from './fakeAnalyser.ts';

export function fakeNatives(decoder: Decoder): Natives {
  return { ...nodeNatives(), decoder, openAnalyser: async () => openFakeAnalyser(), sandbox: () => 'none', launchIndexer: () => indexer(decoder) };
}

/** What the engine reads of a pack where the analyser is a fake. */
export const fakePack: LoadedPack = {
  description: { id: 'fake', version: '1', metric: 'l2', samePersonDistance: 0.5, embedder: [{ dimension: faceVector(0).length }] } as unknown as PackDescription,
  digest: openFakeAnalyser().pack.digest,
  read: () => Promise.reject(new Error('a fake has no files')),
};

/** An indexer in this process. */
function indexer(decoder: Decoder): IndexerProcess {
  let tell: (message: FromIndexer) => void = () => undefined, ended: (detail: string) => void = () => undefined;
  const acknowledged = new Map<number, () => void>(), stop = new AbortController();
  return {
    onMessage: (listener) => void (tell = listener),
    onExit: (listener) => void (ended = listener),
    kill: () => ended('killed'),
    post(message) {
      if (message.kind === 'stop') stop.abort();
      else if (message.kind === 'acknowledged') acknowledged.get(message.ordinal)?.();
      else {
        indexFootage(decoder, openFakeAnalyser(), message.plan, (batch) => new Promise((resolve) => {
          acknowledged.set(batch.ordinal, resolve);
          tell({ kind: 'batch', batch });
        }), { signal: stop.signal }).then(() => ended('exit code 0'), (error: unknown) => {
          tell({ kind: 'failed', code: null, data: null, message: String(error) });
          ended('exit code 1');
        });
      }
    },
  };
}

/** @file Entry of the decoder's worker thread: one request, its answers, end. Decoding runs here while inference holds the main thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../../electron/core/failure.ts';
import { probeFile } from './avProbe.ts';
import { runFrames } from './avFrames.ts';
import { rangeStart } from './avRange.ts';
import { listTimes } from './avTimes.ts';
import { stillBySeeking, stillFromStart } from './avStill.ts';
import type { Answer, Request } from './worker.ts';

const request = workerData as Request;
const post = (answer: Answer, transfer: ArrayBuffer[] = []): void => parentPort!.postMessage(answer, transfer);

try {
  switch (request.kind) {
    case 'probe':
      post({ kind: 'done', value: probeFile(request.path) });
      break;
    case 'still':
      post({ kind: 'done', value: request.seek ? stillBySeeking(request) : stillFromStart(request) });
      break;
    case 'range':
      post({ kind: 'done', value: rangeStart(request) });
      break;
    case 'times':
      post({ kind: 'done', value: listTimes(request) });
      break;
    case 'frames':
      await runFrames(request, post);
      break;
    default:
      request satisfies never;
  }
} catch (error) {
  post(error instanceof Failure ? { kind: 'failed', code: error.code, data: error.data } : { kind: 'bug', error });
}

/** @file The concrete engines for hosts that run in Node: decoder, face analyser, vector index, pictures, and indexers as child processes. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromIndexer, IndexerProcess } from './engine/indexPlan.ts';
import type { Natives } from './engine/natives.ts';
import { openNodeAvDecoder } from '../native/decoder/nodeAv.ts';
import { openFaceAnalyser } from '../native/faces/onnxFaceAnalyser.ts';
import { encodePng, readPicture } from '../native/pictures/pictures.ts';
import { openLanceIndex } from '../native/vectors/lanceIndex.ts';

export function nodeNatives(): Natives {
  return { decoder: openNodeAvDecoder(), openAnalyser: openFaceAnalyser, openVectors: openLanceIndex, readPicture, encodePng, launchIndexer };
}

/** Its standard output and error are the host's standard error: standard output belongs to the answer. */
function launchIndexer(): IndexerProcess {
  const child = fork(join(import.meta.dirname, 'indexer.ts'), [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
  return {
    post(message) {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as FromIndexer)),
    onExit: (listener) => void child.on('exit', (code, signal) => listener(signal === null ? `exit code ${code}` : `signal ${signal}`)),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** @file How Electron starts the processes of the pool and the indexers: as utility processes, since its own binary runs no scripts. */
import { utilityProcess } from 'electron';
import { join } from 'node:path';
import type { Child, FromIndexer, ToIndexer } from './engine/indexPlan.ts';
import { giveWay } from './nodeNatives.ts';
import type { FromWorker, ToWorker } from './order.ts';

export const utilityProcesses = {
  worker: () => start<ToWorker, FromWorker>('worker'),
  indexer: () => start<ToIndexer, FromIndexer>('indexer'),
};

/** An entry that was built beside this one. What it prints is the host's standard error and output: no answer goes there. */
function start<To extends object, From>(entry: 'worker' | 'indexer'): Child<To, From> {
  const child = utilityProcess.fork(join(import.meta.dirname, `${entry}.js`), [], { serviceName: `Retrace ${entry}`, stdio: 'inherit' });
  if (entry === 'worker') child.once('spawn', () => giveWay(child.pid));
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message: From) => listener(message)),
    onExit: (listener) => void child.on('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}

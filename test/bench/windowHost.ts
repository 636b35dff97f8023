/** @file The window's host in a process of its own, for measureWindow: says its address, and at each message for how long its thread was held at the most since the one before. */
import { serve } from '../../electron/serve.ts';

/** Milliseconds between two looks; a delay is counted from when a look was due. */
const resolution = 5;

/** `heldMs`: the longest stretch. `workMs`: the most processor time of this thread in one; the rest of a stretch it waited, for a core or a file. */
export interface Held {
  readonly heldMs: number;
  readonly workMs: number;
}

const loopback = await serve(process.argv[2]!);
let [heldMs, workMs] = [0, 0];
let at = performance.now(), before = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before), now = performance.now();
  [heldMs, workMs] = [Math.max(heldMs, now - at - resolution), Math.max(workMs, (user + system) / 1000)];
  [at, before] = [now, process.threadCpuUsage()];
}, resolution);
process.on('message', () => {
  process.send?.({ heldMs, workMs } satisfies Held);
  [heldMs, workMs] = [0, 0];
});
process.on('disconnect', () => void loopback.close().finally(() => process.exit()));
process.send?.({ address: loopback.address });

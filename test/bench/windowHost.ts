/** @file The window's host in a process of its own, for measureWindow: says its address, and at each message for how long its thread was held at the most since the one before. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '../../electron/serve.ts';

/** Milliseconds between two looks; a delay is counted from when a look was due. */
const resolution = 5;

const loopback = await serve(process.argv[2]!);
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
process.on('message', () => {
  process.send?.({ heldMs: Math.max(0, delay.max / 1e6 - resolution) });
  delay.reset();
});
process.on('disconnect', () => void loopback.close().finally(() => process.exit()));
process.send?.({ address: loopback.address });

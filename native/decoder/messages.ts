/** @file What ffmpeg's libraries say, collected for the record. Their log is one per process, and only the main thread can hold its end. */
import { isMainThread } from 'node:worker_threads';
import { Log } from 'node-av/lib';
import { AV_LOG_ERROR, AV_LOG_QUIET, AV_LOG_WARNING } from 'node-av/constants';

export type CountedMessage = { readonly text: string; readonly count: number };

/** Damaged footage can produce a different message for every picture: this many texts are kept, the rest only counted. */
const keptTexts = 200;

export interface MessageCollection {
  /** Resolves when everything said so far has arrived, with the texts in order of first appearance. */
  end(): Promise<CountedMessage[]>;
}

interface Collecting {
  readonly counts: Map<string, number>;
  further: number;
}

const open = new Set<Collecting>();
const markers = new Map<string, () => void>();
let markerNumber = 0;

function listen(): void {
  if (!isMainThread) throw new Error('the decoder is opened from a process’s main thread: the log of its library aborts in others');
  Log.setLevel(AV_LOG_WARNING);
  Log.setCallback((_level, message) => {
    const text = message.trim();
    const reached = markers.get(text);
    if (reached) return reached();
    for (const collecting of open) {
      if (collecting.counts.has(text) || collecting.counts.size < keptTexts) collecting.counts.set(text, (collecting.counts.get(text) ?? 0) + 1);
      else collecting.further += 1;
    }
  }, { maxLevel: AV_LOG_WARNING });
}

/** A callback that is still set when the process ends aborts it if a message is on its way. */
function stopListening(): void {
  Log.setLevel(AV_LOG_QUIET);
  Log.resetCallback();
}

/**
 * Collects warnings and errors from now on. The log does not say who speaks: where two decodings run in one process at the same time, each
 * collection holds the messages of both. (The indexer decodes one footage per process.)
 */
export function collectMessages(): MessageCollection {
  if (open.size === 0) listen();
  const collecting: Collecting = { counts: new Map(), further: 0 };
  open.add(collecting);
  return {
    async end() {
      // The log is a queue: when our own marker comes out, all that was said before has come out.
      const marker = `retrace marker ${(markerNumber += 1)}`;
      // Waiting for the log does not keep a process alive; the timer does.
      const alive = setInterval(() => {}, 1000);
      await new Promise<void>((resolve) => {
        markers.set(marker, resolve);
        Log.log(AV_LOG_ERROR, marker);
      });
      clearInterval(alive);
      markers.delete(marker);
      open.delete(collecting);
      if (open.size === 0) stopListening();
      const kept = [...collecting.counts].map(([text, count]) => ({ text, count }));
      return collecting.further > 0 ? [...kept, { text: 'further messages, texts not kept', count: collecting.further }] : kept;
    },
  };
}

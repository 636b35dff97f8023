/** @file The way to the host: Electron's bridge where there is one, otherwise loopback. Nothing else knows which. */
import type { Transport } from '../electron/api/client.ts';
import type { Answer } from '../electron/api/contract.ts';
import type { ChosenFile } from '../electron/api/hostContract.ts';
import type { Progress } from '../electron/core/job.ts';

/** What preload puts into the window. */
interface Bridge {
  call(id: string, name: string, input: unknown): Promise<unknown>;
  stop(id: string): void;
  onProgress(listener: (id: string, progress: unknown) => void): void;
  take(files: readonly File[]): Promise<unknown>;
}

const lost: Answer<never> = { ok: false, error: { code: 'host-lost', message: 'Retrace does not answer any more. What was recorded is safe; start it again.' } };

/** Calls over Electron's bridge. */
function overBridge(bridge: Bridge): Transport {
  const listeners = new Map<string, (progress: Progress) => void>();
  bridge.onProgress((id, progress) => listeners.get(id)?.(progress as Progress));
  return async (name, input, { signal, onProgress }) => {
    const id = crypto.randomUUID();
    const stop = (): void => bridge.stop(id);
    if (onProgress) listeners.set(id, onProgress);
    signal?.addEventListener('abort', stop);
    try {
      return (await bridge.call(id, name, input)) as Answer<unknown>;
    } catch {
      return lost;
    } finally {
      listeners.delete(id);
      signal?.removeEventListener('abort', stop);
    }
  };
}

/** Calls over loopback: the reply is lines of JSON, progress first and the answer last. */
const overLoopback: Transport = async (name, input, { signal, onProgress }) => {
  try {
    const reply = await fetch(`/call/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input), ...(signal && { signal }) });
    if (!reply.ok || !reply.body) return lost;
    const reader = reply.body.getReader();
    const text = new TextDecoder();
    let answer: Answer<unknown> = lost;
    for (let rest = ''; ; ) {
      const { value, done } = await reader.read();
      if (done) return answer;
      const lines = (rest + text.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const said = JSON.parse(line) as { progress?: Progress; answer?: Answer<unknown> };
        if (said.answer) answer = said.answer;
        if (said.progress) onProgress?.(said.progress);
      }
    }
  } catch {
    return signal?.aborted ? { ok: false, error: { code: 'stopped', message: 'Stopped as asked.' } } : lost;
  }
};

/** A browser says of no file where it lies: its bytes are sent, and the host keeps them until it ends. Those that it does not take are left out. */
async function upload(files: readonly File[]): Promise<readonly ChosenFile[]> {
  const taken: ChosenFile[] = [];
  for (const file of files) {
    const reply = await fetch(`/upload?${new URLSearchParams({ name: file.name })}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }).catch(() => null);
    if (reply?.ok) taken.push((await reply.json()) as ChosenFile);
  }
  return taken;
}

export interface HostWay {
  readonly transport: Transport;
  /** The host's names for files that were dropped; empty where it takes none. */
  take(files: readonly File[]): Promise<readonly ChosenFile[]>;
}

export function openHostWay(): HostWay {
  const { retrace } = window as { retrace?: Bridge };
  if (!retrace) return { transport: overLoopback, take: upload };
  return { transport: overBridge(retrace), take: async (files) => (await retrace.take(files).catch(() => [])) as readonly ChosenFile[] };
}

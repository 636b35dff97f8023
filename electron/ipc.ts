/** @file IPC: binds dispatch to the window's bridge, for our own pages in our own main frame only. Runs in Electron's main process. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { isAbsolute } from 'node:path';
import type { Host } from './parts.ts';

/** More files than anybody drops at once. */
const mostTaken = 10_000;

/** Every call from `origin` goes to the host; everything else is refused without an answer. */
export function bindIpc(host: Pick<Host, 'call' | 'take'>, origin: string): void {
  const running = new Map<string, AbortController>();
  const ours = ({ senderFrame, sender }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${origin}/`);

  ipcMain.handle('call', async (event, id: unknown, name: unknown, input: unknown) => {
    if (!ours(event) || typeof id !== 'string' || typeof name !== 'string') throw new Error('refused');
    const stop = new AbortController();
    running.set(id, stop);
    const gone = (): void => stop.abort();
    event.sender.once('destroyed', gone);
    try {
      return await host.call(name, input, {
        signal: stop.signal,
        onProgress: (progress) => void (event.sender.isDestroyed() || event.sender.send('progress', id, progress)),
      });
    } finally {
      event.sender.off('destroyed', gone);
      running.delete(id);
    }
  });

  // A path is what preload asked the system for; a file that a script made has none, and stays out.
  ipcMain.handle('take', (event, paths: unknown) => {
    if (!ours(event) || !Array.isArray(paths) || paths.length > mostTaken) throw new Error('refused');
    return paths.filter((path) => typeof path === 'string' && isAbsolute(path)).map((path: string) => host.take(path));
  });

  ipcMain.on('stop', (event, id: unknown) => {
    if (ours(event) && typeof id === 'string') running.get(id)?.abort();
  });
}

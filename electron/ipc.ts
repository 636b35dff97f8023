/** @file IPC: binds dispatch to the window's bridge, for our own pages in our own main frame only. Runs in Electron's main process. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { Dispatch } from './api/dispatch.ts';

/** Every call from `origin` goes to dispatch; everything else is refused without an answer. */
export function bindIpc(dispatch: Dispatch, origin: string): void {
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
      return await dispatch.call(name, input, {
        signal: stop.signal,
        onProgress: (progress) => void (event.sender.isDestroyed() || event.sender.send('progress', id, progress)),
      });
    } finally {
      event.sender.off('destroyed', gone);
      running.delete(id);
    }
  });

  ipcMain.on('stop', (event, id: unknown) => {
    if (ours(event) && typeof id === 'string') running.get(id)?.abort();
  });
}

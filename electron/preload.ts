/** @file Preload: the bridge between the window and the main process. Four functions; runs sandboxed, before the page. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('retrace', {
  call: (id: string, name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', id, name, input),
  stop: (id: string): void => ipcRenderer.send('stop', id),
  onProgress: (listener: (id: string, progress: unknown) => void): void => {
    ipcRenderer.on('progress', (_event, id: string, progress: unknown) => listener(id, progress));
  },
  /** What a person dropped into the page: main hears where it lies, the page gets a name for it. */
  take: (files: readonly File[]): Promise<unknown> => ipcRenderer.invoke('take', files.map((file) => webUtils.getPathForFile(file))),
});

/** @file Electron's main process: lifecycle only. One instance; the engine lives here, the window only shows and asks. */
import { app, dialog } from 'electron';
import type { Choice } from './api/hostDesk.ts';
import { bindIpc } from './ipc.ts';
import { openHost } from './parts.ts';
import { lockDown, openWindow, origin, registerScheme } from './window.ts';

registerScheme();
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  lockDown();
  const dispatch = openHost({ host: 'window', choose, startFolder: null, processes: null });
  bindIpc(dispatch, origin);
  const window = openWindow();
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => {
    void dispatch.close().finally(() => app.quit());
  });
}

async function choose({ what, title, extensions, suggested }: Choice): Promise<readonly string[]> {
  const filters = extensions.length > 0 ? [{ name: title, extensions: [...extensions] }] : [];
  if (what === 'new') {
    const { canceled, filePath } = await dialog.showSaveDialog({ title, filters, ...(suggested !== null && { defaultPath: suggested }) });
    return canceled ? [] : [filePath];
  }
  const properties = { folder: ['openDirectory' as const], file: ['openFile' as const], files: ['openFile' as const, 'multiSelections' as const] }[what];
  const { canceled, filePaths } = await dialog.showOpenDialog({ title, filters, properties });
  return canceled ? [] : filePaths;
}

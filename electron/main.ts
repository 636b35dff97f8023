/** @file Electron's main process: lifecycle only. One instance; the engine lives here, the window only shows and asks. */
import { app, dialog } from 'electron';
import { openDispatch } from './api/dispatch.ts';
import { openForWindow } from './engine/overview.ts';
import { bindIpc } from './ipc.ts';
import { homeFolder, parts } from './parts.ts';
import { lockDown, openWindow, origin, registerScheme } from './window.ts';

registerScheme();
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  lockDown();
  const dispatch = openDispatch(
    parts({
      host: 'window',
      openCase: (folder) => openForWindow(folder, homeFolder()),
      async chooseFolder() {
        const { canceled, filePaths } = await dialog.showOpenDialog({ title: 'Open a case', buttonLabel: 'Open case', properties: ['openDirectory'] });
        return canceled ? null : (filePaths[0] ?? null);
      },
    }),
  );
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

/** @file Electron's main process: lifecycle only. One instance; the engine lives here, the window only shows and asks. */
import { app, dialog, powerMonitor, screen, type BrowserWindow } from 'electron';
import { resolve } from 'node:path';
import type { Choice } from './api/hostDesk.ts';
import { homeFolder } from './homeFolder.ts';
import { bindIpc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { openHost, type Host } from './parts.ts';
import { utilityProcesses } from './processes.ts';
import { taskBarProgress } from './taskBar.ts';
import { lockDown, openWindow, origin, registerScheme } from './window.ts';
import { keepWindowPlace, windowPlace } from './windowPlace.ts';

registerScheme();
const folder = askedFolder();
if (app.requestSingleInstanceLock({ folder })) void run();
else app.quit();

async function run(): Promise<void> {
  await app.whenReady();
  const host = openHost({ host: 'window', choose, startFolder: folder, processes: utilityProcesses });
  lockDown(host);
  bindIpc(host, origin);
  const home = homeFolder();
  const window = openWindow(windowPlace(home, screen.getAllDisplays().map(({ workArea }) => workArea)));
  const lock = (): void => void host.call('lock', {}).then(() => window.isDestroyed() || window.webContents.reload());
  setMenu(window, lock);
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
  const telling = setInterval(() => window.setProgressBar(taskBarProgress(host.running())), 1000);
  stayWhileAtWork(window, host, () => {
    clearInterval(telling);
    keepWindowPlace(home, window.getNormalBounds(), window.isMaximized());
  });
  app.on('second-instance', (_event, _words, _where, second) => void openAsWell(window, host, second));
  app.on('window-all-closed', () => void host.close().finally(() => app.quit()));
}

/** The folder of a case that the program was started with, if any: the first word that is no option of Chromium's. */
function askedFolder(): string | null {
  const word = process.argv.slice(app.isPackaged ? 1 : 2).find((each) => !each.startsWith('-'));
  return word === undefined ? null : resolve(word);
}

/** Asks before work that is under way is stopped by closing the window; whoever presses Enter or Escape stays. */
function stayWhileAtWork(window: BrowserWindow, host: Host, onClose: () => void): void {
  let asking = false, decided = false;
  window.on('close', (event) => {
    if (decided || host.running().length === 0) return onClose();
    event.preventDefault();
    if (asking) return;
    asking = true;
    const question = {
      type: 'question' as const, title: 'Retrace', buttons: ['Stay', 'Stop the work and quit'], defaultId: 0, cancelId: 0, noLink: true,
      message: 'Work is under way. Quit all the same?',
      detail: 'What was recorded so far is kept, and indexing goes on from there the next time. Anything else begins anew.',
    };
    void dialog.showMessageBox(window, question).then(({ response }) => {
      asking = false;
      decided = response === 1;
      if (decided) window.close();
    });
  });
}

/** The program was started again: its window comes to the front, and the case that was named is opened where none is. */
async function openAsWell(window: BrowserWindow, host: Host, second: unknown): Promise<void> {
  if (window.isMinimized()) window.restore();
  window.focus();
  const named = typeof second === 'object' && second !== null && 'folder' in second && typeof second.folder === 'string' ? second.folder : null;
  if (named === null) return;
  const answer = await host.call('openCases', {});
  if (answer.ok && Array.isArray(answer.value) && answer.value.length === 0) {
    host.startWith(named);
    window.webContents.reload();
    return;
  }
  await dialog.showMessageBox(window, {
    type: 'info', title: 'Retrace', buttons: ['Understood'], message: 'A case is open in this window already.',
    detail: 'Nothing was changed. Close it first (the cross beside its name), then open the other one.',
  });
}

/** What is chosen is not remembered by the system’s lists of recent files. */
async function choose({ what, title, extensions, suggested }: Choice): Promise<readonly string[]> {
  const filters = extensions.length > 0 ? [{ name: title, extensions: [...extensions] }] : [];
  if (what === 'new') {
    const { canceled, filePath } = await dialog.showSaveDialog({ title, filters, properties: ['dontAddToRecent'], ...(suggested !== null && { defaultPath: suggested }) });
    return canceled ? [] : [filePath];
  }
  const properties = { folder: ['openDirectory' as const, 'createDirectory' as const], file: ['openFile' as const], files: ['openFile' as const, 'multiSelections' as const] }[what];
  const { canceled, filePaths } = await dialog.showOpenDialog({ title, filters, properties: [...properties, 'dontAddToRecent'] });
  return canceled ? [] : filePaths;
}

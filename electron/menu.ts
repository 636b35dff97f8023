/** @file The window's native menus. What a page does, its own key does: the menu names that key and leaves it to the page. Nothing of a case is in a menu. */
import { app, Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';

/** A command of the page: shown with its key, which the page hears itself; chosen with the pointer, the key is sent to it. */
function ofPage(label: string, keyCode: string, control: boolean, window: BrowserWindow): MenuItemConstructorOptions {
  return {
    label,
    accelerator: control ? `CmdOrCtrl+${keyCode}` : keyCode,
    registerAccelerator: false,
    click: () => {
      for (const type of ['keyDown', 'keyUp'] as const) window.webContents.sendInputEvent({ type, keyCode, modifiers: control ? ['control'] : [] });
    },
  };
}

export function setMenu(window: BrowserWindow, onLock: () => void): void {
  const separator = { type: 'separator' } as const;
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [{ ...ofPage('Lock', 'L', true, window), click: onLock }, separator, process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' }] },
    { label: 'Edit', submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }] },
    {
      label: 'View',
      submenu: [
        ofPage('All commands', 'K', true, window), separator, { label: 'Load the page again', role: 'reload' }, separator,
        { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' },
      ],
    },
    { label: 'Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }] },
    { label: 'Help', role: 'help', submenu: [ofPage('Guide to this page', 'F1', false, window), separator, { label: 'About Retrace', role: 'about' }] },
  ];
  app.setAboutPanelOptions({ applicationName: 'Retrace', applicationVersion: app.getVersion(), copyright: 'Copyright The Retrace authors. Apache License 2.0.' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

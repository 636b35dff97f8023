/** @file The hardened window: our pages under a scheme of our own, and nothing else. Follows Electron's security checklist point by point. */
import { app, BrowserWindow, protocol, session } from 'electron';
import { join } from 'node:path';
import { pageHeaders, readPages } from './pages.ts';

/** Where our pages live; a scheme of its own instead of file:, so that a page cannot name files. */
export const origin = 'retrace://app';

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'retrace', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

/** When the app is ready: serves the built pages, refuses every permission, navigation and further window. */
export function lockDown(): void {
  const pages = readPages(join(import.meta.dirname, '../renderer'));
  protocol.handle('retrace', (request) => {
    const { host, pathname } = new URL(request.url);
    const page = host === 'app' && request.method === 'GET' ? pages.get(pathname) : undefined;
    if (!page) return new Response(null, { status: 404 });
    return new Response(page.bytes, { headers: { ...pageHeaders, 'content-type': page.type } });
  });
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    title: 'Retrace',
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/`);
  return window;
}

/** @file The hardened window: our pages and media under a scheme of our own, and nothing else. Follows Electron's security checklist (electron/README.md, “Hardened”). */
import { app, BrowserWindow, protocol, session } from 'electron';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { mediaReply } from './mediaReply.ts';
import { pageHeaders, readPages } from './pages.ts';
import type { Host } from './parts.ts';
import { leastHeight, leastWidth, type WindowPlace } from './windowPlace.ts';

/** Where our pages live; a scheme of its own instead of file:, so that a page cannot name files. */
export const origin = 'retrace://app';

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'retrace', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

/** Onto the clipboard, at a press: hashes, entries, stills. Nothing is read from it. */
const copying = 'clipboard-sanitized-write';

/** When the app is ready: serves the built pages and media by id, refuses every permission but copying, every navigation, further window and download. */
export function lockDown(host: Pick<Host, 'media'>): void {
  const pages = readPages(join(import.meta.dirname, '../renderer'));
  protocol.handle('retrace', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'app' || request.method !== 'GET') return nothing();
    if (url.pathname.startsWith('/media/')) return answerMedia(host, url, request);
    const page = pages.get(url.pathname);
    return page ? new Response(page.bytes, { headers: { ...pageHeaders, 'content-type': page.type } }) : nothing();
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === copying));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === copying);
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

const nothing = (): Response => new Response(null, { status: 404, headers: pageHeaders });

/** A page that goes away stops what is being made, and the sending. */
async function answerMedia(host: Pick<Host, 'media'>, url: URL, { headers, signal }: Request): Promise<Response> {
  const reply = await mediaReply(host, url, headers.get('range'), { signal });
  if (reply === null) return nothing();
  const body = reply.body instanceof Readable ? (Readable.toWeb(reply.body) as ReadableStream<Uint8Array>) : reply.body;
  return new Response(body, { status: reply.status, headers: { ...pageHeaders, ...reply.headers } });
}

/** `title` of a page never becomes the window's: lists of windows and the task bar show it to whoever passes. */
export function openWindow({ at, width, height, maximised }: WindowPlace): BrowserWindow {
  const window = new BrowserWindow({
    ...(at && { x: at.x, y: at.y }),
    width,
    height,
    minWidth: leastWidth,
    minHeight: leastHeight,
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
      devTools: !app.isPackaged,
    },
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => (maximised ? window.maximize() : window.show()));
  // A page that crashed is loaded again: what was typed and what is under way is with the host.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reason !== 'launch-failed') window.webContents.reload();
  });
  void window.loadURL(`${origin}/`);
  return window;
}

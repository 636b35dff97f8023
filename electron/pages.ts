/** @file The built pages of the window, read once and kept in memory: what a request may name is exactly what was built. Used by both hosts. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built renderer. */
export interface Page {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
};

/** The one style element that the library of accessible parts puts into a page (touch-action of what is pressed), by its hash. */
const pressStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** Everything comes from the program itself: no script, style, picture or connection from elsewhere, no frames, no forms. */
const contentSecurityPolicy =
  `default-src 'none'; script-src 'self'; style-src 'self' ${pressStyle}; ` +
  "img-src 'self' blob:; media-src 'self'; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/** Sent with every page and answer. Answers to POST are not kept by a browser; `no-store` on one makes Chromium report streams as broken off. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
};

/** Path in an address (`/`, `/assets/index.js`) -> page. */
export function readPages(folder: string): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    pages.set(path.slice(folder.length).replaceAll('\\', '/'), { type, bytes: new Uint8Array(readFileSync(path)) });
  }
  const start = pages.get('/index.html');
  if (start) pages.set('/', start);
  return pages;
}

/** @file Serving the interface to an ordinary browser: builds the pages where that was not done yet, and opens the loopback host. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLoopback, type Loopback } from './loopback.ts';
import { readPages } from './pages.ts';
import { openHost } from './parts.ts';

const project = join(import.meta.dirname, '..');
const built = join(project, 'out/renderer');
/** What the pages are made of. */
const made = ['renderer', 'electron/api', 'electron/core', 'package-lock.json'].map((part) => join(project, part));

/** The interface on 127.0.0.1, started with the case in this folder (null: none). A browser has no dialog that gives the host a path: the page shows folders itself. */
export async function serve(folder: string | null): Promise<Loopback> {
  if (!upToDate()) await buildPages(built);
  const dispatch = openHost({ host: 'browser', choose: null, startFolder: folder, processes: null });
  const loopback = await openLoopback(dispatch, readPages(built));
  return {
    ...loopback,
    async close() {
      await loopback.close();
      await dispatch.close();
    },
  };
}

/** Builds the window's pages into `folder`, which is replaced when they are whole. Needs the development packages. */
export async function buildPages(folder: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  const { build } = await import('vite');
  // Whoever builds, a test too: what is built is what is shipped, and no library takes the pages for a test's.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ root: join(project, 'renderer'), configFile: join(project, 'renderer/vite.config.ts'), build: { outDir: fresh } });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  await mkdir(folder, { recursive: true });
  await rm(folder, { recursive: true });
  await rename(fresh, folder);
}

function upToDate(): boolean {
  const start = join(built, 'index.html');
  if (!existsSync(start)) return false;
  const since = statSync(start).mtimeMs;
  return made.every((part) => !existsSync(part) || newest(part) <= since);
}

function newest(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), own.mtimeMs);
}

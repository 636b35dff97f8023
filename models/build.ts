/** @file Makes the files of an embedded pack from installed npm packages: the same inputs give the same bytes, anything else is refused. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../electron/core/failure.ts';
import type { Job } from '../electron/core/job.ts';
import type { PackDescription } from '../electron/core/modelPack.ts';
import type { Build } from './convert.ts';

type PackFile = PackDescription['files'][string];

/** A lock that nobody touched for this long belonged to a process that is gone; a build touches it every second or so. */
const STALE_MS = 20_000;
const POLL_MS = 100;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** An installed package's file, as pinned. */
async function input(modules: string, build: Build, { path, bytes, sha256: expected }: Build['from'][number]): Promise<Uint8Array> {
  const file = `${build.package}/${path}`;
  let data: Uint8Array;
  try {
    data = await readFile(join(modules, file));
  } catch (cause) {
    throw new Failure('pack-source', { file, reason: 'it cannot be read' }, { cause });
  }
  const found = sha256(data);
  if (data.length !== bytes || found !== expected) throw new Failure('pack-source', { file, reason: `${data.length} bytes, SHA-256 ${found}, where ${bytes} bytes, ${expected} are pinned` });
  return data;
}

/** One file of the pack, as pinned: converted (what that takes is loaded then: packs are made once), or copied from the drawn pictures in models/selftest. */
async function make(models: string, modules: string, pack: string, name: string, file: PackFile): Promise<Uint8Array> {
  const data = file.built
    ? (await import('./convert.ts')).convert(file.built, await Promise.all(file.built.from.map((from) => input(modules, file.built!, from))))
    : await readFile(join(models, 'selftest', name));
  const found = sha256(data);
  if (data.length !== file.bytes || found !== file.sha256) throw new Failure('pack-file', { pack, file: name, reason: `${data.length} bytes, SHA-256 ${found}, where ${file.bytes} bytes, ${file.sha256} are pinned` });
  return data;
}

async function writeSynced(path: string, data: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

function stopIfAsked(job?: Job): void {
  if (job?.signal?.aborted) throw new Failure('stopped', { kept: 'The model pack was not made.' });
}

const exists = (path: string) => stat(path).then(() => true, () => false);

/**
 * The folder with the whole pack, made if it is not there: `<models>/built/<id>-<begin of digest>`. `modules` is the node_modules
 * folder. Throws Failure 'pack-source', 'pack-file', 'pack-unbuildable' or 'stopped'.
 *
 * [Note: Building once]
 * Files are written into a temporary folder, synced, and renamed when whole; a killed build leaves only a temporary folder. The lock
 * saves work and nothing depends on it: whoever renames second finds the folder there, with the same bytes in it.
 */
export async function buildPack(models: string, modules: string, description: PackDescription, digest: string, job?: Job): Promise<string> {
  const built = join(models, 'built');
  const target = join(built, `${description.id}-${digest.slice(0, 16)}`);
  if (await exists(target)) return target;
  const lock = `${target}.lock`;
  try {
    await mkdir(built, { recursive: true });
    while (!(await takeLock(lock))) {
      stopIfAsked(job);
      await wait(POLL_MS);
      if (await exists(target)) return target;
    }
    try {
      if (!(await exists(target))) await writePack(models, modules, description, built, target, lock, job);
    } finally {
      await rm(lock, { force: true });
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('pack-unbuildable', { pack: description.id, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  return target;
}

/** False while another process holds it. A stale one is taken away. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  // Gone in between is as good as never there.
  const since = await stat(lock).then(({ mtimeMs }) => mtimeMs, () => null);
  if (since !== null && Date.now() - since > STALE_MS) await rm(lock, { force: true });
  return false;
}

async function writePack(models: string, modules: string, description: PackDescription, built: string, target: string, lock: string, job?: Job): Promise<void> {
  await removeAbandoned(built);
  const temporary = join(built, `.making-${randomUUID()}`);
  await mkdir(temporary);
  try {
    const files = Object.entries(description.files);
    for (const [done, [name, file]] of files.entries()) {
      stopIfAsked(job);
      job?.onProgress?.({ stage: `making the model pack ${description.id}`, done, total: files.length, unit: 'files' });
      await writeSynced(join(temporary, name), await make(models, modules, description.id, name, file));
      await utimes(lock, new Date(), new Date());
    }
    await writeSynced(join(temporary, 'pack.json'), JSON.stringify(description, null, 2));
    // Windows cannot open a folder to sync it.
    if (process.platform !== 'win32') {
      const folder = await open(temporary);
      await folder.sync();
      await folder.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process was as fast: its folder has the same bytes.
    if (!(await exists(target))) throw error;
  }
}

/** Temporary folders of builds that were killed. */
async function removeAbandoned(built: string): Promise<void> {
  for (const name of await readdir(built)) {
    const folder = join(built, name);
    const since = await stat(folder).then(({ mtimeMs }) => mtimeMs, () => Date.now());
    if (name.startsWith('.making-') && Date.now() - since > STALE_MS) await rm(folder, { recursive: true, force: true });
  }
}

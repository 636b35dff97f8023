/** @file What takes long and is always the same is made once: kept in the system's temporary folder, never in the project. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Where it is kept; may be deleted at any time. */
export const cacheFolder = join(tmpdir(), 'retrace-evaluate');

/** What `make` gives, made once for this key: it has to name everything that the answer depends on, the pack's digest among it. */
export async function cached<T>(key: readonly (string | number)[], make: () => Promise<T>): Promise<T> {
  const path = join(cacheFolder, `${createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)}.bin`);
  if (existsSync(path)) return deserialize(readFileSync(path)) as T;
  const made = await make();
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.part`, serialize(made));
  renameSync(`${path}.part`, path);
  return made;
}

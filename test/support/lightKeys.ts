/** @file Keys that the command made at its full cost, sealed anew at the lowest: each of the commands after it would pay half a second to open one, and nothing else tells them apart. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlockKeyFile, writeKeyFile } from '../../electron/engine/keys.ts';
import { listOperators } from '../../electron/engine/operators.ts';
import type { Place } from './cli.ts';

/** The lowest scrypt N that is accepted. */
const lowest = 2 ** 14;

/** Those in the place's home that are not light yet, which this passphrase opens. */
export async function lightenKeys({ folder }: Place, passphrase: string): Promise<void> {
  const home = join(folder, 'home');
  if (!existsSync(home)) return;
  for (const { path, name, publicKey } of listOperators(home)) {
    const { kdf } = JSON.parse(readFileSync(path, 'utf8')) as { kdf: { n: number } };
    if (kdf.n > lowest) await writeKeyFile(path, name, (await unlockKeyFile(path, publicKey, passphrase)).seed, passphrase, lowest);
  }
}

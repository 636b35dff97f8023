/** @file Operators: the people whose keys are in the user's own data folder (`home`), and the case keys that are kept there too. */
import { existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { SigningKey } from '../ledger/ed25519.ts';
import { newKey, readKeyFile, unlockKeyFile, writeKeyFile } from './keys.ts';
import type { KeyFile } from './keys.ts';

/** A person whose key is open in this process. `publicKey` is hexadecimal. */
export interface Operator {
  readonly name: string;
  readonly publicKey: string;
  readonly key: SigningKey;
}

/** Every operator's key file in `home`, by name. A damaged one is a Failure: nobody should go on without noticing. */
export function listOperators(home: string): KeyFile[] {
  const folder = join(home, 'operators');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.key'))
    .map((file) => readKeyFile(join(folder, file)))
    .filter(({ kind }) => kind === 'operator')
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Makes an operator with a key of their own. Failure 'operator-exists' where the name is taken. `cost`: see keys.ts. */
export async function createOperator(home: string, name: string, passphrase: string, cost?: number): Promise<Operator> {
  if (listOperators(home).some((known) => known.name === name)) throw new Failure('operator-exists', { name });
  const { seed, key } = newKey();
  const publicKey = Buffer.from(key.publicKey).toString('hex');
  await writeKeyFile(join(home, 'operators', `${publicKey.slice(0, 32)}.key`), 'operator', name, seed, passphrase, cost);
  return { name, publicKey, key };
}

/** The named operator, or the only one where no name is given. Failures 'operator-unknown', 'operator-unclear', and those of unlockKeyFile. */
export async function unlockOperator(home: string, name: string | null, passphrase: string): Promise<Operator> {
  const all = listOperators(home);
  const chosen = name === null ? all : all.filter((known) => known.name === name);
  const [only, another] = chosen;
  if (!only) throw new Failure('operator-unknown', { name: name ?? '', known: all.map((known) => known.name) });
  if (another) throw new Failure('operator-unclear', { known: all.map((known) => known.name) });
  return { name: only.name, publicKey: only.publicKey, key: await unlockKeyFile(only.path, only.publicKey, passphrase) };
}

/** As unlockOperator; where `home` has no operator at all, the first one is made, named after the user of the machine if no name is given. */
export async function firstOperator(home: string, name: string | null, passphrase: string, cost?: number): Promise<Operator> {
  if (listOperators(home).length > 0) return unlockOperator(home, name, passphrase);
  return createOperator(home, name ?? userInfo().username, passphrase, cost);
}

/** Where the key of a case is kept, and the newest checkpoint that was signed with it. */
export function caseKeyPaths(home: string, caseId: string): { readonly key: string; readonly checkpoint: string } {
  const stem = join(home, 'cases', caseId);
  return { key: `${stem}.key`, checkpoint: `${stem}.checkpoint` };
}

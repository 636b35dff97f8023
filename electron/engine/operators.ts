/** @file Operators: the people whose keys are in the user's own data folder (`home`), and the newest checkpoints that are kept there too. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { publicKey, text } from '../core/forms.ts';
import { newKey, readKeyFile, unlockKeyFile, writeKeyFile } from './keys.ts';
import type { KeyFile, UnlockedKey } from './keys.ts';
import { openerOf } from './sealing.ts';

/** What others need to know of an operator to make them a member; keys are hexadecimal. It can be handed over as a file. */
const cardSchema = z.strictObject({ name: text, publicKey, sealingKey: publicKey });
export type OperatorCard = Readonly<z.infer<typeof cardSchema>>;

/** The card in a file. Failure 'card-unreadable'. */
export function readCard(file: string): OperatorCard {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Failure('card-unreadable', { file, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const card = cardSchema.safeParse(value);
  if (!card.success) throw new Failure('card-unreadable', { file, reason: 'it is not an operator’s card' });
  return card.data;
}

/** A person whose key is open in this process. */
export interface Operator extends OperatorCard, UnlockedKey {}

/** Every operator's key file in `home`, by name. A damaged one is a Failure: nobody should go on without noticing. */
export function listOperators(home: string): KeyFile[] {
  const folder = join(home, 'operators');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.key'))
    .map((file) => readKeyFile(join(folder, file)))
    // Under another name it is a copy that somebody put there: whose it is must not depend on which of two is read.
    .map((known) => {
      if (known.path !== keyPath(home, known.publicKey)) throw new Failure('key-copied', { file: known.path, name: known.name });
      return known;
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Makes an operator with a key of their own. Failure 'operator-exists' where the name is taken. `cost`: see keys.ts. */
export async function createOperator(home: string, name: string, passphrase: string, cost?: number): Promise<Operator> {
  if (listOperators(home).some((known) => known.name === name)) throw new Failure('operator-exists', { name });
  if (name.trim() === '') throw new Failure('operator-unnamed', {});
  const { seed, key } = newKey();
  const publicKey = Buffer.from(key.publicKey).toString('hex');
  await writeKeyFile(keyPath(home, publicKey), name, seed, passphrase, cost);
  const opener = openerOf(seed);
  return { name, publicKey, sealingKey: opener.sealingKey, seed, key, opener };
}

function keyPath(home: string, publicKey: string): string {
  return join(home, 'operators', `${publicKey.slice(0, 32)}.key`);
}

/** The key file of the named operator; where no name is given, the only one that `fits`. Failures 'operator-unknown', 'operator-unclear'. */
export function chooseOperator(home: string, name: string | null, fits: (known: KeyFile) => boolean = () => true): KeyFile {
  const all = listOperators(home);
  const known = all.map((each) => each.name);
  const chosen = name === null ? (all.length === 1 ? all : all.filter(fits)) : all.filter((each) => each.name === name);
  const [only, another] = chosen;
  if (!only) throw name === null && all.length > 1 ? new Failure('operator-no-member', { name: known.join(', ') }) : new Failure('operator-unknown', { name: name ?? '', known });
  if (another) throw new Failure('operator-unclear', { known: chosen.map((each) => each.name) });
  return only;
}

/** The operator with their key open. Failures: those of unlockKeyFile. */
export async function unlockOperator({ path, name, publicKey, sealingKey }: KeyFile, passphrase: string): Promise<Operator> {
  return { name, publicKey, sealingKey, ...(await unlockKeyFile(path, publicKey, passphrase)) };
}

/** The operator who makes a case, unlocked; where `home` has no operator at all, the first one is made, named after the user of the machine if no name is given. */
export async function firstOperator(home: string, name: string | null, passphrase: string, cost?: number): Promise<Operator> {
  if (listOperators(home).length > 0) return unlockOperator(chooseOperator(home, name), passphrase);
  return createOperator(home, name ?? userInfo().username, passphrase, cost);
}

/** Where the newest checkpoint of a case is kept, outside of the case. */
export function checkpointPath(home: string, caseId: string): string {
  return join(home, 'cases', `${caseId}.checkpoint`);
}

/**
 * @file The case: one folder with one database and one ledger.
 *
 *     case.sqlite   the record        vectors/   the rebuildable index        derived/   pixels that can be made again
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { acts } from '../core/entry.ts';
import type { Act, Actor, Body } from '../core/entry.ts';
import { mayDo, rolesFor } from '../core/duties.ts';
import { Failure } from '../core/failure.ts';
import { makerRoles, roleWords } from '../core/role.ts';
import type { Member, Role } from '../core/role.ts';
import { openCheckpoint, signCheckpoint } from '../ledger/checkpoint.ts';
import { signingKey } from '../ledger/ed25519.ts';
import type { SigningKey } from '../ledger/ed25519.ts';
import { appendEntry, emptyHead } from '../ledger/ledger.ts';
import type { Head } from '../ledger/ledger.ts';
import { rootOf } from '../ledger/merkle.ts';
import { newKey } from './keys.ts';
import { checkpointPath, chooseOperator, firstOperator, unlockOperator } from './operators.ts';
import type { Operator, OperatorCard } from './operators.ts';
import { entryWriter, putCase, putCheckpoint, readCase, readHead } from './records.ts';
import type { CaseFacts } from './records.ts';
import { APPLICATION_ID, SCHEMA_VERSION, createTables, openDatabase } from './schema.ts';
import { openerOf, seal } from './sealing.ts';
import { standingOf } from './standing.ts';
import { syncFolder, writeWhole } from './wholeFile.ts';

/** Records one act as the ledger's next entry; returns its index. The body has exactly the form that core/entry.ts gives the act. */
export type Append = <A extends Act>(act: A, body: Body<A>) => number;

/** Who or what writes: the unlocked operator, or the program itself. */
export type Writer = 'operator' | 'machine';

/** An open case. Reading goes through `db`; writing only through `write`. */
export interface Case {
  readonly folder: string;
  /** The user's own data folder, where the keys are. */
  readonly home: string;
  readonly facts: CaseFacts;
  readonly db: Database;
  readonly vectorsFolder: string;
  readonly derivedFolder: string;
  /** Who is at work; null until `unlock`. */
  readonly operator: Member | null;
  /**
   * Opens the operator's key (null: the only operator of this machine who is a member), and with it their copy of the case's key; needed before `write`.
   * Failures 'operator-unknown', 'operator-unclear', 'operator-no-member', 'operator-removed', 'case-key-unreadable' and those of unlockKeyFile.
   */
  unlock(operator: string | null, passphrase: string): Promise<void>;
  /** The operator at work, where their roles allow the act; to be asked before long work. Failures 'case-locked', 'operator-removed', 'role-missing'. */
  demand(act: Act): Member;
  /**
   * The one way to write: the change, its entries and the new signed checkpoint in one durable transaction, or nothing of it. A
   * change without an entry is a bug and is thrown as one. Refuses an operator who is a member no more or lacks the act's role.
   */
  write<T>(writer: Writer, change: (append: Append) => T): T;
  /** The operator's signature of bytes that leave the case. */
  sign(bytes: Uint8Array): Buffer;
  /** Forgets the keys: nobody is at work until `unlock`. */
  lock(): void;
  /** The keys of whoever is at work, for another process of the program; they are never written anywhere. Failure 'case-locked'. */
  lend(): LentKeys;
  /** The case's key, sealed for a new member. */
  sealKey(sealingKey: string): string;
  close(): void;
}

/** Name of the key and origin of the checkpoints of a case. */
export function ledgerOrigin(caseId: string): string {
  return `retrace/case/${caseId}`;
}

/** The program as it is named in the entries that no person signs. */
const machine: Actor = { machine: 'retrace 0.1.0' };

/** `operator` null: the only one of this machine, or the first. `roles`: the maker's, makerRoles where not given. `keyCost`: see keys.ts. */
export interface NewCase {
  readonly name: string;
  readonly reference: string;
  readonly operator: string | null;
  readonly roles?: readonly Role[];
  readonly keyCost?: number;
}

/**
 * Makes a case in a folder that is new or empty, with a key of its own that is sealed for its maker (whose key is made where `home`
 * has none), and opens it unlocked. It is built beside its place and renamed when whole, so that half a case is never taken for one.
 */
export async function createCase(folder: string, { name, reference, operator: operatorName, roles = makerRoles, keyCost }: NewCase, home: string, passphrase: string): Promise<Case> {
  if (name.trim() === '') throw new Failure('case-details', { field: 'name' });
  if (reference.trim() === '') throw new Failure('case-details', { field: 'reference' });
  if (!mayDo(roles, 'member-added')) throw new Failure('maker-roles', {});
  const place = resolve(folder);
  refuseOccupied(place);
  const operator = await firstOperator(home, operatorName, passphrase, keyCost);
  const { seed, key } = newKey();
  const keys: Keys = { operator, key, seed };
  const id = randomBytes(16).toString('hex');
  const temporary = join(dirname(place), `.${basename(place).slice(0, 80)}.${id.slice(0, 12)}.part`);
  try {
    const facts: CaseFacts = { id, name, reference, publicKey: hex(key.publicKey), operator: { name: operator.name, publicKey: operator.publicKey, roles: [...new Set(roles)] } };
    for (const part of ['vectors', 'derived']) mkdirSync(join(temporary, part), { recursive: true, mode: 0o700 });
    const db = openDatabase(join(temporary, 'case.sqlite'), true);
    try {
      db.pragma('journal_mode = WAL');
      const { note } = write(db, id, keys, 'operator', emptyHead, (append) => {
        createTables(db);
        putCase(db, facts);
        db.prepare('INSERT INTO case_key (member, sealed) VALUES (?, ?)').run(operator.publicKey, seal(operator.sealingKey, seed, ledgerOrigin(id)));
        append('case-created', facts);
      });
      keepElsewhere(checkpointPath(home, id), note);
    } finally {
      db.close();
    }
    syncFolder(temporary);
    refuseOccupied(place);
    if (existsSync(place)) rmdirSync(place);
    renameSync(temporary, place);
    syncFolder(dirname(place));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(checkpointPath(home, id), { force: true });
    throw asFailure(error, place);
  }
  return openWith(place, home, keys);
}

/** Opens a case unlocked, with keys that another process of the program lent. */
export function openCaseWith(folder: string, home: string, { operator, seed }: LentKeys): Case {
  const { seed: own, ...card } = operator;
  return openWith(folder, home, { operator: { ...card, seed: own, key: signingKey(own), opener: openerOf(own) }, seed, key: signingKey(seed) });
}

/** Opens a case for reading. Failures 'case-missing', 'case-damaged', 'case-newer'. */
export function openCase(folder: string, home: string): Case {
  return openWith(folder, home, null);
}

function openWith(folder: string, home: string, unlocked: Keys | null): Case {
  const place = resolve(folder);
  const file = join(place, 'case.sqlite');
  if (!existsSync(file)) throw new Failure('case-missing', { folder });
  const { db, facts } = openRecord(file, place);
  const checkpoint = checkpointPath(home, facts.id);
  let keys = unlocked;
  const present = (): { keys: Keys; member: Member } => {
    if (keys === null) throw new Failure('case-locked', { folder });
    const member = standingOf(db).members.get(keys.operator.publicKey);
    if (member === undefined) throw new Failure('operator-no-member', { name: keys.operator.name });
    if (member.removedAt !== null) throw new Failure('operator-removed', { name: member.name, at: member.removedAt });
    return { keys, member };
  };
  return {
    folder: place,
    home,
    facts,
    db,
    vectorsFolder: join(place, 'vectors'),
    derivedFolder: join(place, 'derived'),
    get operator() {
      return keys === null ? null : (standingOf(db).members.get(keys.operator.publicKey) ?? null);
    },
    async unlock(operatorName, passphrase) {
      const { members } = standingOf(db);
      const file = chooseOperator(home, operatorName, ({ publicKey }) => members.get(publicKey)?.removedAt === null);
      const member = members.get(file.publicKey);
      if (member === undefined) throw new Failure('operator-no-member', { name: file.name });
      if (member.removedAt !== null) throw new Failure('operator-removed', { name: member.name, at: member.removedAt });
      const operator = await unlockOperator(file, passphrase);
      keys = { operator, ...openCaseKey(db, facts, operator, place) };
    },
    demand(act) {
      const { member } = present();
      assertRole(member, act);
      return member;
    },
    write(writer, change) {
      if (keys === null) throw new Failure('case-locked', { folder });
      try {
        const { result, note } = write(db, facts.id, keys, writer, null, (append) => {
          // Asked within the transaction: another process may have removed them a moment ago.
          const { member } = present();
          return change((act, body) => {
            if (writer === 'operator') assertRole(member, act);
            return append(act, body);
          });
        });
        keepElsewhere(checkpoint, note);
        return result;
      } catch (error) {
        throw asFailure(error, place);
      }
    },
    lock() {
      keys = null;
    },
    lend() {
      const { operator, seed } = present().keys;
      return { operator: { name: operator.name, publicKey: operator.publicKey, sealingKey: operator.sealingKey, seed: operator.seed }, seed };
    },
    sign: (bytes) => present().keys.operator.key.sign(bytes),
    sealKey: (sealingKey) => seal(sealingKey, present().keys.seed, ledgerOrigin(facts.id)),
    close: () => db.close(),
  };
}

function assertRole(member: Member, act: Act): void {
  if (!mayDo(member.roles, act)) throw new Failure('role-missing', { name: member.name, roles: roleWords(member.roles), needed: (rolesFor[act] ?? []).map((role) => roleWords([role])), act });
}

/** The case's own key from the operator's sealed copy. Failures 'case-key-unreadable', 'case-key-foreign'. */
function openCaseKey(db: Database, facts: CaseFacts, operator: Operator, folder: string): Pick<Keys, 'key' | 'seed'> {
  const row = db.prepare<[string], { sealed: string }>('SELECT sealed FROM case_key WHERE member = ?').get(operator.publicKey);
  const seed = row ? operator.opener.open(row.sealed, ledgerOrigin(facts.id)) : null;
  if (seed?.length !== 32) throw new Failure('case-key-unreadable', { folder, name: operator.name });
  const key = signingKey(seed);
  if (hex(key.publicKey) !== facts.publicKey) throw new Failure('case-key-foreign', { folder });
  return { key, seed };
}

/**
 * Keeps the checkpoint outside of the case, where it shows a ledger that was cut back together with its checkpoints. The act is
 * committed by now: where this fails, an older checkpoint stays, which is as true and covers less.
 */
function keepElsewhere(path: string, note: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(path, note);
  } catch {
    return;
  }
}

/** Who is at work and what their acts are signed with, as plain values. */
export interface LentKeys {
  readonly operator: OperatorCard & { readonly seed: Uint8Array };
  /** Of the case's own key. */
  readonly seed: Uint8Array;
}

interface Keys {
  readonly operator: Operator;
  /** The case's own. */
  readonly key: SigningKey;
  readonly seed: Uint8Array;
}

function write<T>(db: Database, caseId: string, { operator, key }: Pick<Keys, 'operator' | 'key'>, writer: Writer, start: Head | null, change: (append: Append) => T): { readonly result: T; readonly note: string } {
  const actor: Actor = writer === 'machine' ? machine : { operator: operator.name, key: operator.publicKey };
  const origin = ledgerOrigin(caseId);
  return db
    .transaction(() => {
      const before = start ?? readHead(db);
      if (before === null) throw new Failure('case-damaged', { folder: dirname(db.name), reason: 'the ledger does not end where its last checkpoint says; run “ledger verify”' });
      if (start === null) assertOwnCheckpoint(db, origin, key, before);
      let head = before;
      // Made at the first entry: a new case has no tables before.
      let put: ReturnType<typeof entryWriter> | null = null;
      const result = change((act, body) => {
        const appended = appendEntry(head, { at: new Date().toISOString(), actor, act, body: acts[act].parse(body) });
        put ??= entryWriter(db);
        put(appended, writer === 'machine' ? null : operator.key.sign(Buffer.from(appended.json)));
        head = appended.head;
        return head.frontier.size - 1;
      });
      if (head === before) throw new Error('a change was written without an entry');
      const note = signCheckpoint(origin, { size: head.frontier.size, root: rootOf(head.frontier) }, key);
      putCheckpoint(db, head, note);
      return { result, note };
    })
    .immediate();
}

/** What is signed next has to stand on what was signed before, not on working state that somebody put there. */
function assertOwnCheckpoint(db: Database, origin: string, key: SigningKey, head: Head): void {
  const row = db.prepare<[], { note: string }>('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').get();
  const signed = row && openCheckpoint(row.note, origin, key.publicKey);
  if (!signed || signed.size !== head.frontier.size || Buffer.compare(signed.root, rootOf(head.frontier)) !== 0) {
    throw new Failure('case-damaged', { folder: dirname(db.name), reason: 'the last checkpoint is not the one that was signed; run “ledger verify”' });
  }
}

function openRecord(file: string, folder: string): { readonly db: Database; readonly facts: CaseFacts } {
  let db: Database | null = null;
  try {
    db = openDatabase(file, false);
    const version = Number(db.pragma('user_version', { simple: true }));
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID || version < 1) throw new Failure('case-damaged', { folder, reason: 'the file case.sqlite is not a whole case' });
    if (version > SCHEMA_VERSION) throw new Failure('case-newer', { folder, version, known: SCHEMA_VERSION });
    if (version < SCHEMA_VERSION) throw new Failure('case-older', { folder, version, known: SCHEMA_VERSION });
    const facts = acts['case-created'].safeParse(readCase(db));
    if (!facts.success) throw new Failure('case-damaged', { folder, reason: 'it does not say which case it is' });
    return { db, facts: facts.data };
  } catch (error) {
    db?.close();
    throw asFailure(error, folder);
  }
}

function refuseOccupied(place: string): void {
  let names: string[];
  try {
    names = readdirSync(place);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new Failure('folder-unusable', { folder: place, reason: code === 'ENOTDIR' ? 'it is a file' : String(code) }, { cause: error });
  }
  if (names.includes('case.sqlite')) throw new Failure('case-exists', { folder: place });
  if (names.length > 0) throw new Failure('folder-in-use', { folder: place });
}

/** Errors of the disk and of SQLite that a person can do something about, as Failures; everything else as it is. */
export function asFailure(error: unknown, folder: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const code = String((error as NodeJS.ErrnoException).code);
  // LanceDB gives no codes, only the system's words.
  if (error.message.includes('No space left on device') || code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return new Failure('disk-full', { folder }, { cause: error });
  if (code.startsWith('SQLITE_BUSY')) return new Failure('case-busy', { folder }, { cause: error });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new Failure('case-damaged', { folder, reason: error.message }, { cause: error });
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code) || code.startsWith('SQLITE_IOERR')) return new Failure('folder-unusable', { folder, reason: error.message }, { cause: error });
  return error;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

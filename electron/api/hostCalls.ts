/** @file Answers the calls about the program itself: cases, people, drafts and files. Runs in the host only. */
import { readdirSync, statSync, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { Case } from '../engine/caseFolder.ts';
import { membersOf } from '../engine/members.ts';
import { createOperator, listOperators } from '../engine/operators.ts';
import type { CallsOf } from './callContract.ts';
import type { hostContract, FolderLine, OpenedCase, SignedIn } from './hostContract.ts';
import type { HostDesk } from './hostDesk.ts';
import { knownCases, rememberCase } from './knownCases.ts';

type HostCalls = Omit<CallsOf<typeof hostContract>, 'beginJob' | 'jobs' | 'stopJob' | 'forgetJob' | 'makeDemoCase'>;

export function hostCalls(desk: HostDesk): HostCalls {
  const { engine, home, side } = desk;
  return {
    async about() {
      const folder = desk.startFolder();
      return { ...side.about, startWith: folder === null ? null : desk.chosen(folder).fileId };
    },

    openCases: async () => desk.openCases().map((opened) => shownCase(desk, opened)),
    knownCases: async () => knownCases(home).map(({ folder, ...known }) => ({ fileId: desk.chosen(folder).fileId, ...known })),
    openCase: async ({ fileId }) => takeIn(desk, engine.openCase(desk.pathOf(fileId))),
    async createCase({ fileId, name, reference, operator, roles, passphrase }) {
      if (!listOperators(home).some((known) => known.name === operator)) await createOperator(home, operator, passphrase);
      return takeIn(desk, await engine.createCase(join(desk.pathOf(fileId), folderName(reference, name)), { name, reference, operator, roles }, passphrase));
    },
    async closeCase({ caseId }) {
      desk.forget(caseId);
      return null;
    },

    operators: async () => listOperators(home).map(({ name, publicKey }) => ({ name, publicKey })),
    async createOperator({ name, passphrase }) {
      const { publicKey } = await createOperator(home, name, passphrase);
      return { name, publicKey };
    },
    async signIn({ caseId, operator, passphrase }) {
      const opened = desk.openedCase(caseId);
      await opened.unlock(operator, passphrase);
      side.wake();
      return signedIn(opened)!;
    },
    whoIsIn: async ({ caseId }) => signedIn(desk.openedCase(caseId)),
    async lock() {
      desk.lock();
      return null;
    },

    async keepDraft({ caseId, form, text }) {
      const key = draftKey(desk.caseOf(caseId), form);
      if (text === null) desk.drafts.delete(key);
      else desk.drafts.set(key, text);
      return null;
    },
    draft: async ({ caseId, form }) => ({ text: desk.drafts.get(draftKey(desk.caseOf(caseId), form)) ?? null }),

    async choose(choice) {
      if (side.choose === null) throw new Failure('no-dialog', {});
      return (await side.choose(choice)).map((path) => desk.chosen(path));
    },
    async lookInto({ fileId, extensions }) {
      const folder = fileId === null ? homedir() : desk.pathOf(fileId);
      const above: string[] = [];
      for (let at = folder; dirname(at) !== at; at = dirname(at)) above.unshift(dirname(at));
      return { folder: desk.chosen(folder), above: above.map((path) => desk.chosen(path)), lines: linesOf(desk, folder, extensions) };
    },
    async nameNew({ fileId, name }) {
      // Names that mean the same on every system, or a file made on one could not be taken to another.
      if (name.length > 200 || /[/\\:*?"<>|\p{Cc}]|^\.|[. ]$/u.test(name)) throw new Failure('name-unusable', { name });
      const path = join(desk.pathOf(fileId), name);
      if (existsSync(path)) throw new Failure('name-taken', { name });
      return desk.chosen(path);
    },
  };
}

function takeIn(desk: HostDesk, opened: Case): OpenedCase {
  const { name, reference } = opened.facts;
  desk.keep(opened);
  rememberCase(desk.home, { folder: opened.folder, name, reference, openedAt: new Date().toISOString() });
  return shownCase(desk, opened);
}

function shownCase(desk: HostDesk, opened: Case): OpenedCase {
  const { id, name, reference } = opened.facts;
  const here = new Set(listOperators(desk.home).map(({ publicKey }) => publicKey));
  const people = membersOf(opened.db).filter(({ publicKey, removedAt }) => removedAt === null && here.has(publicKey));
  return { caseId: id, name, reference, people: people.map(({ name: person, roles }) => ({ name: person, roles })) };
}

function signedIn({ operator }: Case): SignedIn | null {
  return operator && { name: operator.name, roles: operator.roles, publicKey: operator.publicKey };
}

function draftKey({ facts, operator }: Case, form: string): string {
  return JSON.stringify([facts.id, operator!.publicKey, form]);
}

/** “OP/26/114 Harbour Street” as a folder's name. */
function folderName(reference: string, name: string): string {
  return `${reference} ${name}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '').slice(0, 80) || 'case';
}

/** Folders first, then by name; what cannot be looked at, and what is hidden, is left out. */
function linesOf(desk: HostDesk, folder: string, extensions: readonly string[]): FolderLine[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    throw new Failure('folder-unreadable', { name: desk.chosen(folder).name, reason: String((cause as NodeJS.ErrnoException).code) }, { cause });
  }
  const lines = names.filter((name) => !name.startsWith('.')).flatMap((name): FolderLine[] => {
    const path = join(folder, name);
    const facts = statSync(path, { throwIfNoEntry: false });
    if (!facts || (!facts.isDirectory() && !facts.isFile())) return [];
    if (facts.isFile() && extensions.length > 0 && !extensions.includes(extname(name).slice(1).toLowerCase())) return [];
    const kind = facts.isFile() ? 'file' : existsSync(join(path, 'case.sqlite')) ? 'case' : 'folder';
    return [{ ...desk.chosen(path), kind, changedAt: facts.mtime.toISOString() }];
  });
  return lines.sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || a.name.localeCompare(b.name, 'en'));
}

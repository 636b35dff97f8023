/** @file The host's desk: open cases, who is signed in to each, what they typed, and the files that were chosen. Lasts as long as the host. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { statSync } from 'node:fs';
import { Failure } from '../core/failure.ts';
import type { Case } from '../engine/caseFolder.ts';
import type { Engine } from '../engine/engine.ts';
import type { Desk } from './desk.ts';
import { openKeptPictures, type KeptPictures } from './keptPictures.ts';
import type { About, ChosenFile } from './hostContract.ts';

/** What a person is asked to choose with the system's dialog. */
export interface Choice {
  readonly what: 'folder' | 'file' | 'files' | 'new';
  readonly title: string;
  /** Without dots; empty: every file. */
  readonly extensions: readonly string[];
  readonly suggested: string | null;
}

/** What differs between hosts. */
export interface HostSide {
  readonly about: Omit<About, 'startWith'>;
  /** The folder of the case that the program was started with. */
  readonly startFolder: string | null;
  readonly drawDemo: Desk['drawDemo'];
  readonly doctor: Desk['doctor'];
  /** Somebody will want to see pictures. */
  wake(): void;
  /** Nothing of a case is to be kept any longer than it is open. */
  rest(): void;
  /** Paths; empty where nothing was chosen. Null where the host has no dialog of the system. */
  readonly choose: ((choice: Choice) => Promise<readonly string[]>) | null;
}

export interface HostDesk extends Desk {
  readonly side: HostSide;
  /** Whoever is or was at work: for signing in. Failure 'case-not-open'. */
  openedCase(caseId: string): Case;
  /** The folder of the case that the page opens when it is loaded; null once any case was opened, or a closed one would come back. */
  startFolder(): string | null;
  startWith(folder: string): void;
  /** Takes an open case in; one of the same id that was open is closed. */
  keep(opened: Case): void;
  forget(caseId: string): void;
  openCases(): readonly Case[];
  /** The window's name for a path. */
  chosen(path: string): ChosenFile;
  /** Every chosen path by its id, for a process of the pool. */
  readonly files: ReadonlyMap<string, string>;
  /** What was typed, by case, person and form. */
  readonly drafts: Map<string, string>;
  readonly pictures: KeptPictures;
  /** Signs everybody out and forgets every picture. */
  lock(): void;
  close(): void;
}

export function openHostDesk(engine: Engine, home: string, side: HostSide): HostDesk {
  const cases = new Map<string, Case>();
  const files = new Map<string, string>();
  const names = new Map<string, string>();
  const pictures = openKeptPictures();
  let { startFolder } = side;
  const rest = (): void => {
    pictures.clear();
    side.rest();
  };
  const openedCase = (caseId: string): Case => {
    const found = cases.get(caseId);
    if (!found) throw new Failure('case-not-open', {});
    return found;
  };
  const forget = (caseId: string): void => {
    rest();
    cases.get(caseId)?.close();
    cases.delete(caseId);
  };
  return {
    engine, home, side, drawDemo: side.drawDemo, doctor: (job) => side.doctor(job), openedCase, forget, files, pictures,
    drafts: new Map(),
    caseOf(caseId) {
      const opened = openedCase(caseId);
      if (opened.operator === null) throw new Failure('signed-out', {});
      return opened;
    },
    pathOf(fileId) {
      const path = files.get(fileId);
      if (path === undefined) throw new Failure('file-not-chosen', {});
      return path;
    },
    startFolder: () => startFolder,
    startWith: (folder) => void (startFolder = folder),
    keep(opened) {
      forget(opened.facts.id);
      cases.set(opened.facts.id, opened);
      startFolder = null;
    },
    openCases: () => [...cases.values()],
    chosen(path) {
      const fileId = names.get(path) ?? randomUUID();
      names.set(path, fileId);
      files.set(fileId, path);
      const facts = statSync(path, { throwIfNoEntry: false });
      return { fileId, name: basename(path) || path, bytes: facts?.isFile() ? facts.size : null };
    },
    lock() {
      rest();
      for (const opened of cases.values()) opened.lock();
    },
    close() {
      rest();
      for (const opened of cases.values()) opened.close();
      cases.clear();
    },
  };
}

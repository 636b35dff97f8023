/** @file The calls about the program itself: which cases there are, who is at work, files that a person chose, and long work under way. */
import { z } from 'zod';
import type { Progress } from '../core/job.ts';
import { everyRole, type Role } from '../core/role.ts';
import { call, id, inCase, nothing, typed } from './callContract.ts';

/** What this program is and which way it was started. */
export interface About {
  readonly version: string;
  /** 'window': in Electron, with the system's own dialogs. 'browser': the same interface in an ordinary browser on this machine. */
  readonly host: 'window' | 'browser';
  readonly node: string;
  readonly platform: string;
  /** The case that the program was started with, to be opened; null: none. */
  readonly startWith: string | null;
}

/** A file or folder that a person chose. The window knows its id and name, never its path. */
export interface ChosenFile {
  readonly fileId: string;
  readonly name: string;
  /** Null for folders. */
  readonly bytes: number | null;
}

/** One line of a folder that is shown for choosing. */
export interface FolderLine extends ChosenFile {
  readonly kind: 'folder' | 'case' | 'file';
  /** RFC 3339, UTC. */
  readonly changedAt: string;
}

export interface FolderView {
  readonly folder: ChosenFile;
  /** From the top of the disk to the folder above this one. */
  readonly above: readonly ChosenFile[];
  readonly lines: readonly FolderLine[];
}

/** A case that was open on this machine before; its folder may be gone. */
export interface KnownCase {
  readonly fileId: string;
  readonly name: string;
  readonly reference: string;
  /** RFC 3339, UTC. */
  readonly openedAt: string;
}

/** An open case before anybody is signed in: enough to choose who one is. */
export interface OpenedCase {
  readonly caseId: string;
  readonly name: string;
  readonly reference: string;
  /** Operators with a key on this machine who are members. */
  readonly people: readonly { readonly name: string; readonly roles: readonly Role[] }[];
}

/** Who is at work. */
export interface SignedIn {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Hexadecimal; tells people of one name apart. */
  readonly publicKey: string;
}

/** Long work under way or ended, kept by the host: a page that is loaded again finds it here. */
export interface JobState {
  readonly jobId: string;
  /** The call that it is. */
  readonly call: string;
  /** What was asked, as it was sent. */
  readonly input: unknown;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** Null while it is under way. */
  readonly endedAt: string | null;
  /** Who was at work when it was begun; null: nobody was signed in. */
  readonly by: string | null;
  readonly progress: Progress | null;
  readonly state: 'running' | 'stopping' | 'done' | 'failed' | 'stopped';
  /** When done. */
  readonly value: unknown;
  /** When failed or stopped: the sentence to show. */
  readonly sentence: string | null;
}

const passphrase = z.string().max(1000);
const extensions = z.array(z.string().regex(/^[a-z0-9]{1,8}$/)).max(40);

export const hostContract = {
  about: call<About>()(nothing),

  /** Those that are open now, whoever loads the page. */
  openCases: call<readonly OpenedCase[]>()(nothing),
  knownCases: call<readonly KnownCase[]>()(nothing),
  /** `fileId`: a folder that was chosen or is known. */
  openCase: call<OpenedCase>()(z.strictObject({ fileId: id })),
  /** In `name` within the chosen folder; its maker is signed in. The operator is made where this machine has none of the name. */
  createCase: call<OpenedCase>()(z.strictObject({ fileId: id, name: typed, reference: typed, operator: typed, roles: z.array(z.enum(everyRole)).min(1), passphrase })),
  /** A case of drawn footage in the program's own data folder, worked up to a search that can be made; then the newest of the known cases. */
  makeDemoCase: call<{ readonly passphrase: string; readonly people: readonly string[] }>('process')(nothing),
  closeCase: call<null>()(inCase),

  operators: call<readonly { readonly name: string; readonly publicKey: string }[]>()(nothing),
  createOperator: call<{ readonly name: string; readonly publicKey: string }>()(z.strictObject({ name: typed, passphrase })),
  /** Whoever was signed in before is signed out of this case; their long work goes on. */
  signIn: call<SignedIn>()(z.strictObject({ caseId: id, operator: typed, passphrase })),
  /** Null: nobody. */
  whoIsIn: call<SignedIn | null>()(inCase),
  lock: call<null>()(nothing),

  /** What was typed and not recorded yet, per person and case; kept in memory only. `text` null: forget it. */
  keepDraft: call<null>()(z.strictObject({ caseId: id, form: id, text: z.string().max(100_000).nullable() })),
  draft: call<{ readonly text: string | null }>()(z.strictObject({ caseId: id, form: id })),

  /** With the system's dialog where there is one; empty where nothing was chosen. Failure 'no-dialog' in a browser, which shows `lookInto` instead. */
  choose: call<readonly ChosenFile[]>()(z.strictObject({ what: z.enum(['folder', 'file', 'files', 'new']), title: typed, extensions, suggested: z.string().max(200).nullable() })),
  /** A folder to choose from; null: where this user's files are. Only what `extensions` name (none: every file). */
  lookInto: call<FolderView>()(z.strictObject({ fileId: id.nullable(), extensions })),
  /** A name for a new file or folder within a folder that was shown. Failure where it exists already. */
  nameNew: call<ChosenFile>()(z.strictObject({ fileId: id, name: typed })),

  /** Starts a call that goes on whatever happens to the page. */
  beginJob: call<{ readonly jobId: string }>()(z.strictObject({ call: id, input: z.unknown() })),
  /** Of this case, or (null) those that belong to none. */
  jobs: call<readonly JobState[]>()(z.strictObject({ caseId: id.nullable() })),
  stopJob: call<null>()(z.strictObject({ jobId: id })),
  forgetJob: call<null>()(z.strictObject({ jobId: id })),
} as const;

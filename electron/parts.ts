/** @file What the window hosts have in common: the engine at a desk behind dispatch, and the machine's report. */
import project from '../package.json' with { type: 'json' };
import { deskCalls } from './api/deskCalls.ts';
import { openDispatch, type Dispatch } from './api/dispatch.ts';
import { hostCalls } from './api/hostCalls.ts';
import type { About, ChosenFile } from './api/hostContract.ts';
import { openHostDesk, type HostDesk, type HostSide } from './api/hostDesk.ts';
import { mediaCalls } from './api/mediaCalls.ts';
import type { Media } from './api/mediaContract.ts';
import type { Job } from './core/job.ts';
import { drawDemo } from './demo.ts';
import { doctor } from './engine/doctor.ts';
import { openEngine } from './engine/engine.ts';
import type { Child, IndexerProcess } from './engine/indexPlan.ts';
import { nativeAttempts } from './nativeAttempts.ts';
import { entriesOf } from './engine/records.ts';
import { homeFolder } from './homeFolder.ts';
import { launchNode, nodeNatives } from './nodeNatives.ts';
import type { CallKind, FromWorker, Order, ToWorker } from './order.ts';
import { openPool } from './pool.ts';

/** What differs between the hosts. */
export type HostChoice = Pick<HostSide, 'choose' | 'startFolder'> & {
  readonly host: About['host'];
  /** How the host starts processes; null: as Node does. */
  readonly processes: { worker(): Child<ToWorker, FromWorker>; indexer(): IndexerProcess } | null;
};

/** The calls of one window, and what its host does itself. */
export interface Host extends Dispatch {
  /** The window's name for a file or folder that a person dropped into it. */
  take(path: string): ChosenFile;
  /** The case in this folder is opened when the page is loaded next, unless one is open. */
  startWith(folder: string): void;
}

/** The calls of one window over an engine of its own. Closing it stops long work and closes the cases. */
export function openHost({ host, choose, startFolder, processes }: HostChoice): Host {
  const home = homeFolder();
  const pool = openPool(processes?.worker ?? (() => launchNode<ToWorker, FromWorker>('worker')), processes?.indexer ?? null);
  const desk = openHostDesk(openEngine(nodeNatives(), home), home, {
    about: { version: project.version, host, node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    doctor: (job) => doctor({ home, attempts: nativeAttempts }, job),
    choose, startFolder, drawDemo, wake: () => pool.wake(), rest: () => pool.rest(),
  });
  const work = (kind: CallKind, name: string, input: unknown, job: Job): Promise<unknown> => pool.run({ kind, name, input, home, ...needed(desk, input) }, job);
  const dispatch = openDispatch({ ...hostCalls(desk), ...deskCalls(desk) }, mediaCalls(desk), {
    onBug: (call, error) => void process.stderr.write(`A fault of the program in “${call}”:\n${error instanceof Error ? error.stack : String(error)}\n`),
    whoIsIn: (caseId) => desk.openCases().find(({ facts, operator }) => operator !== null && (caseId === null || facts.id === caseId))?.operator?.name ?? null,
    elsewhere: (kind, name, input, job) => (kind === 'call' ? work(kind, name, input, job) : keptPicture(desk, name, input, (job) => work(kind, name, input, job) as Promise<Media>, job)),
  });
  return {
    ...dispatch,
    take: (path) => desk.chosen(path),
    startWith: (folder) => desk.startWith(folder),
    async close() {
      await dispatch.close();
      desk.close();
      await pool.close();
    },
  };
}

/** Signed out people see nothing that is kept, nobody what was made for somebody else, and what was erased is not kept any longer. */
function keptPicture(desk: HostDesk, name: string, input: unknown, make: (job: Job) => Promise<Media>, job: Job): Promise<Media> {
  const person = typeof input === 'object' && input !== null && 'caseId' in input ? desk.caseOf(String(input.caseId)).operator?.publicKey : null;
  const erasures = desk.openCases().map(({ facts, db }) => [facts.id, entriesOf(db, 'erased').length]);
  return desk.pictures.of(JSON.stringify([name, input, person]), JSON.stringify(erasures), make, job);
}

/** What a process needs for this call. Failures 'case-not-open', 'signed-out'. */
function needed(desk: HostDesk, input: unknown): Pick<Order, 'lent' | 'files'> {
  const texts = textsIn(input);
  const files = new Map(texts.flatMap((text): [string, string][] => (desk.files.has(text) ? [[text, desk.files.get(text)!]] : [])));
  const caseId = typeof input === 'object' && input !== null && 'caseId' in input ? String(input.caseId) : null;
  const opened = caseId === null ? null : desk.caseOf(caseId);
  return { files, lent: opened && { caseId: opened.facts.id, folder: opened.folder, keys: opened.lend() } };
}

/** Every text in the input, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

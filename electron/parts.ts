/** @file What the window hosts bring to dispatch: the engine, the machine's report, and their own way of choosing a folder. */
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import project from '../package.json' with { type: 'json' };
import type { About } from './api/contract.ts';
import type { OpenedCase, Parts } from './api/dispatch.ts';
import { doctor } from './engine/doctor.ts';
import { nativeAttempts } from './nativeAttempts.ts';

/** Where operators' keys and settings live: RETRACE_HOME, or the platform's folder for a user's data. */
export function homeFolder(): string {
  const own = process.env['RETRACE_HOME'];
  if (own) return own;
  if (platform() === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'Retrace');
  if (platform() === 'darwin') return join(homedir(), 'Library/Application Support/Retrace');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'retrace');
}

/** What differs between the hosts. `chooseFolder` gives the folder of a case; null means that the person chose none. */
export interface HostSide {
  readonly host: About['host'];
  chooseFolder(): Promise<string | null>;
  openCase(folder: string): Promise<OpenedCase>;
}

export function parts({ host, chooseFolder, openCase }: HostSide): Parts {
  return {
    about: { version: project.version, host, node: process.versions.node, platform: `${process.platform} ${process.arch}` },
    doctor: (job) => doctor({ home: homeFolder(), attempts: nativeAttempts }, job),
    chooseFolder,
    openCase,
    onBug: (call, error) => void process.stderr.write(`A fault of the program in “${call}”:\n${error instanceof Error ? error.stack : String(error)}\n`),
  };
}

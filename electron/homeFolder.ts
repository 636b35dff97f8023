/** @file Where a user's data is. */
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** Where operators' keys and settings live: RETRACE_HOME, or the platform's folder for a user's data. */
export function homeFolder(): string {
  const own = process.env['RETRACE_HOME'];
  if (own) return own;
  if (platform() === 'win32') return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'Retrace');
  if (platform() === 'darwin') return join(homedir(), 'Library/Application Support/Retrace');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'retrace');
}

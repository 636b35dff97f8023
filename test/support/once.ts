/** @file What many files of tests need and none of them changes: made once in a run, by the first that asks. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tells every process of a run where it is. */
const variable = 'RETRACE_MADE_ONCE';

/** Makes the run's folder. vitest calls this before the first file, and what it gives after the last. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-once-'));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/**
 * The folder that `make` filled under this name: whoever asks first makes it, at the place where it stays, and the others wait. Nobody may change
 * anything in it. Outside a run of the tests it lasts as long as the process.
 */
export async function once(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  if (process.env[variable] === undefined) process.once('exit', setup());
  const folder = join(process.env[variable]!, name), made = `${folder}.made`;
  while (!existsSync(made)) {
    try {
      mkdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await new Promise((next) => setTimeout(next, 50));
      continue;
    }
    try {
      await make(folder);
    } catch (error) {
      // The next one that asks tries again.
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    writeFileSync(made, '');
  }
  return folder;
}

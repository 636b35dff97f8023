/** @file Packs installers with electron-builder; arguments go on to it. It fetches Electron and its tools when it first needs them: where it cannot, this says what to do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { writeIcons } from './icons.ts';

const project = join(import.meta.dirname, '../..');
const builder = join(project, 'node_modules/electron-builder/cli.js');
await writeIcons(join(project, 'out/icons'));
const child = spawn(process.execPath, [builder, '--publish', 'never', ...process.argv.slice(2)], { stdio: ['inherit', 'pipe', 'pipe'], env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } });
let said = '';
for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]] as const) {
  from.on('data', (part: Buffer) => ((said += part.toString()), to.write(part)));
}
const [code] = (await once(child, 'close')) as [number | null];
if (code !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT/.test(said)) {
  process.stderr.write('\nNo installer was made: Electron and the tools for each kind of installer are fetched from github.com when they are first needed, and it was not reached. With Electron unpacked in a folder, npm run installer -- --dir -c.electronDist=<folder> packs a program that runs where it lies.\n');
}
process.exitCode = code ?? 1;

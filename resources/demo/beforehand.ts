/** @file What an installer carries ready-made, because an installed copy cannot make it: the demo footage (it has no encoder) and the model packs (it has no packages to make them from). */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { drawDemo } from '../../electron/demo.ts';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';

const project = join(import.meta.dirname, '../..');
const folder = join(project, 'out/demo');

for (const pack of [defaultPack, `${defaultPack}-mirror`]) await loadPack(pack, join(project, 'out'));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const { files, portrait } = await drawDemo(folder, {});
const named = files.map((file) => ({ ...file, path: `footage/${basename(file.path)}` }));
await writeFile(join(folder, 'demo.json'), JSON.stringify({ files: named, portrait: basename(portrait) }));
process.stdout.write(`${folder}\n`);

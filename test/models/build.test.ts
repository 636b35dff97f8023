/** @file Making the embedded packs: the same bytes every time, anything else refused, nothing half made ever used. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../electron/core/failure.ts';
import { PackDescription } from '../../electron/core/modelPack.ts';
import { buildPack } from '../../models/build.ts';

const digest = '0123456789abcdef'.repeat(4);
const modules = resolve('node_modules');
let models: string;
let description: PackDescription;

/** A models folder of this test's own, without built packs. */
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'retrace-models-'));
  await cp('models/selftest', join(models, 'selftest'), { recursive: true });
  description = PackDescription.parse(JSON.parse(await readFile('models/blazeface-fused/pack.json', 'utf8')));
});
afterEach(() => rm(models, { recursive: true, force: true }));

const built = async () => (await readdir(join(models, 'built')).catch(() => [])).toSorted();

/** The same build in a process of its own. */
async function startProcess() {
  const script = join(models, 'build.ts');
  await writeFile(
    script,
    `import { readFileSync } from 'node:fs';
     import { buildPack } from ${JSON.stringify(resolve('models/build.ts'))};
     await buildPack(${JSON.stringify(models)}, ${JSON.stringify(modules)}, JSON.parse(readFileSync(${JSON.stringify(resolve('models/blazeface-fused/pack.json'))}, 'utf8')), ${JSON.stringify(digest)});`,
  );
  return spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
}

test('every file of both packs is made with the pinned bytes', async () => {
  const folder = await buildPack(models, modules, description, digest);
  const standard = PackDescription.parse(JSON.parse(await readFile('models/blazeface-dlib/pack.json', 'utf8')));
  for (const [name, file] of Object.entries(standard.files)) expect(description.files[name]).toEqual(file);
  expect((await readdir(folder)).toSorted()).toEqual([...Object.keys(description.files), 'pack.json'].toSorted());
  expect(await built()).toEqual(['blazeface-fused-0123456789abcdef']);
}, 60_000);

test('an installed file that differs by one byte is refused by name and nothing is left behind', async () => {
  const changed = join(models, 'node_modules');
  for (const file of Object.values(description.files)) {
    for (const { path } of file.built?.from ?? []) await cp(join(modules, file.built!.package, path), join(changed, file.built!.package, path), { recursive: true });
  }
  const victim = join(changed, '@vladmandic/face-api/model/face_landmark_68_model.bin');
  const bytes = await readFile(victim);
  bytes[1000]! ^= 1;
  await writeFile(victim, bytes);
  const failure = await buildPack(models, changed, description, digest).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'pack-source', data: { file: '@vladmandic/face-api/model/face_landmark_68_model.bin' } });
  expect(await built()).toEqual([]);
}, 60_000);

test('a made file that is not the pinned one is refused', async () => {
  description.files['face-landmark-68.onnx']!.sha256 = '0'.repeat(64);
  await expect(buildPack(models, modules, description, digest)).rejects.toMatchObject({ code: 'pack-file', data: { file: 'face-landmark-68.onnx' } });
  expect(await built()).toEqual([]);
}, 60_000);

test('two processes at once make one pack', async () => {
  const processes = [await startProcess(), await startProcess()];
  expect(await Promise.all(processes.map(async (child) => (await once(child, 'exit'))[0] as number))).toEqual([0, 0]);
  expect(await built()).toEqual(['blazeface-fused-0123456789abcdef']);
}, 60_000);

test('a killed build leaves nothing that is taken for whole, and its lock does not block for ever', async () => {
  const child = await startProcess();
  while (!(await built()).some((name) => name.startsWith('.making-'))) await wait(5);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await built()).filter((name) => !name.startsWith('.'))).toEqual(['blazeface-fused-0123456789abcdef.lock']);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(join(models, 'built', 'blazeface-fused-0123456789abcdef.lock'), longAgo, longAgo);
  const folder = await buildPack(models, modules, description, digest);
  expect(await readdir(folder)).toContain('dlib-resnet.onnx');
}, 60_000);

test('a build that is stopped says so and leaves nothing', async () => {
  const stop = new AbortController();
  const job = { signal: stop.signal, onProgress: ({ done }: { done: number }) => done === 2 && stop.abort() };
  await expect(buildPack(models, modules, description, digest, job)).rejects.toMatchObject({ code: 'stopped' });
  expect(await built()).toEqual([]);
}, 60_000);

test('a folder that cannot be written is named as the reason', async () => {
  await writeFile(join(models, 'built'), 'not a folder');
  const failure = await buildPack(models, modules, description, digest).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: 'pack-unbuildable' });
}, 60_000);

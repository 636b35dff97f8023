/** @file Packs from outside: hostile descriptions and files are refused with a sentence, good ones are copied whole. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PackDescription } from '../../electron/core/modelPack.ts';
import { addPack, listPacks, loadPack, verifyPack } from '../../electron/engine/models.ts';
import { smallPack } from './smallPack.ts';

let folder: string;
let home: string;
const scratch: string[] = [];
const temporary = async () => {
  const made = await mkdtemp(join(tmpdir(), 'retrace-pack-'));
  scratch.push(made);
  return made;
};

beforeAll(() => loadPack('blazeface-dlib', '/nowhere'), 60_000);
beforeEach(async () => {
  [folder, home] = [await temporary(), await temporary()];
  await smallPack(folder, 'agency-pack');
});
afterAll(async () => {
  for (const made of scratch) await rm(made, { recursive: true, force: true });
});

const change = async (edit: (pack: PackDescription) => void) => {
  const pack = JSON.parse(await readFile(join(folder, 'pack.json'), 'utf8')) as PackDescription;
  edit(pack);
  await writeFile(join(folder, 'pack.json'), JSON.stringify(pack));
};
const nothingAdded = async () => expect(await readdir(join(home, 'packs')).catch(() => [])).toEqual([]);

test('the embedded packs are listed first, the default one before the others', async () => {
  expect((await listPacks(home)).map(({ id, dimension, metric, origin }) => ({ id, dimension, metric, origin }))).toEqual([
    { id: 'blazeface-dlib', dimension: 128, metric: 'l2', origin: 'embedded' },
    { id: 'blazeface-fused', dimension: 1152, metric: 'l2', origin: 'embedded' },
    { id: 'blazeface-dlib-mirror', dimension: 128, metric: 'l2', origin: 'embedded' },
  ]);
});

test('a pack from outside is copied whole, listed, loaded by its name, and the same again changes nothing', async () => {
  const added = await addPack(folder, home);
  expect(added).toMatchObject({ id: 'agency-pack', origin: 'added', metric: 'cosine' });
  await rm(folder, { recursive: true });
  const pack = await loadPack('agency-pack', home);
  expect(pack.digest).toBe(added.digest);
  expect(await addPack(join(home, 'packs', 'agency-pack'), home)).toEqual(added);
  expect(await verifyPack('agency-pack', home)).toEqual([]);
});

test('another pack of the same name does not replace the first', async () => {
  await addPack(folder, home);
  await change((pack) => void (pack.title = 'another'));
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-exists' });
  await change((pack) => void (pack.id = 'blazeface-dlib'));
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-exists' });
});

test.each<[string, (pack: PackDescription) => void]>([
  ['a file name that climbs out of the folder', (pack) => Object.assign(pack.files, { '../../etc/passwd': Object.values(pack.files)[0] })],
  ['a file that is used and not described', (pack) => void (pack.embedder[0]!.file = 'other.onnx')],
  ['a misspelt field', (pack) => Object.assign(pack, { mertic: 'l2' })],
  ['an id that is a path', (pack) => void (pack.id = '../home')],
  ['a number that is none', (pack) => void (pack.embedder[0]!.size = 1.5)],
  ['a self-test without two people', (pack) => pack.selfTest.pairs.forEach((pair) => void (pair.same = true))],
  ['another format', (pack) => Object.assign(pack, { format: 'retrace-pack/2' })],
])('%s is refused before anything is copied', async (_, edit) => {
  await change(edit);
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-invalid' });
  await nothingAdded();
});

test('a description that is not JSON, missing, or endless is refused', async () => {
  await writeFile(join(folder, 'pack.json'), '{');
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-invalid' });
  await truncate(join(folder, 'pack.json'), 2_000_000_000);
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-invalid' });
  await rm(join(folder, 'pack.json'));
  await expect(addPack(folder, home)).rejects.toMatchObject({ code: 'pack-invalid', data: { reason: 'pack.json: it is missing' } });
  await expect(loadPack(folder, home)).rejects.toMatchObject({ code: 'pack-unknown' });
  await nothingAdded();
});

test.each<[string, RegExp, (file: string) => Promise<unknown>]>([
  ['missing', /missing/, (file) => rm(file)],
  ['a link', /link/, async (file) => { await cp(file, `${file}.real`); await rm(file); await symlink(`${file}.real`, file); }],
  ['a folder', /regular file/, async (file) => { await rm(file); await mkdir(file); }],
  ['larger than it says', /bytes/, (file) => truncate(file, 4_000_000_000)],
  ['shorter than it says', /bytes/, (file) => truncate(file, 100)],
  ['another by one byte', /SHA-256/, async (file) => { const bytes = await readFile(file); bytes[200]! ^= 1; await writeFile(file, bytes); }],
])('a file that is %s is refused by name, nothing is copied, and verifying says the same', async (_, reason, damage) => {
  await damage(join(folder, 'embedder.onnx'));
  const failure = await addPack(folder, home).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'pack-file', data: { pack: 'agency-pack', file: 'embedder.onnx', reason: expect.stringMatching(reason) } });
  await nothingAdded();
  await expect(loadPack(folder, home)).rejects.toMatchObject({ code: 'pack-file' });
  expect((await verifyPack(folder, home)).map(({ code }) => code)).toEqual(['pack-file']);
});

test('verifying goes on after the first wrong file', async () => {
  for (const name of ['embedder.onnx', 'drawn-1a.png']) await truncate(join(folder, name), 5);
  expect((await verifyPack(folder, home)).map(({ message }) => message.includes('embedder.onnx') || message.includes('drawn-1a.png'))).toEqual([true, true]);
});

test('a pack nobody has is named in the refusal', async () => {
  await expect(loadPack('nobody-has-this', home)).rejects.toThrow('There is no model pack “nobody-has-this”');
  await expect(verifyPack('nobody-has-this', home)).rejects.toMatchObject({ code: 'pack-unknown' });
});

/** @file Bundles in zip files: stock tools read ours, we read what others store, and no hostile zip is taken or writes anything outside. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackBundle } from '../../electron/bundle/unpack.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { writeZip } from '../../electron/bundle/zipWrite.ts';
import { makeZip } from './hostileZip.ts';
import type { ZipPart, ZipWhole } from './hostileZip.ts';
import { writeSmallBundle } from './smallBundle.ts';

let folder: string, bundle: string, zip: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  bundle = await writeSmallBundle(join(folder, 'bundle'));
  zip = join(folder, 'bundle.zip');
  await writeZip(bundle, zip, {});
});
afterAll(() => rmSync(folder, { recursive: true }));

const filesOf = (top: string): string[] => (readdirSync(top, { recursive: true }) as string[]).filter((name) => statSync(join(top, name)).isFile()).sort();
const contentOf = (top: string) => filesOf(top).map((name) => [name, readFileSync(join(top, name), 'hex')]);

test('the same bundle gives the same zip, and unpacked it is the same bundle', async () => {
  await writeZip(bundle, join(folder, 'again.zip'), {});
  expect(readFileSync(join(folder, 'again.zip')).equals(readFileSync(zip))).toBe(true);
  await unpackBundle(zip, join(folder, 'unpacked'), {});
  expect(contentOf(join(folder, 'unpacked'))).toEqual(contentOf(bundle));
  await expect(unpackBundle(zip, join(folder, 'unpacked'), {})).rejects.toMatchObject({ code: 'file-exists' });
  await expect(writeZip(bundle, zip, {})).rejects.toMatchObject({ code: 'file-exists' });
});

test.for([
  ['unzip', ['-t'], 'No errors detected'],
  ['python3', ['-m', 'zipfile', '-t'], 'Done testing'],
] as const)('stock %s reads the zip', ([tool, args, said], { skip }) => {
  const ran = spawnSync(tool, [...args, zip], { encoding: 'utf8' });
  skip(ran.error !== undefined, `${tool} is not installed: the check with a stock tool was not made`);
  expect([ran.status, ran.stdout.includes(said)]).toEqual([0, true]);
});

/** Every file of the bundle as an entry. */
const entries = (below = ''): ZipPart[] => filesOf(bundle).map((name) => ({ name: `${below}${name}`, content: readFileSync(join(bundle, name)) }));

test('a bundle that another program stored in a zip is read: with or without a folder, folders as entries, sizes behind the content', async () => {
  const behind = entries('OP 1/').map((part) => ({ ...part, flags: 0x808, behind: Buffer.alloc(16) }));
  const made = { flat: entries(), below: entries('OP 1/'), folders: [{ name: 'OP 1/', mode: 0o040755 }, ...entries('OP 1/')], dos: entries().map((part) => ({ ...part, mode: null })), behind };
  for (const [name, parts] of Object.entries(made)) {
    writeFileSync(join(folder, 'made.zip'), makeZip(parts));
    expect({ name, ...(await verifyBundle(join(folder, 'made.zip'), null, {})) }).toMatchObject({ name, findings: [] });
  }
});

const x: ZipPart = { name: 'bundle/x', content: Buffer.from('x') };
const bomb = deflateRawSync(Buffer.alloc(10_000_000));
const secondName = Buffer.concat([Buffer.from([0x75, 0x70, 4, 0]), Buffer.from('/etc')]);
const longNumbers = Buffer.concat([Buffer.from([1, 0, 16, 0]), Buffer.alloc(16, 0xff)]);

/** Zips that are not to be taken. */
const hostile: Readonly<Record<string, readonly [parts: readonly ZipPart[], whole?: ZipWhole]>> = {
  'a link': [[{ ...x, mode: 0o120777, content: Buffer.from('/etc/passwd') }]],
  'a device': [[{ ...x, mode: 0o020666 }]],
  'an absolute name': [[{ name: '/tmp/retrace-outside' }]],
  'a name that leads up': [[x, { name: 'bundle/../../retrace-outside' }]],
  'a name that only leads up': [[{ name: '..' }]],
  'a name that leads up by backslashes': [[x, { name: 'bundle\\..\\..\\retrace-outside' }]],
  'a drive': [[{ name: 'C:/retrace-outside' }]],
  'a name with a NUL': [[x, { name: 'bundle/y\0.png' }]],
  'an empty name': [[x, { name: '' }]],
  'a name with an empty part': [[x, { name: 'bundle//y' }]],
  'a name of a device': [[x, { name: 'bundle/NUL.txt' }]],
  'a name that is too long': [[x, { name: `bundle/${'y'.repeat(300)}` }]],
  'a name that is not UTF-8': [[x, { name: Buffer.of(0x62, 0xff) }]],
  'a name in an unstated code': [[x, { name: 'bundle/é', flags: 0 }]],
  'a second name in an extra field': [[{ ...x, extra: secondName }]],
  'another name before the content': [[{ ...x, localName: 'bundle/y' }]],
  'two entries of one name': [[x, x]],
  'twins in other case': [[x, { ...x, name: 'bundle/X' }]],
  'a file in a file': [[x, { ...x, name: 'bundle/x/y' }]],
  'a folder with content': [[x, { name: 'bundle/y/', content: Buffer.from('y'), mode: 0o040755 }]],
  'a bomb': [[{ ...x, method: 8, content: bomb, bytes: 10_000_000 }]],
  'an unknown method': [[{ ...x, method: 99 }]],
  'an encrypted entry': [[{ ...x, flags: 0x801 }]],
  'a size larger than the file': [[{ ...x, bytes: 2 ** 31, packed: 2 ** 31 }]],
  'two sizes': [[{ ...x, bytes: 2 }]],
  'a size that nothing has': [[{ ...x, bytes: 0xffffffff, packed: 0xffffffff, extra: longNumbers }]],
  'a missing large size': [[{ ...x, bytes: 0xffffffff }]],
  'a damaged extra field': [[{ ...x, extra: Buffer.from([1, 0, 200, 0]) }]],
  'entries that overlap': [[{ name: 'bundle/a', content: Buffer.alloc(50) }, { name: 'bundle/b', content: Buffer.alloc(50), headerAt: 0 }]],
  'bytes between entries': [[x, { ...x, name: 'bundle/y', gap: Buffer.from('hidden') }]],
  'bytes before the first entry': [[x], { before: Buffer.from('#!/bin/sh\n') }],
  'bytes behind the end': [[x], { tail: Buffer.from('x') }],
  'a comment': [[x], { comment: Buffer.from('x') }],
  'fewer entries than stated': [[x], { count: 2 }],
  'more entries than stated': [[x, { ...x, name: 'bundle/y' }], { count: 1 }],
};

test('no hostile zip is taken, and nothing is written', async () => {
  const place = join(folder, 'outer', 'inner');
  const before = filesOf(folder);
  let refused = 0;
  for (const [name, [parts, whole]] of Object.entries(hostile)) {
    const file = join(folder, 'hostile.zip');
    writeFileSync(file, makeZip(parts, whole));
    const codes = (await verifyBundle(file, null, {})).findings.map(({ code }) => code);
    const structural = codes.some((code) => ['bundle-zip', 'bundle-zip-compressed', 'bundle-file-name', 'bundle-file-special'].includes(code));
    const unpacked = await unpackBundle(file, place, {}).then(() => 'unpacked', (error: { code?: string }) => error.code);
    expect({ name, structural, unpacked }).toEqual({ name, structural: true, unpacked: 'bundle-refused' });
    rmSync(file);
    refused++;
  }
  console.log(`hostile zips: ${Object.keys(hostile).length}, refused: ${refused}`);
  expect(filesOf(folder)).toEqual(before);
});

test('a zip cut short anywhere is refused', async () => {
  const bytes = readFileSync(zip);
  let refused = 0, tried = 0;
  for (let length = 0; length < bytes.length; length += 97, tried++) {
    writeFileSync(join(folder, 'short.zip'), bytes.subarray(0, length));
    if ((await verifyBundle(join(folder, 'short.zip'), null, {})).findings.some(({ code }) => code === 'bundle-zip')) refused++;
  }
  console.log(`zips cut short: ${tried}, refused: ${refused}`);
  expect(refused).toBe(tried);
});

test('a changed byte of content is found by the checksum too, when it is unpacked', async () => {
  const bytes = readFileSync(zip);
  bytes[bytes.indexOf('picture')]! ^= 1;
  writeFileSync(join(folder, 'changed.zip'), bytes);
  expect((await verifyBundle(join(folder, 'changed.zip'), null, {})).findings.map(({ code }) => code)).toContain('bundle-file-unreadable');
  await expect(unpackBundle(join(folder, 'changed.zip'), join(folder, 'other'), {})).rejects.toMatchObject({ code: 'bundle-refused' });
  expect(readdirSync(folder)).not.toContain('other');
});

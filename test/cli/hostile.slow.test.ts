/** @file Hostile, damaged and oddly named files through the command: each is told in a sentence, the others go on, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseCalls } from '../../electron/api/caseCalls.ts';
import type { Desk } from '../../electron/api/desk.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { entryLines, ledgerHead } from '../../electron/engine/ledgerView.ts';
import { timelineOf } from '../../electron/engine/timeline/lanes.ts';
import { people } from '../support/grantedCase.ts';
import { newGrantedCase, newPlace, retrace, retraceJson } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { writePortraitClip } from '../support/portraitClip.ts';

const bag = ['--reference', 'JB/1', '--camera', 'Door'];
let place: Place;
let clip: Buffer;
let stream: Buffer;
let distinct = 0;

beforeAll(async () => {
  place = newPlace();
  await writePortraitClip(join(place.folder, 'good.mp4'), [1]);
  await writePortraitClip(join(place.folder, 'good.ts'), [2]);
  clip = readFileSync(join(place.folder, 'good.mp4'));
  stream = readFileSync(join(place.folder, 'good.ts'));
  await newGrantedCase(place);
});

afterAll(() => place.remove());

function put(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(place.folder, name), bytes);
  return name;
}

/** The stream with some null packets (ISO 13818-1, 2.4.1) at its end: other bytes, the same pictures. */
function another(): Buffer {
  distinct += 1;
  const nothing = Buffer.alloc(188, 0xff);
  nothing.set([0x47, 0x1f, 0xff, 0x10]);
  return Buffer.concat([stream, ...Array.from({ length: distinct }, () => nothing)]);
}

/** An MP4 whose sample entry says that it is encrypted (ISO 14496-12, 8.12.1): encv in place of avc1, with a sinf box that names the original. */
function encrypted(): Buffer {
  const box = (type: string, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const numbers = (...values: number[]) => Buffer.from(values.flatMap((v) => [v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]));
  const tenc = box('tenc', numbers(0), Buffer.from([0, 0, 1, 8]), Buffer.alloc(16, 7));
  const sinf = box('sinf', box('frma', Buffer.from('avc1')), box('schm', numbers(0), Buffer.from('cenc'), numbers(0x10000)), box('schi', tenc));
  const bytes = Buffer.concat([clip]);
  const entry = bytes.indexOf('avc1', bytes.indexOf('stsd')) - 4;
  const end = entry + bytes.readUInt32BE(entry);
  for (const type of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']) {
    const at = bytes.indexOf(type, bytes.indexOf('moov')) - 4;
    bytes.writeUInt32BE(bytes.readUInt32BE(at) + sinf.length, at);
  }
  bytes.writeUInt32BE(bytes.readUInt32BE(entry) + sinf.length, entry);
  bytes.write('encv', entry + 4, 'latin1');
  // The media data comes before the index in what our encoder writes, so that no offset has to be moved.
  return Buffer.concat([bytes.subarray(0, end), sinf, bytes.subarray(end)]);
}

test('whatever is no footage is refused in a sentence of its own, and the rest of the batch is received', { timeout: 120_000 }, async ({ annotate }) => {
  if (process.getuid?.() === 0) await annotate('run by root, whom no permission stops: the unreadable file is /proc/self/mem, which refuses reading', 'notice');
  mkdirSync(join(place.folder, 'folder'));
  symlinkSync('good.mp4', join(place.folder, 'link.mp4'));
  symlinkSync('nowhere', join(place.folder, 'dangling.mp4'));
  execFileSync('mkfifo', [join(place.folder, 'pipe.mp4')]);
  const secret = put('secret.mp4', stream);
  const cases: readonly (readonly [file: string, sentence: string])[] = [
    ['folder', '“folder” is a folder; name the files in it.'],
    ['link.mp4', '“link.mp4” is a link; name the file itself, so that it is clear which one was received.'],
    ['dangling.mp4', '“dangling.mp4” is a link; name the file itself, so that it is clear which one was received.'],
    ['pipe.mp4', '“pipe.mp4” is a device, pipe or socket, not a file.'],
    ['/dev/zero', '“zero” is a device, pipe or socket, not a file.'],
    ['nowhere.mp4', 'There is no file “nowhere.mp4”.'],
    ['x'.repeat(300), `“${'x'.repeat(80)} … ${'x'.repeat(36)}” cannot be read: its name is too long for this file system.`],
    [put('empty.mp4', ''), '“empty.mp4” is empty (0 bytes).'],
    [put('letter.mp4', 'Dear Sir, please find enclosed the recording.\n'), 'is not a video in a format that is accepted'],
    [put('concat.mp4', `ffconcat version 1.0\nfile '${secret}'\n`), 'is a text such as a play list, which may refer to other files; it is not opened.'],
    [put('hls.mp4', `#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4,\nfile://${join(place.folder, secret)}\n#EXT-X-ENDLIST\n`), 'is a text such as a play list, which may refer to other files; it is not opened.'],
    [put('noise.avi', createHash('sha512').update('noise').digest()), 'is not a video in a format that is accepted'],
    [put('zeros.mp4', Buffer.alloc(100_000)), 'is not a video in a format that is accepted'],
    [put('cut.mp4', clip.subarray(0, clip.length / 2)), 'is not a video in a format that is accepted, or its beginning or its index is missing'],
    [put('encrypted.mp4', encrypted()), 'is encrypted; it can be indexed only after it was exported without encryption.'],
    ['good.mp4', ''],
    ['good.mp4', '“good.mp4” was received already, as “good.mp4” under “JB/1”: the same bytes.'],
    [put('copy of good.mp4', clip), '“copy of good.mp4” was received already, as “good.mp4” under “JB/1”: the same bytes.'],
    [put('cut.ts', stream.subarray(0, stream.length / 2)), ''],
    [put('damaged.ts', stream.map((byte, i) => (i > 20_000 && i % 997 === 0 ? byte ^ 0x5a : byte))), ''],
    ['/proc/self/mem', ''],
  ];
  const { entries: before } = await retraceJson<{ entries: number }>(place, ['ledger', 'verify', 'case']);
  const { exhibits, refused } = await retraceJson<{ exhibits: { name: string }[]; refused: { name: string; message: string }[] }>(place, ['exhibit', 'receive', 'case', ...cases.map(([file]) => file), ...bag], 3);
  expect(exhibits.map(({ name }) => name)).toEqual(['good.mp4', 'cut.ts', 'damaged.ts']);
  const wanted = cases.filter(([, sentence]) => sentence !== '').map(([file, sentence]) => [basename(file), expect.stringContaining(sentence)]);
  expect(refused.map(({ name, message }) => [name, message])).toEqual([...wanted, ['mem', expect.stringMatching(/cannot be read|is empty/)]]);
  expect(await retraceJson(place, ['ledger', 'verify', 'case'])).toEqual({ entries: before + cases.length, checkpoints: before + cases.length, findings: [] });
});

test('names are taken as they are, by the command too', { timeout: 60_000 }, async () => {
  const deep = `${'d'.repeat(100)}/${'e'.repeat(100)}/${'f'.repeat(100)}`;
  mkdirSync(join(place.folder, deep), { recursive: true });
  const files = [`it's "quoted".ts`, ' spaces .ts', 'new\nline.ts', '-rf.ts', '--json', `${'n'.repeat(252)}.ts`, `${deep}/long path.ts`, 'über €.ts', '$(reboot).ts', 'a:b?c#d%20.ts', 'concat:good.ts', '\u001b[31mred.ts', '\u202Est.exe'];
  for (const file of files) put(file, another());
  const { exhibits } = await retraceJson<{ exhibits: { name: string }[] }>(place, ['exhibit', 'receive', 'case', ...bag, '--', ...files]);
  expect(exhibits.map(({ name }) => name)).toEqual(files.map((file) => basename(file)));
  const { out } = await retrace(place, ['completeness', 'case']);
  expect(out).toContain('“new\\u000aline.ts”');
  expect(['\u001b', '\u202e'].filter((character) => out.includes(character))).toEqual([]);
  const opened = openCase(join(place.folder, 'case'), join(place.folder, 'home'));
  try {
    await opened.unlock(people.analyst.name, 'correct horse');
    const lines = entryLines(opened, Array.from({ length: ledgerHead(opened).entries }, (_, i) => i)), lanes = await timelineOf(opened), shown = await caseCalls({ caseOf: () => opened } as unknown as Desk).overview({ caseId: '' }, {});
    const seen = JSON.stringify([lines, lanes, shown]);
    expect(['\\u001b', '\u202e'].filter((character) => seen.includes(character))).toEqual([]);
    expect(lines.map((line) => (line.withheld ? '' : line.did))).toContainEqual(expect.stringContaining('(\\u{202e}st.exe) with 1 footage'));
  } finally {
    opened.close();
  }
});

test('footage that was changed since its receipt is refused by name with both hashes, and the other is indexed', { timeout: 120_000 }, async () => {
  const other = newPlace();
  try {
    copyFileSync(join(place.folder, 'good.mp4'), join(other.folder, 'a.mp4'));
    copyFileSync(join(place.folder, 'good.ts'), join(other.folder, 'b.ts'));
    linkSync(join(other.folder, 'a.mp4'), join(other.folder, 'second name'));
    await newGrantedCase(other);
    const { exhibits } = await retraceJson<{ exhibits: { id: string; sha256: string }[] }>(other, ['exhibit', 'receive', 'case', 'a.mp4', 'b.ts', ...bag]);
    appendFileSync(join(other.folder, 'second name'), 'x');
    const now = createHash('sha256').update(readFileSync(join(other.folder, 'a.mp4'))).digest('hex');
    const said = await retraceJson<{ runs: { state: string }[]; refused: unknown }>(other, ['index', 'case', '--fps', '1'], 3);
    const message = `The exhibit file “a.mp4” has changed since its receipt: SHA-256 was ${exhibits[0]!.sha256} and is now ${now}. It is not used.`;
    expect(said.refused).toEqual([{ exhibit: exhibits[0]!.id, name: 'a.mp4', code: 'exhibit-changed', message }]);
    expect(said.runs.map(({ state }) => state)).toEqual(['finished']);
    expect((await retrace(other, ['ledger', 'verify', 'case'])).exit).toBe(0);
  } finally {
    other.remove();
  }
});

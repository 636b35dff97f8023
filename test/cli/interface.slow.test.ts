/** @file What others script against: one JSON document and nothing else on standard output, the names of its fields, help, exit codes. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../electron/cli/commands.ts';
import { newPlace, retrace, startedBy, startRetrace } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { lightenKeys } from '../support/lightKeys.ts';
import { writePortraitClip } from '../support/portraitClip.ts';

let place: Place;

beforeAll(async () => {
  place = newPlace();
  await writePortraitClip(join(place.folder, 'a.mp4'), [1, 2]);
});

afterAll(() => place.remove());

/** Each command with its exit code and a shape of what it prints: every field that is named must be there, of this kind. */
const id = expect.stringMatching(/^[0-9a-f]{32}$/), hash = expect.stringMatching(/^[0-9a-f]{64}$/), number = expect.any(Number), text = expect.any(String);
const box = [number, number, number, number];
const wallTime = { utc: expect.stringMatching(/^2026-03-14T17:58:5\d\.\d{3}Z$/), uncertaintyMs: 1100 };
const run = { id, footageId: id, state: 'finished', framesExpected: number, framesDecoded: number, framesAnalysed: number, framesFailed: 0, faces: number, searchable: number, tracks: number, realTimeFactor: number };

/** Runs with --json; standard output has to be one JSON document on one line. */
async function json(...args: string[]): Promise<{ exit: number | null; value: unknown }> {
  const { exit, out } = await retrace(place, [...args, '--json']);
  expect(out.split('\n').length).toBe(2);
  return { exit, value: JSON.parse(out) };
}

test('every command prints one JSON document with the fields that are promised', { timeout: 180_000 }, async () => {
  const has = (exit: number, fields: object) => ({ exit, value: expect.objectContaining(fields) });
  expect(await json('case', 'create', 'case', '--name', 'Operation Example', '--reference', 'R/1')).toEqual(has(0, { case: expect.objectContaining({ id, name: 'Operation Example', reference: 'R/1' }) }));
  const footage = [expect.objectContaining({ id, codec: 'h264', timeBase: '1/12800', startsAt: wallTime })];
  expect(await json('exhibit', 'receive', 'case', 'a.mp4', 'nowhere', '--reference', 'JB/1', '--camera', 'Door', '--starts-at', '2026-03-14T18:00:00Z', '--clock-offset', '-61.5')).toEqual(
    has(3, { exhibits: [expect.objectContaining({ id, reference: 'JB/1', sha256: hash, bytes: number, footage })], refused: [expect.objectContaining({ name: 'nowhere', code: 'file-missing', message: 'There is no file “nowhere”.' })] }),
  );
  expect(await json('operator', 'create', 'O. Officer')).toEqual(has(0, { operator: { name: 'O. Officer', publicKey: hash } }));
  await lightenKeys(place, 'correct horse');
  expect(await json('member', 'add', 'case', '--name', 'O. Officer', '--role', 'authorising-officer')).toEqual(has(0, { member: expect.objectContaining({ roles: ['authorising-officer'], removedAt: null }) }));
  expect(await json('policy', 'set', 'case', '--condition', 'paragraph 1', '--document', 'APD', '--document-version', '1')).toEqual(has(0, { policy: expect.objectContaining({ version: 2 }) }));
  const asked = ['--offence', 'o', '--purpose', 'p', '--necessity', 'n', '--proportionality', 'p', '--condition', 'paragraph 1', '--document', 'APD', '--document-version', '1', '--origin', 'footage', '--searches', '5', '--expires', '2100-01-01T00:00:00Z'];
  expect(await json('authority', 'request', 'case', ...asked)).toEqual(has(0, { authority: expect.objectContaining({ authority: 'A-1', granted: null }) }));
  expect(await json('authority', 'grant', 'case', '--authority', 'A-1', '--operator', 'O. Officer')).toEqual(has(0, { authority: expect.objectContaining({ authority: 'A-1', granted: expect.objectContaining({ name: 'O. Officer' }) }) }));
  const indexed = await json('index', 'case', '--fps', '1');
  expect(indexed).toEqual(has(0, { runs: [expect.objectContaining(run)] }));
  expect(await json('completeness', 'case')).toEqual(has(0, { runs: [expect.objectContaining(run)] }));
  const { runs } = indexed.value as { runs: [{ id: string; footageId: string }] };
  const added = await json('probe', 'add', 'case', '--track', `${runs[0].id}-0`, '--label', 'P', '--source', 'JB/1', '--basis', 'test');
  expect(added).toEqual(has(0, { probe: expect.objectContaining({ id, faces: expect.arrayContaining([expect.objectContaining({ number: 1, box, quality: expect.any(Object) })]) }) }));
  const { probe } = added.value as { probe: { id: string } };
  const found = await json('search', 'case', '--probe', probe.id, '--limit', '1');
  const candidate = { rank: 1, trackId: `${runs[0].id}-0`, score: 0, exhibit: 'JB/1', camera: 'Door', footageId: runs[0].footageId, bestTicks: expect.stringMatching(/^\d+$/), timeBase: '1/12800', wallTime: { ...wallTime, utc: expect.stringMatching(/^2026-03-14T17:5[89]:/) }, box };
  expect(found).toEqual(has(0, { search: expect.objectContaining({ id: 'S-1', authority: 'A-1', tracksCompared: number, comparisons: number, answers: [expect.objectContaining({ digest: hash, candidates: [expect.objectContaining(candidate)] })] }) }));
  expect(await json('search', 'case', '--probe', probe.id, '--threshold', '-0.000001', '--limit', '1')).toEqual(has(0, { search: expect.objectContaining({ answers: [expect.objectContaining({ candidates: [expect.objectContaining({ rank: 1 })] })] }) }));
  expect(await json('still', 'case', '--footage', runs[0].footageId, '--ticks', '0', '--to', 'a.png')).toEqual(has(0, { still: expect.objectContaining({ ticks: '0', sha256: hash, width: 320, height: 240 }) }));
  expect(await json('ledger', 'verify', 'case')).toEqual({ exit: 0, value: { entries: number, checkpoints: number, findings: [] } });
  expect(await json('pack', 'list')).toEqual(has(0, { packs: expect.arrayContaining([expect.objectContaining({ id: 'blazeface-dlib', digest: hash })]) }));
  expect(await json('pack', 'verify', 'blazeface-dlib')).toEqual(has(0, { findings: [], selfTest: expect.objectContaining({ passed: true }) }));
  expect(await json('pack', 'add', 'nowhere')).toEqual({ exit: 3, value: { error: { code: 'pack-unknown', message: text } } });
  expect(await json('doctor')).toEqual(has(0, { facts: expect.arrayContaining([expect.objectContaining({ state: 'works' })]) }));
  expect(await json('search', 'case', '--probe', '00')).toEqual({ exit: 3, value: { error: { code: 'probe-unknown', message: 'This case has no probe “00”.' } } });
  expect(await json('search', 'case', '--prob', '00')).toEqual({ exit: 2, value: { error: { code: 'usage', message: text } } });
  expect(await json('nothing')).toEqual({ exit: 2, value: { error: { code: 'usage', message: text } } });
});

test('every command has --help with its usage and all its options', { timeout: 120_000 }, async () => {
  const { out: overview, exit } = await retrace(place, ['--help']);
  expect(exit).toBe(0);
  const names = [...overview.matchAll(/^ {2}retrace (\S+(?: \S+)??)(?: {2,}\S)/gm)].map(([, name]) => name!);
  expect(names).toEqual(Object.keys(commands));
  const helps = new Map<string, string>();
  for (const name of names) {
    const said = await retrace(place, [...name.split(' '), '--help']);
    expect([name, said.exit, said.error]).toEqual([name, 0, '']);
    helps.set(name, said.out);
  }
  expect([...helps].filter(([name, out]) => !out.startsWith(`retrace ${name}`) || !out.includes('--json'))).toEqual([]);
  const basis = ['condition', 'document', 'document-version'], period = ['from', 'to'], scope = [...period, 'camera', 'exhibit'], item = ['exhibit', 'probe', 'track'];
  const promised: Readonly<Record<string, readonly string[]>> = {
    'case create': ['name', 'reference', 'role'],
    'operator card': ['to'],
    'member add': ['name', 'card', 'role'],
    'member remove': ['name', 'reason'],
    'policy set': [...basis, 'second-person', 'require', 'basis-before-indexing'],
    'exhibit receive': ['reference', 'camera', 'seized-by', 'seized-at', 'recorder', 'starts-at', 'clock-offset', 'clock-check'],
    'clock set': ['exhibit', 'starts-at', 'clock-offset', 'clock-check', 'clock-uncertainty', 'reason'],
    'index': ['exhibit', 'fps', 'pack', 'fast', 'thorough', 'everywhere'],
    'authority request': ['offence', 'purpose', 'necessity', 'proportionality', ...basis, ...scope, 'origin', 'searches', 'expires', 'erase'],
    'authority grant': ['authority'],
    'authority decline': ['authority', 'reason'],
    'authority revoke': ['authority', 'reason'],
    'authority list': ['state'],
    'probe add': ['label', 'origin', 'source', 'basis', 'face', 'track', 'taken-on', 'review-on', 'disposal', 'retention-decision', 'edit', 'original'],
    'list create': ['name', 'kind', 'authority'],
    'list add': ['list', 'probe', 'reason', 'basis', 'review-on'],
    'list remove': ['list', 'probe', 'reason'],
    'search': ['probe', 'list', 'authority', 'limit', 'threshold', 'expect-at-most', 'minimum-quality', 'pack', ...scope],
    'search estimate': ['probe', 'list', 'authority', 'threshold', 'expect-at-most', 'pack', ...scope],
    'same-frame judge': ['track', 'leave-out', 'count', 'reason'],
    'non-mated measure': ['faces', 'declare', 'exhibit', 'pack'],
    'threshold allow': ['lowest', 'reason', 'pack'],
    'likelihood-ratio': ['search', 'candidate'],
    'accuracy-statement': ['search', 'to'],
    'search show': ['search'],
    'check': ['probe', 'list', 'authority'],
    'still': ['track', 'footage', 'ticks', 'to'],
    'lineup create': ['search', 'candidate', 'probe', 'fillers', 'also-uncertain'],
    'lineup face': ['lineup', 'to'],
    'describe': ['lineup', 'feature'],
    'lineup open': ['lineup', 'to'],
    'decide': ['lineup', 'pick', 'conclusion', 'strength', 'reasons', 'feature', 'viewing', 'supersedes'],
    'lead corroborate': ['search', 'candidate', 'probe', 'speaks', 'text'],
    'lead action': ['search', 'candidate', 'probe', 'text'],
    'lead outcome': ['search', 'candidate', 'probe', 'outcome', 'text'],
    'export': ['search', 'case', 'to', 'zip', 'recipient', 'pictures', 'no-clips', 'show-faces', 'reason'],
    'verify': ['key'],
    'replay': ['footage', 'search'],
    'counter-search': ['threshold', 'probe', 'pack', 'footage', 'search', 'face'],
    'review set': ['exhibit', 'probe', 'on'],
    'hold place': [...item, 'reason'],
    'hold lift': [...item, 'reason'],
    'erase': [...item, 'authority', 'reason', 'despite', 'certificate', 'finish'],
    'statistics': [...period, 'purpose'],
    'timestamp request': ['to'],
    'ledger export': ['to', 'from', 'until'],
  };
  expect(Object.entries(promised).flatMap(([name, options]) => options.filter((option) => !new RegExp(`^ {2}--${option} `, 'm').test(helps.get(name)!)).map((option) => `${name} --${option}`))).toEqual([]);
});

test('serve says its address at once as one JSON document, and Ctrl-C ends it with 130', { timeout: 30_000 }, async () => {
  const running = startRetrace(place, ['serve', '--json']);
  const line = await new Promise<string>((resolve) => running.process.stdout!.on('data', resolve));
  expect((JSON.parse(line) as { address: string }).address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  process.kill(-running.process.pid!, 'SIGINT');
  const { exit, out } = await running.done;
  expect([exit, out.trim().split('\n').length]).toEqual([130, 1]);
  expect(startedBy(running)).toEqual([]);
});

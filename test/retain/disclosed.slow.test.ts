/** @file Erasing what was disclosed and reviewed, in spite of it, in a case worked with real engines: gone, and the next bundle is whole and says so. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { findResult } from '../../electron/engine/answers.ts';
import { imagePath } from '../../electron/engine/probing.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { recall } from '../../electron/engine/kept.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import { tracksOf } from '../../electron/engine/retain/items.ts';
import { addTimestamp, requestTimestamp } from '../../electron/engine/retain/timestamps.ts';
import { disclosedCopy } from '../support/disclosedCase.ts';
import type { DisclosedCase } from '../support/disclosedCase.ts';
import { as, grant, wish } from '../support/grantedCase.ts';
import { hasOpenssl, makeAuthority } from '../support/timeAuthority.ts';
import { asked, traces } from './traces.ts';

let root: string, made: DisclosedCase;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'retrace-erased-'));
  made = await disclosedCopy(root);
  await made.bundle('before', { clips: false });
}, 300_000);

afterAll(() => {
  made.opened.close();
  rmSync(root, { recursive: true });
});

const vectorsOf = (track: string): Buffer[] => {
  const { run, ordinal } = tracksOf(made.opened.db, { kind: 'track', id: track })[0]!;
  return made.opened.db.prepare<[number, number], Buffer>('SELECT vector FROM embedding WHERE run = ? AND track = ?').pluck().all(run, ordinal);
};

test('a reviewed and disclosed candidate, then the probe: refused, erased in spite of it, and the next bundle is whole', { timeout: 300_000 }, async () => {
  const { opened, engine, probe } = made;
  const { db, folder } = opened;
  const { track } = entriesOf(db, 'lineup-created')[0]!.body;
  const texts = entriesOf(db, 'decision-made', 'lead-corroborated').map(({ body }) => Buffer.from((recall(db, body.details)!.body as { reasons?: string; text?: string }).reasons ?? (recall(db, body.details)!.body as { text: string }).text));
  const image = readFileSync(imagePath(opened, entriesOf(db, 'probe-added').find(({ body }) => body.probe === probe)!.body.imageSha256)).subarray(64);
  const probeVector = db.prepare<[string], Buffer>('SELECT vector FROM probe_vector WHERE probe_id = ?').pluck().all(probe);
  const held = [...vectorsOf(track), ...texts, image, ...probeVector];
  const present = (): number => held.filter((bytes) => traces(folder, bytes).length > 0).length;
  expect(present()).toBe(held.length);
  await grant(opened, wish({ kind: 'erasure', items: [track, probe], origins: [], searches: 0 }));
  await as(opened, 'analyst');
  expect(() => erase(opened, asked(opened, 'track', track))).toThrow(/bundle B-1 .* discloses S-1.*line-up V-1 is about it.*a lead of S-1 is about it/);
  const despite = 'ordered by the court';
  const first = erase(opened, { ...asked(opened, 'track', track), despite }), second = erase(opened, { ...asked(opened, 'probe', probe), despite });
  expect(present()).toBe(0);
  expect(engine.verifyLedger(opened).findings).toEqual([]);
  expect(findResult(db, 'S-1')!.answers[0]!.erased.length + findResult(db, 'S-1')!.answers[0]!.rest.erased.length).toBe(1);
  const bundle = await made.bundle('after', { clips: false });
  expect((await verifyBundle(bundle.folder, opened.facts.publicKey, {})).findings).toEqual([]);
  expect(bundle.disclosure.undermining.map(({ code }) => code)).toEqual(expect.arrayContaining(['candidates-erased', 'probe-erased']));
  expect(held.flatMap((bytes) => traces(bundle.folder, bytes))).toEqual([]);
  expect((await verifyBundle(join(root, 'before'), opened.facts.publicKey, {})).findings).toEqual([]);
  console.log(`erased in spite of disclosure: ${held.length} of ${held.length} vectors, texts and images in 0 files; ${first.kept.length + second.kept.length} texts; the next bundle has nothing wrong`);
});

test('a time stamp that was taken in goes along with the next bundle', { timeout: 300_000 }, async ({ skip }) => {
  skip(!hasOpenssl(), 'openssl is not installed; time stamps were not tried');
  const { opened } = made;
  const size = requestTimestamp(opened, join(root, 'request.tsq'));
  writeFileSync(join(root, 'reply.tsr'), makeAuthority(join(root, 'authority')).reply(readFileSync(join(root, 'request.tsq'))));
  addTimestamp(opened, join(root, 'reply.tsr'));
  const { folder } = await made.bundle('stamped', { clips: false, pictures: 0 });
  expect((await verifyBundle(folder, opened.facts.publicKey, {})).findings).toEqual([]);
  expect(readFileSync(join(folder, 'ledger', 'timestamps', `${size}.tsr`)).equals(readFileSync(join(root, 'reply.tsr')))).toBe(true);
  expect(readFileSync(join(folder, 'VERIFY.txt'), 'utf8')).toContain(`openssl ts -verify -in ledger/timestamps/${size}.tsr -data ledger/earlier/${size}.txt`);
});

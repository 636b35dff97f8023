/** @file Time stamps by exchange of files: asked for, taken in, kept with the checkpoint they are of; everything else is refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampRequest } from '../../electron/bundle/timestamp.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { addTimestamp, requestTimestamp, timestampsOf } from '../../electron/engine/retain/timestamps.ts';
import { hasOpenssl, makeAuthority } from '../support/timeAuthority.ts';
import { newCase, appendExample, temporaryFolder } from '../engine/newCase.ts';
import { findingsOf } from './traces.ts';

test('a stamp of a checkpoint is taken in with that checkpoint, however many entries came since; no other file is', async ({ skip }) => {
  skip(!hasOpenssl(), 'openssl is not installed; time stamps were not tried');
  const root = temporaryFolder(), { made } = await newCase();
  const authority = makeAuthority(join(root, 'authority'));
  const reply = (content: Uint8Array, name: string): string => {
    writeFileSync(join(root, name), authority.reply(content));
    return join(root, name);
  };
  const size = requestTimestamp(made, join(root, 'request.tsq'));
  appendExample(made, 'later');
  const file = reply(readFileSync(join(root, 'request.tsq')), 'reply.tsr');
  writeFileSync(join(root, 'short.tsr'), readFileSync(file).subarray(0, 500));
  const refused = [
    [reply(stampRequest(Buffer.from('something else')), 'other.tsr'), 'timestamp-foreign'], [join(root, 'short.tsr'), 'timestamp-unreadable'], [join(root, 'request.tsq'), 'timestamp-unreadable'], [join(root, 'nowhere.tsr'), 'file-unreadable'],
  ] as const;
  for (const [name, code] of refused) expect(() => addTimestamp(made, name)).toThrow(expect.objectContaining({ code }));
  expect(entriesOf(made.db, 'timestamp-added')).toEqual([]);
  const added = addTimestamp(made, file);
  expect([added.size, Math.abs(Date.parse(added.time) - Date.now()) < 60_000]).toEqual([size, true]);
  const note = made.db.prepare<[number], string>('SELECT note FROM checkpoint WHERE size = ?').pluck().get(size)!;
  expect(timestampsOf(made.db)).toEqual([{ size, note, reply: readFileSync(file) }]);
  expect(findingsOf(made)).toEqual([]);
  expect(() => requestTimestamp(made, join(root, 'request.tsq'))).toThrow(expect.objectContaining({ code: 'file-exists' }));
});

/** @file What is not erased: without an authority that names it, by nobody without the role, and never silently where something needs it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdForErasing, whileReading } from '../../electron/engine/alone.ts';
import { endAuthority } from '../../electron/engine/authorising.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { erase } from '../../electron/engine/retain/erasing.ts';
import type { ErasureRequest } from '../../electron/engine/retain/erasing.ts';
import { liftHold, placeHold } from '../../electron/engine/retain/holds.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import { as } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';
import { asked, findingsOf } from './traces.ts';

const digest = '0'.repeat(64);

test('erasing is refused with its reason where an authority, a role or a need stands against it, and changes nothing', async () => {
  const root = temporaryFolder(), scene = await seenCase(root);
  const { opened, probe, found } = scene;
  const { db } = opened;
  const candidate = found.answers[0]!.candidates[0]!.trackId, second = found.answers[0]!.candidates[1]!.trackId;
  const [third, fourth] = found.answers[0]!.rest.nearest.map(({ trackId }) => trackId);
  const exhibit = chooseItem(opened, 'exhibit', 'X/1').id, track = scene.trackOf(10);
  const rows = (): unknown => db.prepare('SELECT (SELECT count(*) FROM track) AS tracks, (SELECT count(*) FROM embedding) AS vectors, (SELECT count(*) FROM probe) AS probes, (SELECT count(*) FROM kept) AS texts').get();
  const before = rows();
  const tried: { what: string; code: string; recorded: boolean }[] = [];
  const refused = (what: string, expected: string, recorded: boolean, request: ErasureRequest): void => {
    const refusals = entriesOf(db, 'act-refused').length;
    let code = 'done';
    try {
      erase(opened, request);
    } catch (error) {
      code = (error as { code?: string }).code ?? String(error);
    }
    expect([what, code, entriesOf(db, 'act-refused').length - refusals, rows(), existsSync(request.certificate) && request.certificate !== taken]).toEqual([what, expected, recorded ? 1 : 0, before, false]);
    tried.push({ what, code, recorded });
  };
  const taken = join(root, 'taken.html');
  writeFileSync(taken, '');
  const items = { track: asked(opened, 'track', track), exhibit: asked(opened, 'exhibit', 'X/1'), probe: asked(opened, 'probe', probe) };

  refused('no authority to erase', 'authority-none', true, items.track);
  refused('an authority to search', 'authority-kind', true, { ...items.track, authority: 'A-1' });
  await scene.mayErase(candidate);
  refused('an authority for another item', 'authority-scope', true, { ...items.track, authority: 'A-2' });
  await as(opened, 'officer');
  refused('who grants', 'role-missing', false, { ...items.track, authority: 'A-2' });
  await as(opened, 'reviewer');
  refused('who reviews', 'role-missing', false, { ...items.track, authority: 'A-2' });
  await scene.mayErase(track);
  await as(opened, 'officer');
  endAuthority(opened, 'A-3', 'asked for by mistake');
  await as(opened, 'analyst');
  refused('a revoked authority', 'authority-not-in-force', true, { ...items.track, authority: 'A-3' });
  const all = await scene.mayErase(track, candidate, second, third!, fourth!, exhibit, probe);
  const under = (request: ErasureRequest): ErasureRequest => ({ ...request, authority: all });
  refused('no reason', 'reason-missing', false, { ...under(items.track), reason: ' ' });
  refused('a certificate that exists', 'file-exists', false, { ...under(items.track), certificate: taken });
  refused('a certificate without a folder', 'file-unwritable', false, { ...under(items.track), certificate: join(root, 'nowhere', 'c.html') });

  placeHold(opened, items.track.item, 'appeal pending');
  expect(() => placeHold(opened, items.track.item, 'twice')).toThrow(expect.objectContaining({ code: 'hold-standing' }));
  refused('a held track', 'erasure-needed', true, under(items.track));
  refused('an exhibit with a held track', 'erasure-needed', true, under(items.exhibit));
  liftHold(opened, items.track.item, 'appeal withdrawn');
  expect(() => liftHold(opened, items.track.item, 'twice')).toThrow(expect.objectContaining({ code: 'hold-none' }));
  placeHold(opened, items.exhibit.item, 'civil claim');
  refused('a track of a held exhibit', 'erasure-needed', true, under(items.track));
  liftHold(opened, items.exhibit.item, 'settled');

  opened.write('operator', (append) => append('bundle-exported', {
    bundle: 'B-1', searches: null, manifest: digest, files: 1, bytes: 1, recipients: ['the defence'], faces: 'bystanders-blurred', whyNotBlurred: null, continues: null,
  }));
  refused('a candidate of a disclosed search', 'erasure-needed', true, under(asked(opened, 'track', candidate)));
  refused('the probe of a disclosed search', 'erasure-needed', true, under(items.probe));
  const lead = { search: 'S-1', probe, track: third!, rank: 3 };
  opened.write('operator', (append) => append('lead-corroborated', { ...lead, speaks: 'against', details: digest }));
  refused('a lead', 'erasure-needed', true, under(asked(opened, 'track', third!)));
  opened.write('operator', (append) => {
    const fillers = [fourth!, candidate, second, `${'a'.repeat(32)}-1`, `${'a'.repeat(32)}-2`];
    append('lineup-created', { lineup: 'V-1', ...lead, fillers, uncertain: [], unproven: 0, seed: '0'.repeat(32), band: { eyesPx: [0, 1], quality: [0, 1], widened: 0 } });
  });
  refused('a filler of a line-up', 'erasure-needed', true, under(asked(opened, 'track', fourth!)));
  console.log(`erasures refused: ${tried.length} of ${tried.length}, ${tried.filter(({ recorded }) => recorded).length} of them recorded as refusals`);

  const { despite } = erase(opened, { ...under(asked(opened, 'track', fourth!)), despite: 'ordered by the court' });
  expect([despite, entriesOf(db, 'erased')[0]!.body.despite]).toEqual(['ordered by the court', 'ordered by the court']);
  expect(findingsOf(opened).filter(({ code }) => code.startsWith('era') || code.startsWith('run') || code.startsWith('search'))).toEqual([]);
});

test('nothing is erased while something reads the case, and nothing is read while something is erased', async () => {
  const { opened, mayErase, trackOf } = await seenCase(temporaryFolder());
  const track = trackOf(10);
  await mayErase(track);
  let end = (): void => undefined;
  const reading = [1, 2].map(() => whileReading(opened.folder, () => new Promise<void>((resolve) => {
    const before = end;
    end = () => [before, resolve].forEach((each) => each());
  })));
  expect(() => erase(opened, asked(opened, 'track', track))).toThrow(expect.objectContaining({ code: 'case-read' }));
  expect(entriesOf(opened.db, 'erased')).toEqual([]);
  end();
  await Promise.all(reading);
  const release = holdForErasing(opened.folder);
  await expect(whileReading(opened.folder, async () => undefined)).rejects.toMatchObject({ code: 'erasure-running' });
  expect(() => erase(opened, asked(opened, 'track', track))).toThrow(expect.objectContaining({ code: 'index-running' }));
  release();
  expect(erase(opened, asked(opened, 'track', track)).tracks).toHaveLength(1);
  await expect(whileReading(opened.folder, async () => 'read')).resolves.toBe('read');
});

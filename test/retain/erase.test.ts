/** @file Erasing: gone from every byte of the case, refused where something needs it, finished after a kill, and told from tampering. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { erase, finishErasure } from '../../electron/engine/retain/erasing.ts';
import type { ErasureRequest } from '../../electron/engine/retain/erasing.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import type { ItemKind } from '../../electron/engine/retain/items.ts';
import { liftHold, placeHold } from '../../electron/engine/retain/holds.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { as } from '../support/grantedCase.ts';
import { faceVector } from '../support/fakeAnalyser.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenBy, seenCase, soughtPerson } from './seenCase.ts';
import type { SeenCase } from './seenCase.ts';

/** Where in the case's folder the bytes stand: whole, or any 32 of them in a row. */
function traces(folder: string, bytes: Buffer): string[] {
  const windows = new Set<string>();
  for (let at = 0; at + 32 <= bytes.length; at++) windows.add(bytes.subarray(at, at + 32).toString('latin1'));
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path).toString('latin1');
    return [...windows].some((window) => text.includes(window)) ? [path.slice(folder.length + 1)] : [];
  });
}

const vectorOf = (person: number): Buffer => Buffer.from(faceVector(person).buffer);
const verified = ({ opened }: SeenCase): unknown => openEngine(nodeNatives(), opened.home).verifyLedger(opened).findings;

function request(scene: SeenCase, root: string, kind: ItemKind, name: string, changes: Partial<ErasureRequest> = {}): ErasureRequest {
  return { item: chooseItem(scene.opened, kind, name), authority: null, reason: 'asked for by the person', despite: null, certificate: join(root, `${name}.html`), ...changes };
}

test('an erased track is in no byte of the case, in no search, and the ledger still holds', async () => {
  const root = temporaryFolder(), scene = await seenCase(root);
  const { opened, trackOf, found } = scene;
  const erased = trackOf(60);
  expect(found.answers[0]!.candidates.length + found.answers[0]!.rest.nearest.length).toBe(4);
  const before = traces(opened.folder, vectorOf(60));
  expect(before.some((path) => path.startsWith('case.sqlite')) && before.some((path) => path.startsWith('vectors'))).toBe(true);
  await scene.mayErase(erased);
  const { counts, tracks } = erase(opened, request(scene, root, 'track', erased));
  expect([tracks.map(({ track }) => track), counts]).toEqual([[erased], { sightings: 20, vectors: expect.any(Number), images: 0, candidates: 1 }]);
  const scanned = [10, 60, 120, 200].map((person) => [person, traces(opened.folder, vectorOf(person)).length > 0]);
  expect(scanned).toEqual([[10, true], [60, false], [120, true], [200, true]]);
  expect(verified(scene)).toEqual([]);
  const after = await scene.searchAgain();
  expect([found.tracksCompared, after.tracksCompared]).toEqual([4, 3]);
  expect(JSON.stringify(after)).not.toContain(erased);
  expect(verified(scene)).toEqual([]);
  expect(() => chooseItem(opened, 'track', erased)).toThrow(expect.objectContaining({ code: 'item-erased' }));
  console.log(`erased track: vector found in ${before.length} files before, in 0 after; ${counts.sightings} sightings, ${counts.vectors} vectors gone`);
});

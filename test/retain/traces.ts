/** @file Looking for what was erased in every byte of a case's folder, and what an erasure is asked with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Finding } from '../../electron/core/failure.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import type { ErasureRequest } from '../../electron/engine/retain/erasing.ts';
import { chooseItem } from '../../electron/engine/retain/items.ts';
import type { ItemKind } from '../../electron/engine/retain/items.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { faceVector } from '../support/fakeAnalyser.ts';

/** The files of the folder (relative names) in which the bytes stand: whole, or any 32 of them in a row. */
export function traces(folder: string, bytes: Uint8Array): string[] {
  const windows = new Set<string>();
  const all = Buffer.from(bytes).toString('latin1');
  for (let at = 0; at + 32 <= all.length; at++) windows.add(all.slice(at, at + 32));
  if (windows.size === 0) windows.add(all);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path).toString('latin1');
    for (let at = 0; at + 32 <= text.length; at++) if (windows.has(text.slice(at, at + 32))) return [path.slice(folder.length + 1)];
    return all.length < 32 && text.includes(all) ? [path.slice(folder.length + 1)] : [];
  });
}

/** A person's vector as it is kept: little-endian float32. */
export function vectorOf(person: number): Uint8Array {
  return new Uint8Array(faceVector(person).buffer);
}

export function findingsOf(opened: Case): readonly Finding[] {
  return openEngine(nodeNatives(), opened.home).verifyLedger(opened).findings;
}

/** What a person asked for, with a certificate beside the case that is named after the item. */
export function asked(opened: Case, kind: ItemKind, name: string, changes: Partial<ErasureRequest> = {}): ErasureRequest {
  return { item: chooseItem(opened, kind, name), authority: null, reason: 'asked for by the person', despite: null, certificate: `${opened.folder}-${name.replace('/', '-')}.html`, ...changes };
}

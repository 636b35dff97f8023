/** @file The cases that were open on this machine, newest first, kept in the user's own data folder: names and folders, nothing else of a case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keepIfPossible } from '../engine/wholeFile.ts';

const known = z.array(z.strictObject({ folder: z.string(), name: z.string(), reference: z.string(), openedAt: z.string() })).max(12);
type KnownFolder = z.infer<typeof known>[number];

const fileOf = (home: string): string => join(home, 'known-cases.json');

/** Empty where the list is missing or damaged: it is a convenience and no record. */
export function knownCases(home: string): readonly KnownFolder[] {
  try {
    return known.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return [];
  }
}

export function rememberCase(home: string, opened: KnownFolder): void {
  keepIfPossible(fileOf(home), JSON.stringify([opened, ...knownCases(home).filter(({ folder }) => folder !== opened.folder)].slice(0, 12)));
}

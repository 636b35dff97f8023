/** @file The example bytes of the bundle's README are what the program makes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeSmallBundle } from './smallBundle.ts';

const text = readFileSync(join(import.meta.dirname, '../../electron/bundle/README.md'), 'utf8');
const block = (name: string): string => text.split(`\`\`\`${name}\n`)[1]!.split('```')[0]!;

test('manifest, signer, entry and checkpoint of the README come out of the program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-test-'));
  try {
    const bundle = await writeSmallBundle(join(folder, 'bundle'));
    const lines = (path: string): string[] => readFileSync(join(bundle, path), 'utf8').split(/(?<=\n)/);
    const made = { manifest: lines('manifest-sha256.txt').slice(0, 2).join(''), signer: lines('allowed_signers').join(''), entry: lines('ledger/entries.jsonl')[1], checkpoint: lines('ledger/checkpoint.txt').join('') };
    expect(made).toEqual({ manifest: block('manifest'), signer: block('signer'), entry: block('entry'), checkpoint: block('checkpoint') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

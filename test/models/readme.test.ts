/** @file The example that opens models/README.md is a pack that works. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { smallPack } from './smallPack.ts';

test('the example in models/README.md, with the files it names, opens and passes its self-test', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retrace-readme-'));
  try {
    await smallPack(folder, 'agency-pack');
    const example = /```json\n([\s\S]*?)```/.exec(await readFile('models/README.md', 'utf8'))![1]!;
    await writeFile(join(folder, 'pack.json'), example);
    const analyser = await openFaceAnalyser(await loadPack(folder, '/nowhere'));
    expect(analyser.pack).toMatchObject({ id: 'agency-pack', dimension: 3, metric: 'cosine' });
    await analyser.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

/** @file Inference by several threads gives the same bits as by one, so that indexing may use idle cores without being another run. */
import { expect, test } from 'vitest';
import { defaultPack, loadPack } from '../../electron/engine/models.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { readPicture } from '../../native/pictures/pictures.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('one, two and three threads find the same faces with the same vectors, bit for bit', async () => {
  const home = mkdtempSync(join(tmpdir(), 'retrace-threads-'));
  try {
    const pack = await loadPack(defaultPack, home);
    const picture = await readPicture(await drawProbe(3), 'probe.png');
    const found = [];
    for (const threads of [1, 2, 3]) {
      const analyser = await openFaceAnalyser(pack, { threads });
      found.push([await analyser.analyse(picture, 'everywhere', 'default'), await analyser.analyse(picture, [[130, 130, 220, 260]], 'default')]);
      await analyser.close();
    }
    expect(found[0]![0]![0]!.embedding).toBeInstanceOf(Float32Array);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  } finally {
    rmSync(home, { recursive: true });
  }
});

/** @file A pack as an agency would bring it, written into a folder: the embedded detector with an embedder of the test's own. */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackDescription } from '../../electron/core/modelPack.ts';
import { loadPack } from '../../electron/engine/models.ts';
import { OnnxGraph } from '../../models/onnxGraph.ts';

const chips = ['drawn-1a.png', 'drawn-1b.png', 'drawn-2a.png', 'drawn-2b.png'] as const;

/** Mean red, green and blue of the aligned face: enough to tell the drawn people apart. */
export function meanColour(): Uint8Array {
  const g = new OnnxGraph('mean_colour');
  g.node('Flatten', [g.node('GlobalAveragePool', [g.input('input', ['N', 3, 112, 112])])], { axis: 1 }, 'embedding');
  g.output('embedding', ['N', 3]);
  return g.encode();
}

/** Describes one file for pack.json. */
export const described = (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), licence: 'Apache-2.0', source: 'made by a test' });

/** Writes the pack; `embedder` is an ONNX of input [N,3,112,112] and output `embedding` [N,3]; `edit` changes the description last. */
export async function smallPack(folder: string, id: string, embedder: Uint8Array = meanColour(), edit: (pack: PackDescription) => void = () => undefined): Promise<void> {
  const standard = await loadPack('blazeface-dlib', '/nowhere');
  const { detectors, landmarks } = standard.description;
  const files: PackDescription['files'] = { 'embedder.onnx': described(embedder) };
  await writeFile(join(folder, 'embedder.onnx'), embedder);
  for (const name of [detectors[0]!.file, landmarks!.file]) {
    const bytes = await standard.read(name);
    files[name] = described(bytes);
    await writeFile(join(folder, name), bytes);
  }
  for (const chip of chips) {
    await copyFile(join('models/selftest', chip), join(folder, chip));
    files[chip] = described(await readFile(join('models/selftest', chip)));
  }
  const input = { name: 'input', layout: 'nchw', colour: 'rgb', mean: [128, 128, 128], std: [128, 128, 128] } as const;
  const pack: PackDescription = {
    ...standard.description,
    id,
    title: 'A detector that comes with the product, an embedder of one’s own',
    notes: ['The embedder is a toy: the mean colour of the upright face.'],
    samePersonDistance: 0.05,
    detectors: [detectors[0]!],
    embedder: [{ file: 'embedder.onnx', input: { ...input, mean: [...input.mean], std: [...input.std] }, output: 'embedding', size: 112, template: 'arcface', dimension: 3, normalise: false, weight: 1 }],
    metric: 'cosine',
    files,
    selfTest: {
      pairs: [
        { a: chips[0], b: chips[1], same: true, score: 0.99 },
        { a: chips[2], b: chips[3], same: true, score: 0.99 },
        { a: chips[0], b: chips[2], same: false, score: 0.88 },
      ],
      tolerance: 0.2,
    },
  };
  edit(pack);
  await writeFile(join(folder, 'pack.json'), JSON.stringify(PackDescription.parse(pack), null, 2));
}

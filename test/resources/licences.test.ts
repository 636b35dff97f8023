/** @file The list of third-party licences is current and complete. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { thirdPartyList } from '../../resources/licences/listing.ts';

const folder = join(import.meta.dirname, '../../resources/licences');
const written = readFileSync(join(folder, 'THIRD-PARTY.md'), 'utf8');

test('the committed list is what “npm run licences” writes from the installed packages', () => {
  expect(written === thirdPartyList(), 'run “npm run licences” and commit the list').toBe(true);
});

test('every direct dependency, every pack, FFmpeg and Electron are in the list, and no package is without a licence', () => {
  const { dependencies } = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const missing = [...Object.keys(dependencies), 'react', 'react-dom'].filter((name) => !written.includes(`| ${name} |`));
  expect(missing).toEqual([]);
  expect(['**Electron**', '**FFmpeg', 'blazeface-dlib', '@mediapipe/face_detection'].filter((name) => !written.includes(name))).toEqual([]);
  expect(written).not.toContain('| not stated |');
});

/** @file The dependency line: which folder may import what, no circles, electron and React only where they belong. */
import { expect, test } from 'vitest';
import { readSource, sources, type Source } from './sources.ts';

/** First row whose pattern fits a file rules it; `may` lists what it may import. */
const line: readonly { readonly files: RegExp; readonly may: RegExp }[] = [
  { files: /^electron\/core\//, may: /^(electron\/core\/|zod$)/ },
  { files: /^electron\/ledger\//, may: /^(electron\/(core|ledger)\/|node:)/ },
  // What a stranger checks a bundle with: nothing but Node.
  { files: /^electron\/bundle\//, may: /^(electron\/(core\/(chance|entry|failure|job|standing)\.ts$|ledger\/|bundle\/)|node:)/ },
  // Packs that come with the product are made at first use, by the builder that models/ owns.
  { files: /^electron\/engine\/models\.ts$/, may: /^(electron\/(core|ledger|engine)\/|models\/build\.ts$|node:)/ },
  { files: /^electron\/engine\/disclose\/report\//, may: /^(electron\/(core|engine\/disclose\/report)\/|electron\/engine\/disclose\/accuracy\.ts$|node:|pdfkit$)/ },
  {
    files: /^electron\/engine\//,
    may: /^(electron\/(core|ledger|bundle|engine)\/|native\/(decoder\/decoder|faces\/faceAnalyser|vectors\/vectorIndex)\.ts$|models\/build\.ts$|node:|zod$|better-sqlite3$)/,
  },
  { files: /^electron\/api\/([a-z]+Contract|contract)\.ts$/, may: /^(electron\/core\/|electron\/api\/[a-z]+Contract\.ts$|zod$)/ },
  { files: /^electron\/api\/client\.ts$/, may: /^electron\/(core\/|api\/contract\.ts$)/ },
  { files: /^electron\/api\//, may: /^(electron\/(core|api|engine|bundle|ledger)\/|node:|zod$)/ },
  { files: /^electron\/(main|window|preload|ipc|menu|processes)\.ts$/, may: /^(electron|electron\/.*|native\/.*|models\/.*|node:.*|package\.json)$/ },
  { files: /^electron\/(cli\/)?[^/]+\.ts$/, may: /^(?!electron$|react|renderer\/|test\/)/ },
  { files: /^native\/decoder\//, may: /^(electron\/core\/|native\/decoder\/|node:|node-av$|fluent-ffmpeg$|zod$)/ },
  { files: /^native\/faces\//, may: /^(electron\/core\/|native\/faces\/|node:|onnxruntime-node$|sharp$|zod$)/ },
  { files: /^native\/vectors\//, may: /^(electron\/core\/|native\/vectors\/|node:|@lancedb\/lancedb$|apache-arrow$|zod$)/ },
  { files: /^native\/pictures\//, may: /^(electron\/core\/|native\/pictures\/|node:|sharp$|zod$)/ },
  { files: /^models\//, may: /^(electron\/core\/|native\/faces\/|models\/|node:|zod$|onnxruntime-node$|sharp$)/ },
  { files: /^renderer\/vite\.config\.ts$/, may: /^(node:|vite$|@vitejs\/)/ },
  { files: /^renderer\//, may: /^(electron\/core\/|electron\/api\/([a-z]+Contract|contract|client)\.ts$|renderer\/|react$|react-dom$|react-aria-components$|@tanstack\/react-(query|virtual)$|lucide-react$)/ },
  { files: /^resources\//, may: /^(?!electron$|react|renderer\/|test\/)/ },
  { files: /^(test\/|[^/]+\.config\.ts$)/, may: /^(?!electron$)/ },
];

function trespasses(all: readonly Source[]): string[] {
  return all.flatMap(({ path, imports }) => {
    const rule = line.find(({ files }) => files.test(path));
    if (!rule) return [`${path} stands outside the fixed folders`];
    return imports.filter(({ from }) => !rule.may.test(from)).map(({ from }) => `${path} imports ${from}`);
  });
}

function circles(all: readonly Source[]): string[] {
  const edges = new Map(all.map(({ path, imports }) => [path, imports.map(({ from }) => from)]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'open') found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (state.has(path)) return;
    state.set(path, 'open');
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}

test('every import follows the dependency line', () => {
  expect(trespasses(sources)).toEqual([]);
});

test('imports never go round in a circle', () => {
  expect(circles(sources)).toEqual([]);
});

test('a trespass is seen however the import is written', () => {
  const core = (text: string): string[] => trespasses([readSource('electron/core/example.ts', text)]);
  expect(core(`import { readFile } from 'node:fs';`)).toEqual(['electron/core/example.ts imports node:fs']);
  expect(core(`export * from '../engine/hash.ts';`)).toEqual(['electron/core/example.ts imports electron/engine/hash.ts']);
  expect(core(`import type { Database } from 'better-sqlite3';`)).toEqual(['electron/core/example.ts imports better-sqlite3']);
  expect(core(`const load = () => import('@lancedb/lancedb');`)).toEqual(['electron/core/example.ts imports @lancedb/lancedb']);
  expect(trespasses([readSource('native/faces/example.ts', `import { x } from '../decoder/nodeAv.ts';`)])).toHaveLength(1);
  expect(trespasses([readSource('electron/cli.ts', `import { app } from 'electron';`)])).toHaveLength(1);
  expect(trespasses([readSource('electron/cli.ts', `import { useState } from 'react';`)])).toHaveLength(1);
  expect(trespasses([readSource('engine/example.ts', '')])).toEqual(['engine/example.ts stands outside the fixed folders']);
});

test('a circle is found and named', () => {
  const a = readSource('electron/core/a.ts', `import { b } from './b.ts';`);
  const b = readSource('electron/core/b.ts', `import type { A } from './a.ts';`);
  expect(circles([a, b])).toEqual(['electron/core/a.ts -> electron/core/b.ts -> electron/core/a.ts']);
});

/** @file Changes behind the ledger's back: every column of every table of a real case that says something about evidence is changed, and found. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { newGrantedCase, newPlace, retrace, retraceJson } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';
import { writePortraitClip } from '../support/portraitClip.ts';
import type { IndexAnswer } from './twoClips.ts';

let place: Place;
let engine: Engine;
let opened: Case;
let image: string;

beforeAll(async () => {
  place = newPlace();
  await writePortraitClip(join(place.folder, 'a.mp4'), [1, 2]);
  await newGrantedCase(place);
  await retraceJson(place, ['exhibit', 'receive', 'case', 'a.mp4', '--reference', 'JB/1', '--camera', 'Door', '--starts-at', '2026-03-14T18:00:00Z']);
  const { runs } = await retraceJson<IndexAnswer>(place, ['index', 'case', '--fps', '2']);
  const { probe } = await retraceJson<{ probe: { id: string; imageSha256: string } }>(place, ['probe', 'add', 'case', '--track', `${runs[0]!.id}-0`, '--label', 'P', '--source', 'JB/1', '--basis', 'test']);
  await retraceJson(place, ['search', 'case', '--probe', probe.id, '--camera', 'Door', '--limit', '10']);
  image = join(place.folder, 'case/probes', probe.imageSha256);
  engine = openEngine(nodeNatives(), join(place.folder, 'home'));
  opened = engine.openCase(join(place.folder, 'case'));
  opened.db.function('flipped', { deterministic: true }, (bytes) => {
    const flipped = Buffer.from(bytes as Buffer);
    flipped[flipped.length - 1]! ^= 1;
    return flipped;
  });
});

afterAll(() => {
  opened.close();
  place.remove();
});

/** Table -> columns whose change need not be found, and why. */
const notEvidence: Readonly<Record<string, readonly string[]>> = {
  // Where a finished run stood, how long it took, and the number that its rows are joined by (checked by foreign keys).
  run: ['number', 'position', 'reached_ticks', 'seconds_worked', 'batches'],
  embedding: ['key'],
  // Can only be 1.
  case: ['one'],
};

/** Finding that a change of any other column of the table leads to. */
const found: Readonly<Record<string, RegExp>> = {
  case: /^row-altered$/, entry: /^(entry|ledger|row|checkpoint|signature)-/, checkpoint: /^(checkpoint|entry|ledger)-/, exhibit: /^row-/, footage: /^row-/,
  run: /^(run|completeness)-/, track: /^run-altered$/, sighting: /^run-altered$/, embedding: /^run-altered$/,
  probe: /^probe-/, probe_vector: /^probe-altered$/, search: /^search-/,
};

test('a change of any column of any row that says something about evidence is found', () => {
  const { db } = opened;
  expect(engine.verifyLedger(opened).findings).toEqual([]);
  const lines: string[] = [];
  const unnoticed: string[] = [];
  for (const [table, code] of Object.entries(found)) {
    const columns = columnsOf(db, table).filter((column) => !notEvidence[table]?.includes(column));
    let noticed = 0;
    for (const column of columns) {
      const codes = changed(db, `UPDATE "${table}" SET "${column}" = ${other(db, table, column)} WHERE ${firstRow(db, table)}`);
      if (codes.some((each) => code.test(each))) noticed += 1;
      else unnoticed.push(`${table}.${column}: ${codes.join(', ') || 'nothing found'}`);
    }
    // Without an earlier checkpoint nothing is less covered; without the last one, the last entry is.
    const gone = changed(db, table === 'checkpoint' ? 'DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)' : `DELETE FROM "${table}" WHERE ${firstRow(db, table)}`);
    if (gone.length === 0) unnoticed.push(`${table}: a row removed`);
    lines.push(`${table}: ${noticed} of ${columns.length} columns${gone.length > 0 ? ', and a removed row,' : ''} found`);
  }
  console.log(lines.join('\n'));
  expect(unnoticed).toEqual([]);
  expect(engine.verifyLedger(opened).findings).toEqual([]);
});

test('a changed or removed image of a probe is found, and the command says which with exit code 1', { timeout: 60_000 }, async () => {
  appendFileSync(image, 'x');
  const { exit, out } = await retrace(place, ['ledger', 'verify', 'case', '--json']);
  expect([exit, (JSON.parse(out) as { findings: unknown }).findings]).toEqual([1, [{ code: 'probe-image-altered', message: expect.stringMatching(/^The kept image of probe [0-9a-f]{32} is missing or is not the one/) }]]);
  rmSync(image);
  expect(engine.verifyLedger(opened).findings.map(({ code }) => code)).toEqual(['probe-image-altered']);
});

/** Codes of the findings after this change, which is taken back. Rows may refer to what is gone: the change is made by somebody who does not care. */
function changed(db: Database, sql: string): string[] {
  db.pragma('foreign_keys = OFF');
  db.exec('SAVEPOINT change');
  try {
    db.exec(sql);
    return engine.verifyLedger(opened).findings.map(({ code }) => code);
  } finally {
    db.exec('ROLLBACK TO change; RELEASE change');
    db.pragma('foreign_keys = ON');
  }
}

/** Columns that are stored; those that SQLite computes are not. */
function columnsOf(db: Database, table: string): string[] {
  return db.prepare<[], { name: string; hidden: number }>(`SELECT name, hidden FROM pragma_table_xinfo('${table}')`).all().filter(({ hidden }) => hidden === 0).map(({ name }) => name);
}

function firstRow(db: Database, table: string): string {
  const keys = db.prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`).all().map(({ name }) => `"${name}"`).join(', ');
  return `(${keys}) = (SELECT ${keys} FROM "${table}" ORDER BY ${keys} LIMIT 1)`;
}

/** SQL of a value that is allowed there and is another one. */
function other(db: Database, table: string, column: string): string {
  if (table === 'run' && column === 'state') return `'stopped'`;
  const { type } = db.prepare<[], { type: string }>(`SELECT type FROM pragma_table_info('${table}') WHERE name = '${column}'`).get()!;
  switch (type) {
    case 'INTEGER': return `coalesce("${column}", 0) + 1000003`;
    case 'REAL': return `coalesce("${column}", 0) + 0.0000001`;
    // The last bit of the last byte: the smallest change there is.
    case 'BLOB': return `flipped("${column}")`;
    default: return `CASE WHEN "${column}" LIKE '%0%' THEN replace("${column}", '0', '1') ELSE coalesce("${column}", '') || 'x' END`;
  }
}

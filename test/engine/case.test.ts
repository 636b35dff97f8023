/** @file Cases as folders: made whole or not at all, opened only when whole, written only with their keys. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createCase, openCase } from '../../electron/engine/caseFolder.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { appendExample, keyCost, newCase, passphrase, temporaryFolder } from './newCase.ts';

const details = { name: 'Operation Example', reference: 'R/1', operator: null, keyCost };

test('a new case holds its first entry, signed by its operator, under a checkpoint, and nothing is left beside it', async () => {
  const { root, folder, home, made } = await newCase();
  expect(readdirSync(root).sort()).toEqual(['case', 'home']);
  expect(readdirSync(folder).filter((name) => !name.startsWith('case.sqlite')).sort()).toEqual(['derived', 'vectors']);
  expect(readdirSync(home).sort()).toEqual(['cases', 'operators']);
  expect(verifyLedger(made)).toEqual({ entries: 1, checkpoints: 1, findings: [] });
});

test('a case is read without keys, and written only after they were unlocked', async () => {
  const { folder, home, made } = await newCase();
  made.close();
  const opened = openCase(folder, home);
  expect(opened.facts.reference).toBe('R/1');
  expect(() => appendExample(opened, 'a')).toThrow(/open for reading only/);
  await opened.unlock(null, passphrase);
  appendExample(opened, 'a');
  expect(verifyLedger(opened)).toEqual({ entries: 2, checkpoints: 2, findings: [] });
  opened.close();
});

test('a folder that holds a case, something else, or is a file is refused and stays as it was', async () => {
  const root = temporaryFolder();
  const { folder } = await newCase(root);
  const full = join(root, 'full'), file = join(root, 'file');
  mkdirSync(full);
  writeFileSync(join(full, 'holiday.jpg'), 'x');
  writeFileSync(file, 'x');
  const home = join(root, 'home');
  await expect(createCase(folder, details, home, passphrase)).rejects.toMatchObject({ code: 'case-exists' });
  await expect(createCase(full, details, home, passphrase)).rejects.toMatchObject({ code: 'folder-in-use' });
  await expect(createCase(file, details, home, passphrase)).rejects.toMatchObject({ code: 'folder-unusable' });
  expect(readdirSync(full)).toEqual(['holiday.jpg']);
  expect(readdirSync(root).sort()).toEqual(['case', 'file', 'full', 'home']);
  expect(readdirSync(join(home, 'cases'))).toHaveLength(1);
});

test('an empty folder is taken, and a second case uses the operator that is there', async () => {
  const root = temporaryFolder();
  await newCase(root);
  const empty = join(root, 'empty');
  mkdirSync(empty);
  const second = await createCase(empty, details, join(root, 'home'), passphrase);
  expect(second.facts.operator.name).toBe('A. Analyst');
  second.close();
  expect(readdirSync(join(root, 'home', 'operators'))).toHaveLength(1);
});

test('a case without name or reference, with a wrong passphrase or in a place that cannot be written is not made', async () => {
  const root = temporaryFolder();
  const { home } = await newCase(root);
  await expect(createCase(join(root, 'b'), { ...details, name: ' ' }, home, passphrase)).rejects.toMatchObject({ code: 'case-details' });
  await expect(createCase(join(root, 'b'), { ...details, reference: '' }, home, passphrase)).rejects.toMatchObject({ code: 'case-details' });
  await expect(createCase(join(root, 'b'), details, home, 'wrong')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  await expect(createCase(join(root, 'b'), { ...details, operator: 'Nobody' }, home, passphrase)).rejects.toMatchObject({ code: 'operator-unknown' });
  await expect(createCase(join(root, 'file\0name'), details, home, passphrase)).rejects.toMatchObject({ code: 'folder-unusable' });
  expect(readdirSync(root).sort()).toEqual(['case', 'home']);
});

test('what is not a whole case of a version that is known is not opened', async () => {
  const { root, folder, home, made } = await newCase();
  made.close();
  expect(() => openCase(join(root, 'nothing'), home)).toThrow(/There is no case/);
  const half = join(root, 'half');
  mkdirSync(half);
  writeFileSync(join(half, 'case.sqlite'), '');
  expect(() => openCase(half, home)).toThrow(/not a whole case/);
  writeFileSync(join(half, 'case.sqlite'), 'x'.repeat(5000));
  expect(() => openCase(half, home)).toThrow(expect.objectContaining({ code: 'case-damaged' }));
  const db = new Database(join(folder, 'case.sqlite'));
  db.pragma('user_version = 99');
  db.close();
  expect(() => openCase(folder, home)).toThrow(expect.objectContaining({ code: 'case-newer' }));
});

test('a write that fails leaves nothing, neither the change nor an entry', async () => {
  const { made } = await newCase();
  const count = () => made.db.prepare('SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM exhibit) AS exhibits, (SELECT count(*) FROM checkpoint) AS checkpoints').get();
  const before = count();
  expect(() =>
    made.write('operator', (append) => {
      const entry = append('exhibit-refused', { name: 'a', path: '/a', sha256: null, bytes: null, code: 'file-folder', reason: 'r' });
      made.db.prepare('INSERT INTO exhibit (id, entry, body) VALUES (?, ?, ?)').run('1', entry, '{}');
      throw new Error('power cut');
    }),
  ).toThrow('power cut');
  expect(() => made.write('operator', () => made.db.prepare('DELETE FROM exhibit').run())).toThrow(/without an entry/);
  expect(() => made.write('operator', (append) => append('exhibit-refused', { name: 'a' } as never))).toThrow('Invalid input');
  expect(count()).toEqual(before);
});

test('a full disk is a failure that says so; what was acknowledged is there and work goes on when there is room', async () => {
  const { made } = await newCase();
  appendExample(made, 'before');
  const limit = Number(made.db.pragma('max_page_count', { simple: true }));
  made.db.pragma(`max_page_count = ${Number(made.db.pragma('page_count', { simple: true }))}`);
  expect(() => appendExample(made, 'x'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'disk-full' }));
  made.db.pragma(`max_page_count = ${limit}`);
  appendExample(made, 'after');
  expect(verifyLedger(made)).toEqual({ entries: 3, checkpoints: 3, findings: [] });
});

test('every connection syncs each commit', async () => {
  const { made } = await newCase();
  expect(made.db.pragma('synchronous', { simple: true })).toBe(2);
  expect(made.db.pragma('journal_mode', { simple: true })).toBe('wal');
});

const writer = `
import { openCase } from ${JSON.stringify(join(import.meta.dirname, '../../electron/engine/caseFolder.ts'))};
const [folder, home, passphrase, times] = process.argv.slice(2);
const opened = openCase(folder, home);
await opened.unlock(null, passphrase);
for (let i = 0; i < Number(times); i++) {
  opened.write('operator', (append) => append('exhibit-refused', { name: 'n' + i, path: '/n', sha256: null, bytes: null, code: 'file-folder', reason: 'r' }));
  process.stdout.write('.');
}
`;

test('two processes that write at once both get all their entries in, one after the other', async () => {
  const { root, folder, home, made } = await newCase();
  const script = join(root, 'writer.mjs');
  writeFileSync(script, writer);
  const children = [0, 1].map(() => spawn(process.execPath, [script, folder, home, passphrase, '40'], { stdio: ['ignore', 'ignore', 'inherit'] }));
  expect(await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))).toEqual([0, 0]);
  expect(verifyLedger(made)).toEqual({ entries: 81, checkpoints: 81, findings: [] });
});

test('a process killed at any moment leaves every acknowledged entry and a ledger without findings', async () => {
  const { root, folder, home, made } = await newCase();
  const script = join(root, 'writer.mjs');
  writeFileSync(script, writer);
  let acknowledged = 0;
  for (let kill = 1; kill <= 5; kill++) {
    const child = spawn(process.execPath, [script, folder, home, passphrase, '1000'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (dots: Buffer) => {
      acknowledged += dots.length;
      if (acknowledged > kill * 7) child.kill('SIGKILL');
    });
    await once(child, 'close');
  }
  const report = verifyLedger(made);
  expect(report.findings).toEqual([]);
  expect(report.entries).toBeGreaterThanOrEqual(acknowledged + 1);
});

const maker = `
import { createCase } from ${JSON.stringify(join(import.meta.dirname, '../../electron/engine/caseFolder.ts'))};
const [folder, home, passphrase] = process.argv.slice(2);
process.stdout.write('.');
(await createCase(folder, { name: 'n', reference: 'r', operator: null, keyCost: ${keyCost} }, home, passphrase)).close();
`;

test('a process killed while it makes a case leaves a whole case or none, and the next one can make it', async () => {
  const { root, home } = await newCase();
  const script = join(root, 'maker.mjs');
  writeFileSync(script, maker);
  const made: boolean[] = [];
  for (let kill = 0; kill < 6; kill++) {
    const folder = join(root, `killed ${kill}`);
    const child = spawn(process.execPath, [script, folder, home, passphrase], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), 60 + kill * 25));
    await once(child, 'close');
    made.push(existsSync(folder));
    const opened = existsSync(folder) ? openCase(folder, home) : await createCase(folder, details, home, passphrase);
    expect(verifyLedger(opened).findings).toEqual([]);
    opened.close();
  }
  expect(made).toHaveLength(6);
});

test('the newest checkpoint is kept outside of the case', async () => {
  const { home, made } = await newCase();
  appendExample(made, 'a');
  const path = join(home, 'cases', `${made.facts.id}.checkpoint`);
  expect(existsSync(path)).toBe(true);
  const { note } = made.db.prepare<[], { note: string }>('SELECT note FROM checkpoint ORDER BY size DESC').get()!;
  expect(readFileSync(path, 'utf8')).toBe(note);
});

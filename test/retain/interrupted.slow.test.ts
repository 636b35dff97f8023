/** @file An erasure whose process is killed: either nothing happened, or the rows are gone, verification says what is left to do, and it is done later. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCase } from '../../electron/engine/caseFolder.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { erase, finishErasure } from '../../electron/engine/retain/erasing.ts';
import { as } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';
import { asked, findingsOf, traces, vectorOf } from './traces.ts';

const engine = JSON.stringify(join(import.meta.dirname, '../../electron/engine'));

/** Erases the track and dies at a moment: before or after the call named `at`, counted within what erasing calls. */
const eraser = `
const engine = ${engine};
const { openCase } = await import(engine + '/caseFolder.ts');
const { erase } = await import(engine + '/retain/erasing.ts');
const [folder, home, track, certificate, moment] = process.argv.slice(2);
const opened = openCase(folder, home);
await opened.unlock('A. Analyst', 'correct horse');
const die = (here) => { if (here === moment) process.kill(process.pid, 'SIGKILL'); };
let writes = 0;
const db = new Proxy(opened.db, {
  get(target, name) {
    const value = target[name];
    if (name === 'exec') return (sql) => { if (sql === 'VACUUM') die('before the database is written anew'); return target.exec(sql); };
    if (name === 'pragma') return (sql) => { die('before the log is emptied'); return target.pragma(sql); };
    return typeof value === 'function' ? value.bind(target) : value;
  },
});
const watched = new Proxy(opened, {
  get(target, name) {
    if (name === 'db') return db;
    if (name !== 'write') return target[name];
    return (writer, change) => {
      writes += 1;
      if (writes === 2) die('before the end is recorded');
      const result = target.write(writer, (append) => { const made = change(append); if (writes === 1) die('before the commit'); return made; });
      if (writes === 1) die('after the commit');
      return result;
    };
  },
});
erase(watched, { item: { kind: 'track', id: track }, authority: null, reason: 'asked for by the person', despite: null, certificate });
process.stdout.write('done');
`;

test('an erasure that is killed at any step leaves what was there, or what a later command finishes', { timeout: 120_000 }, async () => {
  const moments = ['before the commit', 'after the commit', 'before the database is written anew', 'before the log is emptied', 'before the end is recorded', 'never'];
  const outcomes: unknown[] = [];
  for (const moment of moments) {
    const root = temporaryFolder(), scene = await seenCase(root);
    const gone = scene.trackOf(60);
    await scene.mayErase(gone);
    scene.opened.close();
    const script = join(root, 'eraser.mjs'), certificate = join(root, 'certificate.html');
    writeFileSync(script, eraser);
    const child = spawn(process.execPath, [script, scene.opened.folder, scene.opened.home, gone, certificate, moment], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [, signal] = await once(child, 'close');
    const opened = openCase(scene.opened.folder, scene.opened.home);
    await as(opened, 'analyst');
    const findings = findingsOf(opened).map(({ code }) => code);
    const recorded = entriesOf(opened.db, 'erased').length;
    const left = traces(opened.folder, vectorOf(60)).length > 0;
    if (recorded === 0) erase(opened, { ...asked(opened, 'track', gone), certificate });
    else if (moment !== 'never') finishErasure(opened, 'E-1', certificate);
    outcomes.push([moment, signal, recorded, findings, left, existsSync(certificate)]);
    expect([traces(opened.folder, vectorOf(60)), findingsOf(opened), entriesOf(opened.db, 'erasure-finished').length]).toEqual([[], [], 1]);
    opened.close();
  }
  const unfinished = ['erasure-unfinished'];
  expect(outcomes).toEqual([
    ['before the commit', 'SIGKILL', 0, [], true, true],
    ['after the commit', 'SIGKILL', 1, unfinished, true, true],
    ['before the database is written anew', 'SIGKILL', 1, unfinished, expect.any(Boolean), true],
    ['before the log is emptied', 'SIGKILL', 1, unfinished, expect.any(Boolean), true],
    ['before the end is recorded', 'SIGKILL', 1, unfinished, false, true],
    ['never', null, 1, [], false, true],
  ]);
  console.log(`erasures killed: ${moments.length - 1}; finished later: ${moments.length - 1}`);
});

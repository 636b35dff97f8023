/** @file The built main process and preload: hardened, and the window works through their bridge. Through a stand-in where Electron's binary is not. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { findElectron } from '../../electron/engine/programs.ts';
import { browserProgram } from './support/browser.ts';

const project = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'retrace-electron-'));
const folder = join(home, 'case');
const electron = findElectron();

beforeAll(async () => {
  execFileSync(process.execPath, [join(project, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: project, stdio: 'pipe' });
  const made = await createCase(folder, { name: 'Window test', reference: 'W/1', operator: 'A. Tester', keyCost: 2 ** 14 }, home, 'a long passphrase');
  await made.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The next line of the stand-in that carries `key`. */
async function heard(child: ChildProcess, key: string): Promise<unknown> {
  for (;;) {
    const ended = once(child, 'exit').then(([code]) => [{ problem: `main ended with ${String(code)}` }]);
    const [line] = (await Promise.race([once(child, 'message'), ended])) as [Record<string, unknown>];
    if ('problem' in line) throw new Error(String(line['problem']));
    if (key in line) return line[key];
  }
}

test('main and preload open a case in a hardened window (through a stand-in for electron)', async () => {
  const program = await browserProgram();
  const standIn = join(import.meta.dirname, 'support/electronStandIn.ts');
  const child = fork(join(project, 'out/main/main.js'), [], {
    execArgv: ['--import', standIn],
    env: { ...process.env, STANDIN_BROWSER: program.path, STANDIN_FOLDER: folder, RETRACE_HOME: home },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    expect(await heard(child, 'asked')).toEqual([
      'scheme retrace', 'camera false', 'permission false', 'contextIsolation true', 'sandbox true', 'nodeIntegration false', 'webSecurity true',
      'webviewTag false', 'spellcheck false', 'navigateOnDragDrop false', 'window.open deny', 'navigate false', 'shown',
    ]);
    child.send({ press: 'Open a case', read: 'Window test' });
    expect(await heard(child, 'read')).toBe('Window test');
    child.send({ call: ['https://evil.example/', 'about'] });
    expect(await heard(child, 'answered')).toBe('Error: refused');
    child.send({ call: ['retrace://app.evil.example/', 'about'] });
    expect(await heard(child, 'answered')).toBe('Error: refused');
    const left = once(child, 'exit');
    child.send({ close: true });
    expect(await left).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
    program.remove();
  }
}, 60_000);

test('the installer carries the built program, models and licences, and nothing foreign (packaged with a stub in place of Electron)', () => {
  const stub = join(home, 'stub');
  const packaged = join(home, 'packaged');
  mkdirSync(join(stub, 'resources'), { recursive: true });
  for (const file of ['electron', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(stub, file), '', { mode: 0o755 });
  const builder = [join(project, 'node_modules/electron-builder/cli.js'), '--linux', 'dir', '--x64', '-p', 'never', `-c.electronDist=${stub}`, `-c.directories.output=${packaged}`, '-c.electronFuses='];
  execFileSync(process.execPath, builder, { cwd: project, stdio: 'pipe' });
  const listing = [join(project, 'node_modules/@electron/asar/bin/asar.js'), 'list', join(packaged, 'linux-unpacked/resources/app.asar')];
  const files = execFileSync(process.execPath, listing, { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n');
  const wanted = ['/LICENSE', '/package.json', '/out/main/main.js', '/out/main/indexer.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/models/blazeface-dlib/pack.json', '/resources/licences/THIRD-PARTY.md', '/resources/licences/texts/GPL-3.0.txt', '/node_modules/better-sqlite3/prebuilds/linux-x64.node'];
  expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
  const foreign = /node-av|@seydx|@vladmandic|@mediapipe|node_modules\/(react|electron|vite|node-(linux|win))|models\/built\/blazeface-fused|(darwin|win32|arm64).*\.(node|dll|dylib)$|\.ts$/;
  expect(files.filter((file) => foreign.test(file))).toEqual([]);
}, 180_000);

test.skipIf(electron === null)(`main and preload open in Electron itself${electron === null ? ' (SKIPPED: its binary is not on this machine)' : ''}`, async () => {
  const application = await _electron.launch({ executablePath: electron ?? '', args: [project], env: { ...process.env, RETRACE_HOME: home } });
  const window = await application.firstWindow();
  expect(await window.getByRole('button', { name: 'Open a case' }).innerText()).toBe('Open a case');
  await application.close();
});

/** @file The built main process and preload: hardened, and the window works through their bridge. Through a stand-in where Electron's binary is not. */
import { execFile, execFileSync, fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobState } from '../../electron/api/hostContract.ts';
import type { MachineFact } from '../../electron/core/machineFact.ts';
import type { Overview } from '../../electron/core/overview.ts';
import { createCase } from '../../electron/engine/caseFolder.ts';
import { setPolicy } from '../../electron/engine/members.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { findElectron } from '../../electron/engine/programs.ts';
import { nativeAttempts } from '../../electron/nativeAttempts.ts';
import { taskBarProgress } from '../../electron/taskBar.ts';
import { keepWindowPlace, windowPlace } from '../../electron/windowPlace.ts';
import { findFfmpeg } from '../../native/decoder/findFfmpeg.ts';
import { filesEndingIn } from '../architecture/sources.ts';
import { writePortraitClip } from '../support/portraitClip.ts';
import { browserProgram, listen } from './support/browser.ts';
import { fusesOf, writeElectronStub } from './support/electronStub.ts';
import { chooseInDialog } from './support/hands.ts';
import { openDemo, seize, workThrough } from './support/wholeChain.ts';

const project = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'retrace-electron-'));
const folder = join(home, 'case');
const electron = findElectron();

beforeAll(async () => {
  execFileSync(process.execPath, [join(project, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], { cwd: project, stdio: 'pipe' });
  const made = await createCase(folder, { name: 'Window test', reference: 'W/1', operator: 'A. Tester', keyCost: 2 ** 14 }, home, 'a long passphrase');
  setPolicy(made, { basis: { condition: 'none needed: drawn people', document: { title: 'Test', version: '1' } } });
  made.close();
  await writePortraitClip(join(home, 'gate.mp4'), [1, 2]);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The built main process of this folder, with the stand-in in place of Electron. */
function startMain(product: string, browser: string): ChildProcess {
  return fork(join(product, 'out/main/main.js'), ['.'], {
    execArgv: ['--import', join(import.meta.dirname, 'support/electronStandIn.ts')],
    env: { ...process.env, STANDIN_BROWSER: browser, STANDIN_FOLDER: folder, RETRACE_HOME: home },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** What the stand-in says, by key, each line once; a problem that it tells of fails whoever waits for something else. */
function listenTo(child: ChildProcess) {
  const said: Record<string, unknown>[] = [];
  const heard = new EventEmitter();
  child.on('message', (line: Record<string, unknown>) => (said.push(line), heard.emit('line')));
  child.on('exit', (code) => (said.push({ problem: `main ended with ${String(code)}` }), heard.emit('line')));
  return {
    all: (key: string): unknown[] => said.flatMap((line) => (key in line ? [line[key]] : [])),
    async next(key: string): Promise<unknown> {
      for (;;) {
        const at = said.findIndex((line) => key in line);
        if (at >= 0) return said.splice(at, 1)[0]![key];
        const problem = said.find((line) => 'problem' in line);
        if (problem) throw new Error(String(problem['problem']));
        await once(heard, 'line');
      }
    },
  };
}

test('main and preload open a case in a hardened window and work in processes of their own (through a stand-in for electron)', async () => {
  const program = await browserProgram();
  const child = startMain(project, program.path);
  const lines = listenTo(child);
  /** What this expression gives in the page. */
  const inPage = async <T>(expression: string): Promise<T> => {
    child.send({ run: expression });
    return (await lines.next('ran')) as T;
  };
  const call = async <T>(name: string, input: object): Promise<T> => (await inPage<{ value: T }>(`retrace.call('1', ${JSON.stringify(name)}, ${JSON.stringify(input)})`)).value;
  const jobDone = (jobId: string): Promise<JobState> =>
    inPage(`(async () => { for (;;) { const { value } = await retrace.call('j', 'jobs', ${JSON.stringify({ caseId })}); const job = value.find(({ jobId }) => jobId === ${JSON.stringify(jobId)}); if (job.state !== 'running') return job; await new Promise((next) => setTimeout(next, 100)); } })()`);
  let caseId = '';
  try {
    expect(await lines.next('menu')).toEqual([
      ['File', 'Lock: CmdOrCtrl+L (the page’s)', process.platform === 'darwin' ? 'close' : 'quit'], ['Edit', 'undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'],
      ['View', 'All commands: CmdOrCtrl+K (the page’s)', 'reload', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'], ['Window', 'minimize', 'zoom'], ['Help', 'Guide to this page: F1 (the page’s)', 'about'],
    ]);
    expect(await lines.next('asked')).toEqual([
      'scheme retrace', 'asks media false', 'asks clipboard-sanitized-write true', 'checks clipboard-read false', 'checks clipboard-sanitized-write true', 'device false', 'contextIsolation true', 'sandbox true', 'nodeIntegration false', 'webSecurity true',
      'webviewTag false', 'spellcheck false', 'navigateOnDragDrop false', 'devTools true', 'window.open deny', 'navigate false', 'shown',
    ]);
    child.send({ press: 'Open a case', read: 'Window test' });
    expect(await lines.next('dialog')).toEqual(['openDirectory', 'createDirectory', 'dontAddToRecent']);
    expect(await lines.next('read')).toBe('Window test');
    for (const [url, name] of [['https://evil.example/', 'about'], ['retrace://app.evil.example/', 'about'], ['https://evil.example/', 'take']]) {
      child.send({ call: [url, name] });
      expect(await lines.next('answered')).toBe('Error: refused');
    }

    // What is dropped has a name and no path for the page; what a script made up has nothing.
    ({ caseId } = (await call<{ caseId: string }[]>('openCases', {}))[0]!);
    expect(await inPage('Object.keys(retrace)')).toEqual(['call', 'stop', 'onProgress', 'take']);
    const dropped = await inPage<{ fileId: string; bytes: number }[]>(`(window.__paths = { 'gate.mp4': ${JSON.stringify(join(home, 'gate.mp4'))} }, retrace.take([new File([], 'gate.mp4'), new File([], 'made-up.mp4')]))`);
    expect([dropped, JSON.stringify(dropped).includes(home)]).toEqual([[{ fileId: expect.any(String) as string, name: 'gate.mp4', bytes: statSync(join(home, 'gate.mp4')).size }], false]);

    // Worker, decoder thread and indexer are the built ones.
    await call('signIn', { caseId, operator: 'A. Tester', passphrase: 'a long passphrase' });
    const stated = { camera: null, seizedBy: null, seizedAt: null, recorder: null, description: null, clock: null };
    expect(await call('receive', { caseId, fileIds: [dropped[0]!.fileId], reference: 'W/1', ...stated })).toMatchObject({ received: [{ name: 'gate.mp4' }], refused: [] });
    const { jobId } = await call<{ jobId: string }>('beginJob', { call: 'index', input: { caseId, exhibitId: null, framesPerSecond: 2, packId: defaultPack, detection: 'fast', look: 'everywhere' } });
    child.send({ close: true });
    expect(await lines.next('question')).toEqual(['Work is under way. Quit all the same?', 'Stay']);
    const indexed = await jobDone(jobId);
    expect([indexed.state, indexed.sentence]).toEqual(['done', null]);
    // One that works, its indexer, and what began by itself for pictures: two at the most, and none but these.
    const [first, ...others] = lines.all('started');
    expect([first, others.filter((name) => name !== 'Retrace worker')]).toEqual(['Retrace worker', ['Retrace indexer']]);
    expect(others.length).toBeLessThanOrEqual(3);
    expect(lines.all('bar').some((share) => Number(share) >= 0)).toBe(true);

    const { exhibits } = await call<Overview>('overview', { caseId });
    const video = `/media/video?${new URLSearchParams({ caseId, footageId: exhibits[0]!.footage[0]!.id }).toString()}`;
    const answer = `fetch(${JSON.stringify(video)}, { headers: { range: 'bytes=4-7' } }).then(async (reply) => [reply.status, reply.headers.get('content-range'), await reply.text(), reply.headers.get('content-security-policy')?.split(';')[0]])`;
    expect(await inPage(answer)).toEqual([206, `bytes 4-7/${dropped[0]!.bytes}`, 'ftyp', "default-src 'none'"]);

    // The screen is locked: nobody is signed in, and the page begins anew.
    child.send({ emit: ['power', 'lock-screen'] });
    await lines.next('reloaded');
    expect(await call('whoIsIn', { caseId })).toBe(null);
    expect(await inPage('document.title')).toBe('Retrace');
    child.send({ emit: ['app', 'second-instance', [], '', { folder: home }] });
    expect(await lines.next('question')).toEqual(['A case is open in this window already.', 'Understood']);

    const left = once(child, 'exit');
    await call('beginJob', { call: 'doctor', input: {} });
    child.send({ answer: 1, close: true });
    expect(await lines.next('question')).toEqual(['Work is under way. Quit all the same?', 'Stop the work and quit']);
    expect(await left).toEqual([0, null]);
    expect(lines.all('problem')).toEqual(['main ended with 0']);
    expect(JSON.parse(readFileSync(join(home, 'window.json'), 'utf8'))).toEqual({ x: 40, y: 60, width: 1400, height: 900, maximised: false });
  } finally {
    child.kill('SIGKILL');
    program.remove();
  }
}, 90_000);

test('a window comes back where it was closed, and not where no display is any more', () => {
  const place = join(home, 'place'), screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const first = { at: null, width: 1280, height: 800, maximised: false };
  expect(windowPlace(place, [screen])).toEqual(first);
  keepWindowPlace(place, { x: 2000, y: 10, width: 2400, height: 900 }, false);
  expect(windowPlace(place, [screen])).toEqual(first);
  expect(windowPlace(place, [screen, { x: 1920, y: 0, width: 1280, height: 1024 }])).toEqual({ at: { x: 2000, y: 10 }, width: 1280, height: 900, maximised: false });
  writeFileSync(join(place, 'window.json'), '{"x":0,"y":0,"width":1e99,"height":1,"maximised":true,"case":"x"}');
  expect(windowPlace(place, [screen])).toEqual(first);
  // Where nothing can be written, here because a file is in the folder's place, the window closes all the same.
  keepWindowPlace(join(place, 'window.json'), screen, false);
});

test('the task bar shows the least of what is under way, and that something is where nobody knows how long', () => {
  const progress = (done: number, total: number | null) => ({ progress: { stage: 'x', done, total, unit: 'rows' as const } });
  expect([[], [progress(1, 4), progress(9, 10)], [progress(3, null)], [{ progress: null }, progress(1, 2)]].map(taskBarProgress)).toEqual([-1, 0.25, 2, 0.5]);
});

test('no key of the menus is one that a page uses', () => {
  // What the roles bring on Linux and Windows; the menu’s other keys are left to the page.
  const ofMenus = new Set(['Ctrl+Z', 'Ctrl+Y', 'Ctrl+Shift+Z', 'Ctrl+X', 'Ctrl+C', 'Ctrl+V', 'Ctrl+A', 'Ctrl+R', 'Ctrl+0', 'Ctrl++', 'Ctrl+-', 'F11', 'Ctrl+M', 'Ctrl+W', 'Ctrl+Q']);
  const used = filesEndingIn('.ts', '.tsx').filter((path) => path.startsWith('renderer/')).flatMap((path) => [...readFileSync(join(project, path), 'utf8').matchAll(/keys: '([^']+)'/g)].map(([, keys]) => keys!));
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((keys) => ofMenus.has(keys))).toEqual([]);
});

/** Platforms and how each is packed: where its app lies and its fuses are, and the packages whose machine code every machine has for it; npm installs the others only for the machine itself. */
const everywhere = ['better-sqlite3', 'onnxruntime-node'];
const packings = [
  { target: 'linux-x64', arguments: ['--linux', 'dir:x64'], resources: 'linux-unpacked/resources', binary: 'linux-unpacked/retrace', code: ['@img/sharp-libvips-linux-x64', '@img/sharp-linux-x64', '@lancedb/lancedb-linux-x64-gnu', ...everywhere] },
  { target: 'win32-x64', arguments: ['--win', 'dir:x64'], resources: 'win-unpacked/resources', binary: 'win-unpacked/Retrace.exe', code: everywhere },
  { target: 'darwin-arm64', arguments: ['--mac', 'dir:arm64'], resources: 'mac-arm64/Retrace.app/Contents/Resources', binary: 'mac-arm64/Retrace.app/Contents/Frameworks/Electron Framework.framework/Electron Framework', code: everywhere },
];

/** For which machines this file of machine code is, by its head: ELF, PE or Mach-O. */
function machineOf(path: string): string {
  const head = readFileSync(path).subarray(0, 4096);
  if (head.toString('latin1', 0, 4) === '\u007FELF') return head.readUInt16LE(18) === 62 ? 'linux-x64' : 'linux-other';
  if (head.readUInt32LE(0) === 0xfeedfacf) return head.readUInt32LE(4) === 0x100000c ? 'darwin-arm64' : 'darwin-other';
  return head.toString('latin1', 0, 2) === 'MZ' && head.readUInt16LE(head.readUInt32LE(60) + 4) === 0x8664 ? 'win32-x64' : 'unknown';
}

test('installers carry the built program, models, demo and licences, machine code of their own platform and nothing foreign, and are fused; what they carry starts (packaged with stubs in place of Electron)', async () => {
  const stub = join(home, 'stub'), packaged = join(home, 'packaged'), unchecked = join(home, 'unchecked.mjs');
  const run = (program: string, ...more: string[]): Promise<{ stdout: string }> => promisify(execFile)(process.execPath, [join(project, program), ...more], { cwd: project, maxBuffer: 2 ** 26 });
  writeElectronStub(stub, project);
  writeFileSync(unchecked, 'export default () => {};');
  await run('resources/demo/beforehand.ts');
  // Without its check a foreign platform is packed as far as its machine code is here.
  const stubbed = [`-c.electronDist=${stub}`, `-c.directories.output=${packaged}`, `-c.beforePack=${unchecked}`, '-c.electronFuses.resetAdHocDarwinSignature=false'];
  await run('resources/installer/pack.ts', ...packings.flatMap((packing) => packing.arguments), ...stubbed);

  const asar = 'node_modules/@electron/asar/bin/asar.js';
  const wanted = ['/LICENSE', '/package.json', ...['main', 'worker', 'indexer', 'avWorker'].map((entry) => `/out/main/${entry}.js`), '/out/preload/preload.cjs', '/out/renderer/index.html', '/out/demo/demo.json', '/out/demo/footage/entrance.mp4', '/models/blazeface-dlib/pack.json', '/models/selftest/drawn-1a.png', '/resources/fonts/IBMPlexSans-Regular.woff', '/resources/verifier/verify.mjs', '/resources/licences/THIRD-PARTY.md', '/resources/licences/texts/GPL-3.0.txt', '/node_modules/onnxruntime-common/package.json', '/node_modules/fontkit/package.json'];
  const foreign = /node-av|\/tour\/|\/icons\/|@seydx|@vladmandic|@mediapipe|node_modules\/(react|electron|vite|node-(linux|win))|models\/built\/blazeface-fused|^\/(?!out\/demo\/).*\.ts$/;
  for (const { target, resources, binary, code } of packings) {
    const archive = join(packaged, resources, 'app.asar');
    const files = (await run(asar, 'list', archive)).stdout.split('\n').map((file) => file.replaceAll('\\', '/'));
    expect([target, wanted.filter((file) => !files.includes(file)), files.filter((file) => foreign.test(file))]).toEqual([target, [], []]);
    expect(files.filter((file) => /^\/models\/built\/blazeface-dlib-[^/]+\/dlib-resnet\.onnx$/.test(file))).toHaveLength(2);
    const ofMachine = files.filter((file) => /\.(node|dll|dylib|so[.\d]*)$/.test(file));
    expect([target, [...new Set(ofMachine.map((file) => machineOf(join(`${archive}.unpacked`, file))))]]).toEqual([target, [target]]);
    expect([...new Set(ofMachine.map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)![1]))].toSorted()).toEqual(code.toSorted());
    // Not as Node; encrypted cookies; no options and no inspector from outside; its archive checked, and nothing but it; no snapshot of its own; no rights for file:.
    expect([target, fusesOf(join(packaged, binary))]).toEqual([target, '01001100']);
  }
  // The archive’s hash, where Electron looks for it: it does so on Windows and macOS.
  for (const [{ resources }, path] of [[packings[1]!, 'win-unpacked/Retrace.exe'], [packings[2]!, 'mac-arm64/Retrace.app/Contents/Info.plist']] as const) {
    const archive = readFileSync(join(packaged, resources, 'app.asar'));
    const head = archive.subarray(16, 16 + archive.readUInt32LE(12));
    expect(readFileSync(join(packaged, path)).includes(createHash('sha256').update(head).digest('hex'))).toBe(true);
  }
  expect(readFileSync(join(packaged, 'win-unpacked/Retrace.exe')).includes(readFileSync(join(project, 'out/icons/256x256.png')))).toBe(true);
  expect(readFileSync(join(packaged, packings[2]!.resources, 'icon.icns')).equals(readFileSync(join(project, 'out/icons/icon.icns')))).toBe(true);

  // Without node-av, in a folder of its own: nothing of the project is in reach.
  const installed = join(home, 'installed');
  await run(asar, 'extract', join(packaged, packings[0]!.resources, 'app.asar'), installed);
  const program = await browserProgram();
  const child = startMain(installed, program.path);
  const lines = listenTo(child);
  try {
    await lines.next('asked');
    child.send({ run: "retrace.call('1', 'doctor', {})" });
    const { value } = (await lines.next('ran')) as { value: MachineFact[] };
    const parts = value.filter(({ what }) => nativeAttempts.some((attempt) => attempt.what === what));
    const decodes = (await findFfmpeg()) === null ? 'missing' : 'works';
    expect(parts.map(({ what, state }) => [what, state])).toEqual(nativeAttempts.map(({ what }) => [what, what.endsWith('ecoder') ? decodes : 'works']));
    expect(parts.find(({ what }) => what === 'Decoder')!.sentence).toMatch(/^ffmpeg .* as node-av does not load \(.*node-av.*\)|There is no video decoder/);
  } finally {
    child.kill('SIGKILL');
    program.remove();
  }
}, 420_000);

test('an installer is refused for a platform whose machine code is not on the packing machine', async () => {
  const foreign = process.platform === 'win32' ? ['--linux', 'linux-x64'] as const : ['--win', 'win32-x64'] as const;
  const packing = promisify(execFile)(process.execPath, [join(project, 'resources/installer/pack.ts'), foreign[0], 'dir:x64', `-c.directories.output=${join(home, 'refused')}`], { cwd: project });
  await expect(packing).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining(`Not packed for ${foreign[1]}: sharp, @lancedb/lancedb have no machine code for it here.`) as string });
});

test.skipIf(electron === null)(`main and preload open in Electron itself${electron === null ? ' (SKIPPED: its binary is not on this machine)' : ''}`, async () => {
  const application = await _electron.launch({ executablePath: electron ?? '', args: [project], env: { ...process.env, RETRACE_HOME: home } });
  const window = await application.firstWindow();
  expect(await window.getByRole('button', { name: 'Open a case' }).innerText()).toBe('Open a case');
  await application.close();
});

test.skipIf(electron === null)(`from a first start, the demo case and a whole case of one’s own work in Electron itself${electron === null ? ' (SKIPPED: its binary is not on this machine)' : ''}`, async () => {
  const root = join(home, 'electron chain');
  mkdirSync(root);
  const seized = await seize(root);
  const application = await _electron.launch({ executablePath: electron ?? '', args: [project], env: { ...process.env, RETRACE_HOME: join(root, 'home') } });
  try {
    const page = await application.firstWindow();
    page.setDefaultTimeout(60_000);
    const problems = listen(page);
    const chooses = (path: string): Promise<void> =>
      application.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, path);
    const window = { page, root, choose: chooseInDialog(page, seized, chooses) };
    await openDemo(window);
    await workThrough(window);
    expect(problems).toEqual([]);
  } finally {
    await application.close();
  }
}, 300_000);

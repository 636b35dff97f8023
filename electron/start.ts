/** @file `npm start`: the window in Electron where its binary is here, otherwise one sentence why and the same interface in a browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser, findElectron } from './engine/programs.ts';
import { homeFolder } from './homeFolder.ts';
import { serve } from './serve.ts';

const usage = 'Usage: npm start -- [folder of a case] [--browser | --address]\n';
const project = join(import.meta.dirname, '..');

async function start(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(usage);
    return 2;
  }
  const electron = findElectron();
  if (electron !== null && !asked.browser && !asked.address) return inElectron(electron, asked.folder);
  if (electron === null) process.stdout.write('Electron’s binary is not on this machine, so Retrace opens in a browser.\n');
  return inBrowser(asked.folder, asked.address);
}

function readArguments(): { folder: string | null; browser: boolean; address: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { browser: { type: 'boolean', default: false }, address: { type: 'boolean', default: false } } });
    return positionals.length > 1 ? null : { ...values, folder: positionals[0] === undefined ? null : resolve(positionals[0]) };
  } catch {
    return null;
  }
}

async function inElectron(binary: string, folder: string | null): Promise<number> {
  const { build } = await import('electron-vite');
  await build({ root: project, logLevel: 'warn' });
  const [code] = await once(spawn(binary, [project, ...(folder === null ? [] : [folder])], { stdio: 'inherit' }), 'exit');
  return typeof code === 'number' ? code : 1;
}

/** The browser gets a profile of its own: no extension that a person installed sees evidence, and closing the window ends the program. */
async function inBrowser(folder: string | null, addressOnly: boolean): Promise<number> {
  const loopback = await serve(folder);
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const browser = addressOnly || !hasScreen() ? null : findBrowser();
  if (browser === null) {
    process.stdout.write(`Open this address on this machine; it works once:\n${loopback.address}\nCtrl-C ends Retrace.\n`);
    await stopped;
  } else {
    const profile = join(homeFolder(), 'browser');
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const window = spawn(browser, [`--app=${loopback.address}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--window-size=1280,800'], { stdio: 'ignore' });
    window.on('error', (error) => process.stderr.write(`${browser} did not start (${error.message}); open ${loopback.address}\n`));
    process.stdout.write('Retrace is open in its window. Closing it, or Ctrl-C here, ends it.\n');
    await Promise.race([stopped, once(window, 'exit')]);
    window.kill();
  }
  await loopback.close();
  return 0;
}

function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

process.exitCode = await start();

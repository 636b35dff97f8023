/** @file What electron-builder takes for Electron’s binaries of three platforms, without Electron: the fuses as Electron ships them, and of the rest what the packing looks for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** After this mark, in Electron’s binary, come the version of the wire, the number of fuses and a character for each (electron/fuses, README). */
const mark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const asShipped = Buffer.concat([Buffer.from(mark), Buffer.from([1, 8]), Buffer.from('10110001')]);

/** One folder for all: for a Mac `Electron.app` is taken out of it, for the others everything. */
export function writeElectronStub(folder: string, project: string): void {
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  };
  const app = (at: string, name: string): void => {
    write(`${at}${name}.app/Contents/Info.plist`, `<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string><key>CFBundleIconFile</key><string>electron.icns</string></dict></plist>`);
    write(`${at}${name}.app/Contents/MacOS/${name}`, '');
  };
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'Electron.app/Contents/Resources/electron.icns']) write(file, '');
  write('electron', asShipped);
  // The archive’s hash is written among the resources of a real program for Windows.
  write('electron.exe', Buffer.concat([readFileSync(join(project, 'node_modules/electron-winstaller/vendor/rcedit.exe')), asShipped]));
  app('', 'Electron');
  const frameworks = 'Electron.app/Contents/Frameworks/';
  write(`${frameworks}Electron Framework.framework/Electron Framework`, asShipped);
  for (const kind of ['', ' (Renderer)', ' (Plugin)', ' (GPU)']) app(frameworks, `Electron Helper${kind}`);
}

/** The fuses of a packed binary in Electron’s order, a character for each: 0 off, 1 on. */
export function fusesOf(path: string): string {
  const binary = readFileSync(path);
  const at = binary.indexOf(mark) + mark.length;
  return binary.subarray(at + 2, at + 2 + binary[at + 1]!).toString();
}

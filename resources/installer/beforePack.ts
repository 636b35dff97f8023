/** @file Runs before electron-builder packs (`beforePack` in electron-builder.yml): npm installs machine code only for the machine it runs on, and an installer that lacks it, or carries another platform’s, would not start. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, type AfterPackContext } from 'electron-builder';

const libraries: Readonly<Record<string, string>> = { linux: '-gnu', win32: '-msvc' };

/** Where each package that an installed copy cannot do without keeps its machine code for this target, within node_modules. */
const machineCode = (platform: string, arch: string): readonly (readonly [name: string, path: string])[] => [
  ['better-sqlite3', `better-sqlite3/prebuilds/${platform}-${arch}.node`],
  ['onnxruntime-node', `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`],
  ['sharp', `@img/sharp-${platform}-${arch}`],
  ['@lancedb/lancedb', `@lancedb/lancedb-${platform}-${arch}${libraries[platform] ?? ''}`],
];

/** Throws where a package's machine code for what is to be packed is not here. Nothing was written by then. */
export default function beforePack({ packager, electronPlatformName, arch }: AfterPackContext): void {
  const target = [electronPlatformName, Arch[arch] ?? ''] as const;
  const missing = machineCode(...target).filter(([, path]) => !existsSync(join(packager.projectDir, 'node_modules', path))).map(([name]) => name);
  if (missing.length === 0) return;
  // Without its stack, which electron-builder would print: no line of code is at fault.
  throw Object.assign(new Error(`Not packed for ${target.join('-')}: ${missing.join(', ')} ${missing.length > 1 ? 'have' : 'has'} no machine code for it here. Pack on such a machine, after npm ci on it; where it is missing there too, the package does not exist for it.`), { stack: '' });
}

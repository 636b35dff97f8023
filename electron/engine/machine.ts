/** @file The machine that a result was made on, as records name it. */
import { arch, cpus, platform, release } from 'node:os';

/** Versions and processor: what can make the last bits of an embedding differ. No name of the machine or its user. */
export function machineFacts(): { readonly node: string; readonly platform: string; readonly processor: string; readonly cores: number } {
  return { node: process.versions.node, platform: `${platform()} ${release()} ${arch()}`, processor: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length };
}

/** @file The machine and the program that a result was made with, as records name them. */
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release } from 'node:os';

/** The program, as entries name it. */
export const software = 'retrace 0.1.0';

type MachineFacts = {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  /** What the processor can do with vectors of numbers, as Linux names it; null where it does not say. */
  readonly features: string[] | null;
};

/** Versions and processor: what can make the last bits of an embedding differ. No name of the machine or its user. */
export function machineFacts(): MachineFacts {
  return { node: process.versions.node, platform: `${platform()} ${release()} ${arch()}`, processor: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, features: features() };
}

function features(): string[] | null {
  try {
    const line = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
    return line?.split(' ').filter((name) => /^(s?sse|avx|fma|f16c|amx|asimd|sve|neon|fp|bf16)/.test(name)).toSorted() ?? null;
  } catch {
    // No such file: another system than Linux.
    return null;
  }
}

/** @file A model pack as the machine page shows it: what it is made of, its terms, and what was measured of it. */
import type { Calibration } from './calibration.ts';
import type { Finding } from './failure.ts';
import type { PackDescription } from './modelPack.ts';

export interface ShownPack {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  /** SHA-256 of the description, hexadecimal. */
  readonly digest: string;
  readonly notes: readonly string[];
  readonly origin: 'embedded' | 'added';
  /** Used where none is named. */
  readonly isDefault: boolean;
  readonly metric: PackDescription['metric'];
  readonly dimension: number;
  /** Pictures of the self-test are not among them. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string; readonly licence: string; readonly source: string }[];
  /** Null: not measured. 'unreadable': a file is there that is no calibration. */
  readonly calibration: Calibration | null | 'unreadable';
}

/** What a self-test gave: every file against its hash, and faces of known score through the whole chain. */
export interface PackTest {
  readonly pack: string;
  readonly findings: readonly Finding[];
  readonly scores: readonly { readonly pair: string; readonly expected: number; readonly got: number }[];
}

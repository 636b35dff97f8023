/** @file The calls of the machine pages: what works here, the model packs, and their self-test. */
import { z } from 'zod';
import type { MachineFact } from '../core/machineFact.ts';
import type { PackTest, ShownPack } from '../core/packView.ts';
import { call, nothing } from './callContract.ts';

export const machineContract = {
  /** It loads native packages and hashes models, which would hold the host. */
  doctor: call<readonly MachineFact[]>('process')(nothing),
  packs: call<readonly ShownPack[]>('process')(nothing),
  /** Of a pack that `packs` lists; nothing is recorded, since it belongs to no case. */
  testPack: call<PackTest>('process')(z.strictObject({ pack: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) })),
} as const;

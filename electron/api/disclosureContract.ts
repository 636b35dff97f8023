/** @file The calls of the disclosure pages: the schedule, making a bundle, and testing one that was received, with or without a case. */
import { z } from 'zod';
import type { BundleFacts, BundlePreview, WholeSchedule, WrittenBundle } from '../core/bundlePreview.ts';
import type { Doubt } from '../core/disclosure.ts';
import type { Finding } from '../core/failure.ts';
import type { CounterReport, ReplayReport } from '../core/replaying.ts';
import { call, id, inCase, typed } from './callContract.ts';

/** A bundle that was made. It lies where `exportBundle` was told to write. */
export interface MadeBundle extends WrittenBundle {
  readonly caseKey: string;
  readonly entries: { readonly disclosed: number; readonly total: number };
  readonly blurred: boolean;
  readonly undermining: readonly Doubt[];
  readonly notDone: readonly string[];
  /** References of exhibits that are not as received any more: no picture was made of them. */
  readonly changed: readonly string[];
}

/** As bundle/verify.ts reports, with what the bundle says of itself and the fingerprint to compare. */
export interface BundleCheck {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly entriesDisclosed: number;
  readonly entriesHidden: number;
  readonly signer: { readonly name: string; readonly key: string } | null;
  readonly caseKey: string | null;
  readonly keyExpected: boolean;
  readonly findings: readonly Finding[];
  readonly facts: BundleFacts | null;
}

const wish = { caseId: id, searches: z.array(id).min(1).max(10_000).nullable(), pictures: z.number().int().min(0).max(100_000), clips: z.boolean(), showFaces: typed.nullable() };
const search = id.nullable();

export const disclosureContract = {
  /** Every search and check, used or not. Not for reviewers. */
  schedule: call<WholeSchedule>()(inCase),
  previewBundle: call<BundlePreview>('process')(z.strictObject(wish)),
  /** `fileId`: of a name for a new folder. Nothing is left of one that fails or is stopped. */
  exportBundle: call<MadeBundle>('process')(z.strictObject({ ...wish, recipients: z.array(typed).max(50), zip: z.boolean(), fileId: id })),

  /** These three take a folder or a zip that was chosen and need no case. `key`: the case's public key as it came by another way. */
  verifyBundle: call<BundleCheck>('process')(z.strictObject({ fileId: id, key: z.string().regex(/^[0-9a-f]{64}$/).nullable() })),
  replayBundle: call<ReplayReport>('process')(z.strictObject({ fileId: id, footageId: id.nullable(), search })),
  counterSearch: call<CounterReport>('process')(
    z.strictObject({
      fileId: id, search, threshold: z.number().min(-1e6).max(1e6).nullable(), pack: id.nullable(), footageId: id.nullable(),
      probe: z.strictObject({ fileId: id, face: z.number().int().min(1).max(10_000).nullable() }).nullable(),
    }),
  ),
} as const;

/** @file The calls of the case page: exhibits, footage, clocks, indexing, people and rules. */
import { z } from 'zod';
import type { Finding } from '../core/failure.ts';
import type { Overview } from '../core/overview.ts';
import type { Policy } from '../core/policy.ts';
import { everyRole, type Member } from '../core/role.ts';
import { call, id, inCase, typed } from './callContract.ts';

const given = typed.nullable();
const time = z.string().trim().min(1).max(40);

/** As core/clock.ts has it; empty fields are left out. */
const clock = z.strictObject({
  startsAt: time,
  offset: z.string().trim().max(40).optional(),
  checks: z.array(z.strictObject({ recorder: time, reference: time })).max(2).optional(),
  uncertainty: z.string().trim().max(40).optional(),
  checkedBy: typed.optional(),
  method: typed.optional(),
});

export interface Receipt {
  readonly received: readonly { readonly exhibitId: string; readonly name: string; readonly findings: readonly Finding[] }[];
  readonly refused: readonly { readonly name: string; readonly message: string }[];
}

export interface Indexed {
  readonly finished: number;
  /** Of them those that were indexed before. */
  readonly already: number;
  readonly refused: readonly { readonly name: string; readonly message: string }[];
}

/** What the file is now, compared with what was received. */
export interface Integrity {
  readonly exhibitId: string;
  readonly state: 'as-received' | 'changed' | 'missing';
}

export const caseContract = {
  overview: call<Overview>()(inCase),
  receive: call<Receipt>('process')(
    z.strictObject({ caseId: id, fileIds: z.array(id).min(1).max(1000), reference: typed, camera: given, seizedBy: given, seizedAt: given, recorder: given, description: given, clock: clock.nullable() }),
  ),
  /** Reads every file again. */
  checkIntegrity: call<readonly Integrity[]>('process')(inCase),
  stateClock: call<null>()(z.strictObject({ caseId: id, exhibitId: id, clock, reason: typed })),
  /** `exhibitId` null: all of them. */
  index: call<Indexed>('process')(
    z.strictObject({ caseId: id, exhibitId: id.nullable(), framesPerSecond: z.union([z.literal('every'), z.number().min(0.1).max(240)]), packId: id, detection: z.enum(['default', 'fast', 'thorough']), look: z.enum(['changed', 'everywhere']) }),
  ),
  members: call<readonly Member[]>()(inCase),
  /** From the card of an operator of another machine, or by the name of one of this machine. */
  addMember: call<null>()(z.strictObject({ caseId: id, from: z.union([z.strictObject({ cardFileId: id }), z.strictObject({ operator: typed })]), roles: z.array(z.enum(everyRole)).min(1) })),
  removeMember: call<null>()(z.strictObject({ caseId: id, name: typed, reason: typed })),
  policy: call<Policy>()(inCase),
  stateBasis: call<null>()(z.strictObject({ caseId: id, condition: typed, document: typed, documentVersion: typed })),
} as const;

/** @file Role: what a member of a case is there for. What each role may do is in duties.ts. */

export const everyRole = ['analyst', 'reviewer', 'authorising-officer', 'exhibits-officer', 'disclosure-officer', 'defence'] as const;
export type Role = (typeof everyRole)[number];

/** What the maker of a case is unless they say otherwise: everything but granting and reviewing, which take a second person. */
export const makerRoles: readonly Role[] = ['exhibits-officer', 'analyst', 'disclosure-officer'];

/** A person of a case as entries state them. `publicKey` is hexadecimal; `removedAt` is the entry that ended the membership. */
export interface Member {
  readonly name: string;
  readonly publicKey: string;
  readonly roles: readonly Role[];
  readonly addedBy: string;
  readonly addedAt: string;
  readonly removedAt: string | null;
}

const words: Readonly<Record<Role, string>> = {
  analyst: 'analyst',
  reviewer: 'reviewer',
  'authorising-officer': 'authorising officer',
  'exhibits-officer': 'exhibits officer',
  'disclosure-officer': 'disclosure officer',
  defence: 'defence',
};

/** Roles as a person reads them: “analyst, reviewer”. */
export function roleWords(held: readonly Role[]): string {
  return held.map((role) => words[role]).join(', ');
}

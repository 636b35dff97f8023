/** @file A case as a force would run it: people with roles and keys of their own, a policy with its lawful basis, and a granted authority. */
import { createCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { grantAuthority, requestAuthority } from '../../electron/engine/authorising.ts';
import type { AuthorityWish } from '../../electron/engine/authorising.ts';
import { addMember, setPolicy } from '../../electron/engine/members.ts';
import { createOperator } from '../../electron/engine/operators.ts';
import type { Role } from '../../electron/core/role.ts';
import { origins } from '../../electron/core/provenance.ts';

/** The lowest cost of scrypt: keys of tests guard nothing. */
const keyCost = 2 ** 14;
const passphrase = 'correct horse';

/** The people of the case. The analyst makes it. */
export const people = {
  analyst: { name: 'A. Analyst', roles: ['exhibits-officer', 'analyst', 'disclosure-officer'] },
  officer: { name: 'O. Officer', roles: ['authorising-officer'] },
  reviewer: { name: 'R. Reviewer', roles: ['reviewer'] },
  second: { name: 'S. Second', roles: ['reviewer'] },
  defence: { name: 'D. Defence', roles: ['defence'] },
} as const satisfies Record<string, { readonly name: string; readonly roles: readonly Role[] }>;

/** An authority to search everything with every class of probe for a year; change what a test is about. */
export function wish(changes: Partial<AuthorityWish> = {}): AuthorityWish {
  return {
    kind: 'search', offence: 'burglary', purpose: 'to find where the person went', necessity: 'no other line of enquiry is left', proportionality: 'one evening, two cameras',
    basis: { condition: 'Schedule 8, paragraph 1', document: { title: 'Appropriate policy document', version: '1.0' } },
    exhibits: null, cameras: null, from: null, to: null, origins: [...origins], searches: 1000, items: [], expires: new Date(Date.now() + 365 * 86_400_000).toISOString(), ...changes,
  };
}

/** The case, unlocked for its analyst, with the authority A-1 in force. */
export async function grantedCase(folder: string, home: string): Promise<Case> {
  const opened = await peopledCase(folder, home);
  await grant(opened, wish());
  return opened;
}

/** The case with its people and policy and no authority, unlocked for its analyst. */
export async function peopledCase(folder: string, home: string): Promise<Case> {
  const opened = await createCase(folder, { name: 'Operation Example', reference: 'R/1', operator: people.analyst.name, keyCost }, home, passphrase);
  for (const { name, roles } of [people.officer, people.reviewer, people.second, people.defence]) addMember(opened, await createOperator(home, name, passphrase, keyCost), roles);
  setPolicy(opened, { basis: wish().basis });
  return opened;
}

/** The person takes over the work on the case. */
export async function as(opened: Case, person: keyof typeof people): Promise<void> {
  await opened.unlock(people[person].name, passphrase);
}

/** The analyst asks for an authority and the officer grants it; the analyst goes on. Its number. */
export async function grant(opened: Case, asked: AuthorityWish): Promise<string> {
  await as(opened, 'analyst');
  const { authority } = requestAuthority(opened, asked);
  await as(opened, 'officer');
  grantAuthority(opened, authority);
  await as(opened, 'analyst');
  return authority;
}

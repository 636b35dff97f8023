/** @file Members: who may work on a case, with which roles; and the policy that the case is worked under. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import { rolesFor } from '../core/duties.ts';
import type { Policy } from '../core/policy.ts';
import type { Member, Role } from '../core/role.ts';
import type { Case } from './caseFolder.ts';
import type { OperatorCard } from './operators.ts';
import { standingOf } from './standing.ts';

/** Every member in the order of joining, also those who were removed. */
export function membersOf(db: Database): Member[] {
  return [...standingOf(db).members.values()];
}

/** Adds a member, with their copy of the case's key. Failures 'member-known', 'role-missing'. */
export function addMember(opened: Case, { name, publicKey, sealingKey }: OperatorCard, roles: readonly Role[]): Member {
  opened.demand('member-added');
  return opened.write('operator', (append) => {
    const known = membersOf(opened.db).filter((member) => member.removedAt === null);
    if (known.some((member) => member.publicKey === publicKey || member.name === name)) throw new Failure('member-known', { name });
    append('member-added', { name, publicKey, roles: [...new Set(roles)] });
    opened.db.prepare('INSERT OR REPLACE INTO case_key (member, sealed) VALUES (?, ?)').run(publicKey, opened.sealKey(sealingKey));
    return membersOf(opened.db).find((member) => member.publicKey === publicKey)!;
  });
}

/**
 * Removes a member, with their copy of the case's key; from then on they write nothing. Somebody who may add members has to stay.
 * Failures 'member-unknown', 'member-last', 'role-missing'.
 */
export function removeMember(opened: Case, name: string, reason: string): void {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'the removal of a member' });
  opened.write('operator', (append) => {
    const present = membersOf(opened.db).filter((member) => member.removedAt === null);
    const leaving = present.find((member) => member.name === name);
    if (!leaving) throw new Failure('member-unknown', { name, known: present.map((member) => member.name) });
    if (!present.some((member) => member !== leaving && member.roles.some((role) => rolesFor['member-added']!.includes(role)))) throw new Failure('member-last', { name });
    append('member-removed', { name, publicKey: leaving.publicKey, reason });
    opened.db.prepare('DELETE FROM case_key WHERE member = ?').run(leaving.publicKey);
  });
}

/** Sets a new version of the policy. */
export function setPolicy(opened: Case, change: Partial<Omit<Policy, 'version'>>): Policy {
  return opened.write('operator', (append) => {
    const before = standingOf(opened.db).policy;
    const policy = { ...before, ...change, version: before.version + 1 };
    append('policy-set', { ...policy, required: [...policy.required] });
    return policy;
  });
}

/** Failure 'basis-missing' where the policy wants the lawful basis stated before footage is indexed and it is not. */
export function assertBasis(db: Database): void {
  const { basisBeforeIndexing, basis } = standingOf(db).policy;
  if (basisBeforeIndexing && (basis.condition === null || basis.document === null)) throw new Failure('basis-missing', {});
}

/** What the case demands now. */
export function policyOf(db: Database): Policy {
  return standingOf(db).policy;
}

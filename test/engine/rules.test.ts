/** @file Who may do what: every rule is tried by breaking it, through the engine and by writing around it. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { authorityFor, endAuthority, grantAuthority, requestAuthority } from '../../electron/engine/authorising.ts';
import type { Wanted } from '../../electron/engine/authorising.ts';
import { openCase } from '../../electron/engine/caseFolder.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { addMember, assertBasis, membersOf, policyOf, removeMember, setPolicy } from '../../electron/engine/members.ts';
import { createOperator } from '../../electron/engine/operators.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { assertInForce } from '../../electron/engine/searching.ts';
import { acts } from '../../electron/core/entry.ts';
import type { Act } from '../../electron/core/entry.ts';
import { Failure } from '../../electron/core/failure.ts';
import { mayDo, rolesFor } from '../../electron/core/duties.ts';
import { as, grant, grantedCase, peopledCase, people, wish } from '../support/grantedCase.ts';
import { keyCost, passphrase, temporaryFolder } from './newCase.ts';

async function place(make: typeof grantedCase): Promise<{ opened: Case; home: string; folder: string }> {
  const root = temporaryFolder();
  const [folder, home] = [join(root, 'case'), join(root, 'home')];
  const opened = await make(folder, home);
  onTestFinished(() => opened.close());
  return { opened, home, folder };
}

const refused = (code: string) => expect.objectContaining({ code });
const wanted: Wanted = { what: 'search', authority: null, kind: 'search', exhibit: null, camera: null, from: null, to: null, origins: ['witness'] };
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

test('every act is a person’s with a role or the program’s own, and the table says which', () => {
  const own: Act[] = ['case-created', 'calibration-recorded', 'index-stopped', 'index-finished', 'index-refused', 'search-answered', 'search-stopped', 'check-answered', 'act-refused', 'erasure-finished', 'bundle-abandoned'];
  expect((Object.keys(acts) as Act[]).filter((act) => !rolesFor[act]).sort()).toEqual(own.sort());
});

test('each role is refused every act that is not its own, before anything is written', async () => {
  const { opened } = await place(peopledCase);
  const said = (work: () => unknown): string => {
    try {
      work();
      return 'done';
    } catch (error) {
      return error instanceof Failure ? error.code : String(error);
    }
  };
  const tried: [person: string, act: string, allowed: boolean, demanded: string][] = [], written: string[] = [];
  for (const person of Object.keys(people) as (keyof typeof people)[]) {
    await as(opened, person);
    for (const act of Object.keys(rolesFor) as Act[]) {
      const allowed = mayDo(people[person].roles, act);
      tried.push([person, act, allowed, said(() => opened.demand(act))]);
      if (!allowed) written.push(said(() => opened.write('operator', (append) => append(act, {} as never))));
    }
  }
  expect(tried.filter(([, , allowed, demanded]) => demanded !== (allowed ? 'done' : 'role-missing'))).toEqual([]);
  expect([written.length > 100, [...new Set(written)]]).toEqual([true, ['role-missing']]);
  expect(verifyLedger(opened).findings).toEqual([]);
  console.log(`${tried.length} pairs of a person and an act were tried, ${written.length} of them refused`);
});

test('members come and go by entries; a removed one writes nothing more, not even in a process that was open before', async () => {
  const { opened, home, folder } = await place(peopledCase);
  const other = openCase(folder, home);
  onTestFinished(() => other.close());
  await other.unlock(people.officer.name, passphrase);
  expect(() => addMember(opened, { name: people.reviewer.name, publicKey: '0'.repeat(64), sealingKey: '0'.repeat(64) }, ['analyst'])).toThrow(refused('member-known'));
  expect(() => removeMember(opened, 'Nobody', 'r')).toThrow(refused('member-unknown'));
  expect(() => removeMember(opened, people.officer.name, ' ')).toThrow(refused('reason-missing'));
  removeMember(opened, people.officer.name, 'left the force');
  expect(() => setPolicy(other, { secondPersonGrants: false })).toThrow(refused('operator-removed'));
  expect(() => other.write('machine', (append) => append('act-refused', { what: 'w', by: { name: 'n', publicKey: '0'.repeat(64) }, authority: null, code: 'c', reason: 'r' }))).toThrow(refused('operator-removed'));
  await expect(other.unlock(people.officer.name, passphrase)).rejects.toMatchObject({ code: 'operator-removed' });
  expect(() => removeMember(opened, people.analyst.name, 'r')).toThrow(refused('member-last'));
  expect(membersOf(opened.db).map((m) => [m.name, m.addedBy, m.removedAt !== null])).toEqual([
    [people.analyst.name, people.analyst.name, false], [people.officer.name, people.analyst.name, true], [people.reviewer.name, people.analyst.name, false], [people.second.name, people.analyst.name, false], [people.defence.name, people.analyst.name, false],
  ]);
  addMember(opened, await createOperator(home, 'N. New', passphrase, keyCost), ['authorising-officer']);
  await opened.unlock('N. New', passphrase);
  expect(verifyLedger(opened).findings).toEqual([]);
});

test('footage is not indexed before condition and policy document are stated, and every version of the policy stays', async () => {
  const { opened } = await place(peopledCase);
  assertBasis(opened.db);
  setPolicy(opened, { basis: { condition: 'Schedule 8, paragraph 1', document: null } });
  expect(() => assertBasis(opened.db)).toThrow(refused('basis-missing'));
  setPolicy(opened, { basisBeforeIndexing: false });
  assertBasis(opened.db);
  expect(entriesOf(opened.db, 'policy-set').map((entry) => entry.body.version)).toEqual([2, 3, 4]);
  expect(policyOf(opened.db).version).toBe(4);
});

test('an authority that says too little, or nonsense, is not even asked for', async () => {
  const { opened } = await place(peopledCase);
  const bad: [string, Parameters<typeof wish>[0]][] = [
    ['authority-incomplete', { necessity: null }],
    ['authority-incomplete', { basis: { condition: null, document: null } }],
    ['authority-details', { origins: [] }],
    ['authority-details', { searches: 0 }],
    ['authority-details', { kind: 'erasure' }],
    ['authority-details', { expires: soon(-1000) }],
    ['authority-details', { expires: 'tomorrow' }],
    ['authority-details', { from: '2026-03-14T18:00:00Z', to: '2026-03-14T17:00:00Z' }],
    ['camera-unknown', { cameras: ['Nowhere'] }],
  ];
  for (const [code, changes] of bad) expect(() => requestAuthority(opened, wish(changes)), JSON.stringify(changes)).toThrow(refused(code));
  expect(entriesOf(opened.db, 'authority-requested')).toEqual([]);
});

test('who asked does not grant, what was decided is not decided again, and who granted does not search', async () => {
  const { opened } = await place(peopledCase);
  await as(opened, 'officer');
  expect(() => requestAuthority(opened, wish())).toThrow(refused('role-missing'));
  await as(opened, 'analyst');
  requestAuthority(opened, wish());
  expect(() => grantAuthority(opened, 'A-1')).toThrow(refused('role-missing'));
  await as(opened, 'officer');
  expect(() => grantAuthority(opened, 'A-2')).toThrow(refused('authority-unknown'));
  grantAuthority(opened, 'A-1');
  expect(() => grantAuthority(opened, 'A-1')).toThrow(refused('authority-decided'));
  expect(() => authorityFor(opened, { ...wanted, authority: 'A-1' })).toThrow(refused('authority-self'));
  endAuthority(opened, 'A-1', 'no longer needed');
  expect(() => endAuthority(opened, 'A-1', 'again')).toThrow(refused('authority-decided'));
  expect(verifyLedger(opened).findings).toEqual([]);
});

test('one person with both roles cannot grant what they asked for while the policy wants a second person, and never searches under what they granted', async () => {
  const { opened, home } = await place(peopledCase);
  addMember(opened, await createOperator(home, 'B. Both', passphrase, keyCost), ['analyst', 'authorising-officer']);
  await opened.unlock('B. Both', passphrase);
  requestAuthority(opened, wish());
  expect(() => grantAuthority(opened, 'A-1')).toThrow(refused('authority-own'));
  setPolicy(opened, { secondPersonGrants: false });
  grantAuthority(opened, 'A-1');
  expect(() => authorityFor(opened, wanted)).toThrow(refused('authority-self'));
  await as(opened, 'analyst');
  expect(authorityFor(opened, wanted).authority.authority).toBe('A-1');
});

test('what is not granted, expired, revoked, for something else or does not cover the wish is refused, and the refusal is an entry', async () => {
  const { opened } = await place(grantedCase);
  const short = await grant(opened, wish({ expires: soon(1500), origins: ['custody'] }));
  const ended = await grant(opened, wish());
  await as(opened, 'officer');
  endAuthority(opened, ended, 'withdrawn');
  await as(opened, 'analyst');
  const { authority: asked } = requestAuthority(opened, wish());
  const narrow = await grant(opened, wish({ origins: ['custody'], from: '2026-03-14T18:00:00Z', to: '2026-03-14T19:00:00Z' }));
  const erasure = await grant(opened, wish({ kind: 'erasure', origins: [], searches: 0, items: ['x'] }));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const attempts: [string, Partial<Wanted>][] = [
    ['authority-not-in-force', { authority: short }], ['authority-not-in-force', { authority: ended }], ['authority-not-in-force', { authority: asked }],
    ['authority-unknown', { authority: 'A-99' }], ['authority-kind', { authority: erasure }], ['authority-kind', { authority: 'A-1', kind: 'erasure' }],
    ['authority-scope', { authority: narrow }], ['authority-scope', { authority: narrow, origins: ['custody'], from: '2026-03-14T17:00:00Z' }],
    ['authority-scope', { authority: narrow, origins: ['custody'], to: '2026-03-14T20:00:00Z' }], ['authority-scope', { authority: erasure, kind: 'erasure', origins: [], items: ['y'] }],
    ['authority-unclear', { origins: ['custody'] }],
  ];
  for (const [code, changes] of attempts) expect(() => authorityFor(opened, { ...wanted, ...changes }), JSON.stringify(changes)).toThrow(refused(code));
  expect(entriesOf(opened.db, 'act-refused').map((entry) => entry.body.code)).toEqual(attempts.map(([code]) => code));
  expect(authorityFor(opened, { ...wanted, authority: narrow, origins: ['custody'] })).toMatchObject({ from: '2026-03-14T18:00:00Z', to: '2026-03-14T19:00:00Z' });
  expect(verifyLedger(opened).findings).toEqual([]);
  console.log(`${attempts.length} of ${attempts.length} attempts outside of an authority were refused and recorded`);
});

test('a clock that is set back revives no authority, and a search by one is found in the record', async () => {
  const { opened } = await place(grantedCase);
  const hour = 3_600_000;
  const short = await grant(opened, wish({ expires: soon(hour) }));
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * hour });
  expect(() => authorityFor(opened, { ...wanted, authority: short })).toThrow(refused('authority-not-in-force'));
  vi.setSystemTime(Date.now() - 2 * hour);
  expect(() => authorityFor(opened, { ...wanted, authority: short })).toThrow(refused('authority-not-in-force'));
  expect(() => assertInForce(opened, short)).toThrow(refused('authority-not-in-force'));
  expect(authorityFor(opened, { ...wanted, authority: 'A-1' }).authority.authority).toBe('A-1');
  expect(verifyLedger(opened).findings).toEqual([]);
  const check = { check: 'C-1', list: 'L-1', probe: '0'.repeat(32), vectorSha256: '0'.repeat(64), pack: { id: 'p', version: '1', digest: '0'.repeat(64) }, entries: [{ probe: '0'.repeat(32), vectorSha256: '0'.repeat(64) }], selfTest: { passed: true, problems: [], scores: [] }, software: 's', machine: {} };
  opened.write('operator', (append) => append('check-requested', { ...check, authority: short } as never));
  expect(verifyLedger(opened).findings.map((finding) => finding.message).join()).toContain('its authority was not in force (expired)');
});

test('entries written around the engine, with the real keys, are found for the rule they break', async () => {
  const { opened, home } = await place(grantedCase);
  // As somebody would who has changed the program: the role is not asked for, the entry is signed and under a checkpoint.
  const force = async (person: string, act: Act, body: object): Promise<string[]> => {
    await opened.unlock(person, passphrase);
    const before = rolesFor[act];
    (rolesFor as Record<string, unknown>)[act] = ['analyst', 'reviewer', 'authorising-officer', 'exhibits-officer', 'disclosure-officer', 'defence'];
    try {
      opened.write('operator', (append) => append(act, body as never));
    } finally {
      (rolesFor as Record<string, unknown>)[act] = before;
    }
    return verifyLedger(opened).findings.map((finding) => finding.message.replace(/^Entry \d+: /, '')).slice(-1);
  };
  expect(await force(people.defence.name, 'policy-set', { ...policyOf(opened.db), version: 9 })).toEqual(['its operator’s roles (defence) do not allow it']);
  await as(opened, 'analyst');
  requestAuthority(opened, wish());
  expect(await force(people.analyst.name, 'authority-granted', { authority: 'A-2', request: '0'.repeat(64) })).toEqual(['it grants something else than what was asked for']);
  expect(await force(people.officer.name, 'authority-granted', { authority: 'A-7', request: '0'.repeat(64) })).toEqual(['it grants an authority that was never asked for']);
  addMember(opened, await createOperator(home, 'Late', passphrase, keyCost), ['analyst']);
  const forced = { list: 'L-1', name: 'n', kind: 'sought', authority: 'A-1' };
  expect(await force(people.reviewer.name, 'list-created', forced)).toEqual(['its operator’s roles (reviewer) do not allow it']);
});

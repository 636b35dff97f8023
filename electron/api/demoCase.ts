/** @file The demo case: drawn footage worked up to the first search, by people whose passphrase is said, for whoever wants to see how it goes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../core/job.ts';
import type { Role } from '../core/role.ts';
import { grantAuthority, requestAuthority } from '../engine/authorising.ts';
import type { Engine } from '../engine/engine.ts';
import { addMember, setPolicy } from '../engine/members.ts';
import { defaultPack } from '../engine/models.ts';
import { createOperator, listOperators } from '../engine/operators.ts';
import { knownCases, rememberCase } from './knownCases.ts';

/** Footage that a host draws or brings, with what its recorder's clock is known to be off by. */
export interface DemoFootage {
  readonly files: readonly { readonly path: string; readonly camera: string; readonly startsAt: string; readonly offsetSeconds: number }[];
  /** A portrait of somebody in it that is not cut from it. */
  readonly portrait: string;
}

const passphrase = 'demonstration';
const [analyst, officer] = ['Demo Analyst', 'Demo Authorising Officer'];
const others: readonly (readonly [name: string, roles: readonly Role[]])[] = [
  [officer, ['authorising-officer']], ['Demo Reviewer', ['reviewer']], ['Demo Second Reviewer', ['reviewer']],
];

/** Makes it in the user's data folder; the newest of the known cases is then this one. */
export async function makeDemoCase(engine: Engine, home: string, draw: (folder: string, job: Job) => Promise<DemoFootage>, job: Job): Promise<{ readonly passphrase: string; readonly people: readonly string[] }> {
  const number = knownCases(home).length + 1;
  const folder = join(home, 'demo', `${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}-${number}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { files, portrait } = await draw(folder, job);
  for (const name of [analyst, ...others.map(([other]) => other)]) if (!listOperators(home).some((known) => known.name === name)) await createOperator(home, name, passphrase);
  const details = { name: 'Demonstration', reference: 'DEMO/1', operator: analyst, roles: ['exhibits-officer', 'analyst', 'disclosure-officer'] as const };
  const opened = await engine.createCase(join(folder, 'case'), details, passphrase);
  try {
    for (const [name, roles] of others) addMember(opened, listOperators(home).find((known) => known.name === name)!, roles);
    const basis = { condition: 'none needed: drawn people', document: { title: 'Demonstration', version: '1' } };
    setPolicy(opened, { basis });
    for (const [i, { path, camera, startsAt, offsetSeconds }] of files.entries()) {
      await engine.receive(opened, [path], { reference: `DEMO/${i + 1}`, camera, clock: { startsAt, offset: String(offsetSeconds), checkedBy: analyst, method: 'known to the drawing' } }, job);
    }
    await engine.index(opened, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, job);
    const provenance = { origin: 'other', source: 'drawn', takenOn: null, basis: 'demonstration: no real person', edits: [], reviewOn: null, custody: null } as const;
    await engine.addProbe(opened, { file: portrait }, { label: 'Drawn person', provenance: { ...provenance, edits: [] }, face: null }, defaultPack, job);
    const { authority } = requestAuthority(opened, {
      kind: 'search', offence: 'none: a demonstration', purpose: 'to show how a search is made', necessity: 'nothing else shows it', proportionality: 'nobody real is searched for', basis,
      exhibits: null, cameras: null, from: null, to: null, origins: ['other', 'footage'], searches: 50, items: [], expires: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    });
    await opened.unlock(officer, passphrase);
    grantAuthority(opened, authority);
    rememberCase(home, { folder: opened.folder, name: details.name, reference: details.reference, openedAt: new Date().toISOString() });
    return { passphrase, people: [analyst, ...others.map(([other]) => other)] };
  } finally {
    opened.close();
  }
}

/** @file Searches written around the engine with the real keys, as by somebody who has changed the program: each is found by verifying the ledger. */
import { expect, test } from 'vitest';
import type { Act, Body } from '../../electron/core/entry.ts';
import { verifyLedger } from '../../electron/engine/ledgerVerify.ts';
import { entriesOf, listExhibits, listFootage } from '../../electron/engine/records.ts';
import { grant, wish } from '../support/grantedCase.ts';
import { at, watchedCase } from './watchedCase.ts';

test('a search outside of its authority, a second answer, one that nobody asked for and a number out of turn are found', async () => {
  const scene = await watchedCase();
  const { opened } = scene;
  const probe = await scene.add(10);
  const other = await scene.add(60);
  await grant(opened, wish());
  const door = listExhibits(opened.db).find(({ camera }) => camera === 'DOOR')!;
  const [footage] = listFootage(opened.db, door.id);
  const narrow = {
    another: await grant(opened, wish({ exhibits: ['f'.repeat(32)] })), camera: await grant(opened, wish({ cameras: ['YARD'] })),
    origin: await grant(opened, wish({ origins: ['custody'] })), from: await grant(opened, wish({ from: at(1) })), to: await grant(opened, wish({ to: at(1) })),
  };
  await scene.search({ probe, authority: 'A-1' });
  await scene.search({ probe, authority: narrow.from, from: at(2) });
  expect(verifyLedger(opened).findings).toEqual([]);
  const asked = entriesOf(opened.db, 'search-requested')[0]!.body, answered = entriesOf(opened.db, 'search-answered')[0]!.body;
  let found = 0;
  const force = <A extends Act>(by: 'operator' | 'machine', act: A, body: Body<A>, ...words: readonly string[]): void => {
    opened.write(by, (append) => append(act, body));
    const said = verifyLedger(opened).findings.map(({ message }) => message).slice(-words.length);
    expect(said).toEqual(words.map((each) => expect.stringContaining(each)));
    found++;
  };
  const whole = asked.footage.map((each) => ({ ...each, fromTicks: null, toTicks: null }));
  const ofDoor = whole.filter((each) => each.footage === footage!.id);
  const asks = (changes: Partial<typeof asked>): typeof asked => ({ ...asked, footage: whole, ...changes });
  const answers = (changes: Partial<typeof answered>): typeof answered => ({ ...answered, ...changes });
  force('machine', 'search-answered', answered, 'it ends S-1, which was not asked for or had ended before');
  force('machine', 'search-stopped', { search: 'S-1', reason: 'r' }, 'it ends S-1');
  force('machine', 'search-answered', answers({ search: 'S-9' }), 'it ends S-9');
  force('machine', 'check-answered', { check: 'C-1', entriesCompared: 1, ranked: '0'.repeat(64) }, 'it ends C-1');
  force('operator', 'search-requested', asks({ search: 'S-7' }), 'it is numbered S-7, and S-3 is next');
  force('operator', 'search-requested', asks({ search: 'S-4', authority: narrow.another }), ...whole.map((each) => `its authority does not cover the footage ${each.footage}`));
  force('operator', 'search-requested', asks({ search: 'S-5', authority: narrow.camera, footage: ofDoor }), `its authority does not cover the footage ${footage!.id}`);
  force('operator', 'search-requested', asks({ search: 'S-6', authority: narrow.origin, footage: [] }), `its authority does not cover the class of the probe ${probe}`);
  force('operator', 'search-requested', asks({ search: 'S-7', authority: narrow.from, footage: ofDoor }), 'does not cover all of the time');
  force('operator', 'search-requested', asks({ search: 'S-8', authority: narrow.to, footage: ofDoor.map((each) => ({ ...each, toTicks: '9999999' })) }), 'does not cover all of the time');
  force('machine', 'search-answered', answers({ search: 'S-8', answers: answered.answers.map((each) => ({ ...each, probe: other })) }), 'it answers for other probes than S-8 asked for');
  force('operator', 'list-created', { list: 'L-2', name: 'n', kind: 'sought', authority: 'A-1' }, 'it is numbered L-2, and L-1 is next');
  console.log(`${found} of ${found} forged entries were found`);
});

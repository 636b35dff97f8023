/** @file Clocks: what is known of a recorder's clock, stated anew after receipt. Earlier statements stay in the ledger; earlier results stay as they were. */
import { makeClock } from '../core/clock.ts';
import type { ClockClaim } from '../core/clock.ts';
import type { Footage } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import { canonical } from '../ledger/canonical.ts';
import type { Case } from './caseFolder.ts';
import { chooseExhibits } from './indexing.ts';
import { listFootage } from './records.ts';

/** States the clock of an exhibit's footage (id or reference) anew. Failures 'clock-malformed', 'exhibit-unknown', 'exhibit-several', 'reason-missing'. */
export function stateClock(opened: Case, name: string, claim: ClockClaim, reason: string): Footage[] {
  if (reason.trim() === '') throw new Failure('reason-missing', { what: 'a new statement of a clock' });
  const clock = makeClock(claim);
  const [exhibit, ...others] = chooseExhibits(opened, name);
  if (others.length > 0) throw new Failure('exhibit-several', { name, exhibits: [exhibit!, ...others].map(({ id }) => id) });
  return opened.write('operator', (append) => {
    const footage = listFootage(opened.db, exhibit!.id).map((each) => ({ ...each, clock }));
    const put = opened.db.prepare('UPDATE footage SET body = ? WHERE id = ?');
    for (const each of footage) put.run(canonical(each), each.id);
    append('clock-stated', { footage, reason });
    return footage;
  });
}

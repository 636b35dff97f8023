/** @file The options by which a recorder's clock is stated, at receipt and later. */
import type { ClockCheck, ClockClaim } from '../core/clock.ts';
import { text, UsageError } from './command.ts';
import type { Command, Flags } from './command.ts';

export const clockOptions: Command['options'] = {
  'starts-at': { kind: 'text', value: 'TIME', says: 'the recorder’s own time at the first frame (RFC 3339 with zone)' },
  'clock-offset': { kind: 'text', value: 'SECONDS', says: 'reference clock minus recorder clock' },
  'clock-check': { kind: 'list', value: 'RECORDER/REFERENCE', says: 'two times read together, recorder’s first; given twice, the drift is measured too' },
  'clock-uncertainty': { kind: 'text', value: 'SECONDS', says: 'how far off the comparison may be, where that is more than the last digits of the times say' },
  'clock-checked-by': { kind: 'text', value: 'NAME', says: 'who compared the clocks' },
  'clock-method': { kind: 'text', value: 'TEXT', says: 'how, against what' },
};

/** What is claimed of the clock; null where nothing is. */
export function clockClaim(flags: Flags): ClockClaim | null {
  const [startsAt, offset, uncertainty, checkedBy, method] = ['starts-at', 'clock-offset', 'clock-uncertainty', 'clock-checked-by', 'clock-method'].map((name) => text(flags, name));
  const checks = (Array.isArray(flags['clock-check']) ? flags['clock-check'] : []).map((pair): ClockCheck => {
    const [recorder, reference, ...rest] = String(pair).split('/');
    if (!recorder || !reference || rest.length > 0) throw new UsageError(`--clock-check takes two times as RECORDER/REFERENCE, not “${pair}”`);
    return { recorder, reference };
  });
  if (startsAt === undefined) {
    if (offset !== undefined || checks.length > 0 || uncertainty !== undefined) throw new UsageError('a clock offset, check or uncertainty needs --starts-at, or there is nothing to correct');
    return null;
  }
  return { startsAt, ...(offset === undefined ? {} : { offset }), ...(checks.length > 0 ? { checks } : {}), ...(uncertainty ? { uncertainty } : {}), ...(checkedBy ? { checkedBy } : {}), ...(method ? { method } : {}) };
}

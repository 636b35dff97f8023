/** @file Period: from when to when something is counted or handed out. */
import { moment } from '../../core/forms.ts';
import { Failure } from '../../core/failure.ts';

/** RFC 3339 with zone, inclusive; null: no limit. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/** Failures 'moment-malformed', 'window-reversed'. */
export function assertPeriod({ from, to }: Period): void {
  for (const text of [from, to]) if (text !== null && !moment.safeParse(text).success) throw new Failure('moment-malformed', { text });
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) throw new Failure('window-reversed', { from, to });
}

/** Whether a moment lies in the period; one that cannot be read is not outside. */
export function within({ from, to }: Period, at: string): boolean {
  return !(from !== null && Date.parse(at) < Date.parse(from)) && !(to !== null && Date.parse(at) > Date.parse(to));
}

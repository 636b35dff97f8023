/** @file Statistics: what became of the searches of one or several cases, per purpose and period; drawing them is an act. */
import { canonical } from '../../ledger/canonical.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { entriesOf } from '../records.ts';
import { countedActs, figuresOf } from './figures.ts';
import type { Counted, Figures } from './figures.ts';
import { assertPeriod, within } from './period.ts';
import type { Period } from './period.ts';

export interface Statistics {
  readonly format: 'retrace-statistics/1';
  readonly drawnAt: string;
  /** Searches and authorities belong to the moment at which they were asked for. */
  readonly period: Period;
  /** The one purpose that was asked for; null: all. */
  readonly purpose: string | null;
  readonly cases: readonly string[];
  readonly authorities: { readonly requested: number; readonly granted: number; readonly declined: number; readonly revoked: number };
  readonly refusals: number;
  readonly total: Figures;
  /** By the purpose that the authority of the search states. */
  readonly purposes: readonly { readonly purpose: string; readonly figures: Figures }[];
}

const unstated = 'not stated';

/**
 * Counts, with an entry in each case that holds the digest (SHA-256 of its canonical JSON) of what is given back. Failures 'moment-malformed', 'window-reversed',
 * 'role-missing'.
 */
export function drawStatistics(opened: readonly Case[], period: Period, purpose: string | null): Statistics {
  assertPeriod(period);
  for (const each of opened) each.demand('statistics-drawn');
  const cases = opened.map((each) => gathered(each, period));
  const purposes = [...new Set(cases.flatMap(({ purposeOf }) => [...purposeOf.values()]))].filter((each) => purpose === null || each === purpose).sort();
  const figuresFor = (wanted: readonly string[]): Figures =>
    figuresOf(cases.map(({ entries, purposeOf }) => ({ entries, searches: new Set([...purposeOf].flatMap(([search, each]) => (wanted.includes(each) ? [search] : []))) })));
  const sum = (of: (one: Gathered) => number): number => cases.reduce((total, one) => total + of(one), 0);
  const statistics: Statistics = {
    format: 'retrace-statistics/1', drawnAt: new Date().toISOString(), period, purpose, cases: opened.map(({ facts }) => facts.reference),
    authorities: { requested: sum((c) => c.requested), granted: sum((c) => c.granted), declined: sum((c) => c.declined), revoked: sum((c) => c.revoked) },
    refusals: sum((c) => c.refusals), total: figuresFor(purposes), purposes: purposes.map((each) => ({ purpose: each, figures: figuresFor([each]) })),
  };
  const digest = sha256(canonical(statistics));
  for (const each of opened) each.write('operator', (append) => append('statistics-drawn', { ...period, sha256: digest }));
  return statistics;
}

interface Gathered {
  readonly entries: readonly Counted[];
  /** Searches asked for in the period -> purpose of their authority. */
  readonly purposeOf: ReadonlyMap<string, string>;
  readonly requested: number;
  readonly granted: number;
  readonly declined: number;
  readonly revoked: number;
  readonly refusals: number;
}

function gathered({ db }: Case, period: Period): Gathered {
  const inPeriod = ({ at }: { readonly at: string }): boolean => within(period, at);
  const entries = entriesOf(db, ...countedActs);
  const purposes = new Map(entries.flatMap((entry) => (entry.act === 'authority-requested' ? [[entry.body.authority, entry.body.purpose ?? unstated] as const] : [])));
  const decided = entriesOf(db, 'authority-granted', 'authority-declined', 'authority-revoked', 'act-refused').filter(inPeriod);
  const count = (act: (typeof decided)[number]['act']): number => decided.filter((entry) => entry.act === act).length;
  return {
    entries,
    purposeOf: new Map(entries.flatMap((entry) => (entry.act === 'search-requested' && inPeriod(entry) ? [[entry.body.search, purposes.get(entry.body.authority) ?? unstated] as const] : []))),
    requested: entries.filter((entry) => entry.act === 'authority-requested' && entry.body.kind === 'search' && inPeriod(entry)).length,
    granted: count('authority-granted'), declined: count('authority-declined'), revoked: count('authority-revoked'), refusals: count('act-refused'),
  };
}

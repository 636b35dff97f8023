/** @file Schedule: every search and every check of the case, used or not, as the disclosure of unused material asks for it (Criminal Procedure and Investigations Act 1996). */
import type { Database } from 'better-sqlite3';
import type { ScheduledCheck, ScheduledSearch } from '../../core/disclosure.ts';
import { entriesOf, signerOf } from '../records.ts';
import { csv } from './csv.ts';

/** All searches in the order in which they were asked for; `disclosed` names those that the bundle holds. */
export function scheduleOf(db: Database, disclosed: ReadonlySet<string>): ScheduledSearch[] {
  const answered = new Map(entriesOf(db, 'search-answered').map(({ body }) => [body.search, body]));
  const stopped = new Set(entriesOf(db, 'search-stopped').map(({ body }) => body.search));
  return entriesOf(db, 'search-requested').map((entry) => {
    const { search, authority, sought, list, threshold } = entry.body;
    const answer = answered.get(search);
    return {
      search, entry: entry.index, at: entry.at, by: signerOf(entry)?.name ?? '', authority, probes: sought.length, list,
      state: answer ? 'answered' : stopped.has(search) ? 'stopped' : 'unanswered',
      tracksCompared: answer?.tracksCompared ?? null, candidates: answer?.answers.reduce((sum, each) => sum + each.candidates, 0) ?? null,
      threshold, disclosed: disclosed.has(search),
    };
  });
}

/** All checks in the order in which they were asked for. */
export function checksOf(db: Database): ScheduledCheck[] {
  const answered = new Map(entriesOf(db, 'check-answered').map(({ body }) => [body.check, body]));
  return entriesOf(db, 'check-requested').map((entry) => {
    const { check, authority, list } = entry.body;
    return { check, entry: entry.index, at: entry.at, by: signerOf(entry)?.name ?? '', authority, list, entriesCompared: answered.get(check)?.entriesCompared ?? null };
  });
}

/** The schedule as a table; checks stand below the searches. */
export function scheduleCsv(schedule: readonly ScheduledSearch[], checks: readonly ScheduledCheck[]): string {
  const head = ['search', 'ledger entry', 'asked for at', 'by', 'authority', 'faces searched for', 'list', 'state', 'tracks compared', 'candidates', 'threshold', 'in this bundle'];
  const rows = schedule.map((s) => [s.search, s.entry, s.at, s.by, s.authority, s.probes, s.list, s.state, s.tracksCompared, s.candidates, s.threshold, s.disclosed ? 'yes' : 'no']);
  const below = checks.map((c) => [c.check, c.entry, c.at, c.by, c.authority, 1, c.list, c.entriesCompared === null ? 'unanswered' : 'answered', null, null, null, null]);
  return csv([head, ...rows, ...below]);
}

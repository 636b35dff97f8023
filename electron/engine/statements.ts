/** @file What the entries of a ledger state of the work, read for verification: tolerant of entries that cannot be read, which are findings elsewhere. */
import type { Database } from 'better-sqlite3';
import { commitmentsOf, readEntry } from '../core/entry.ts';
import type { Act, Body, Entry } from '../core/entry.ts';
import { canonical } from '../ledger/canonical.ts';
import { eachEntry } from './records.ts';

/** Notes a finding. */
export type Note = (code: string, message: string) => void;

/** What entries state of the work, and what of it they say was erased. */
export interface Statements {
  readonly bodies: { readonly [A in Act]?: readonly Body<A>[] };
  /** Track -> the digest that it had. */
  readonly erasedTracks: ReadonlyMap<string, string>;
  /** Those that were not added again later. */
  readonly erasedProbes: ReadonlySet<string>;
  /** Commitments of kept texts that no erasure took back. */
  readonly needed: ReadonlySet<string>;
}

/** The bodies of all entries of an act. */
export function bodiesOf<A extends Act>({ bodies }: Statements, act: A): readonly Body<A>[] {
  return (bodies[act] as readonly Body<A>[] | undefined) ?? [];
}

/** Reads every entry. */
export function statements(db: Database): Statements {
  const bodies: { [A in Act]?: Body<A>[] } = {};
  const erasedTracks = new Map<string, string>();
  const erasedProbes = new Set<string>();
  const needed = new Set<string>();
  for (const { json } of eachEntry(db)) {
    const entry = entryOf(Buffer.from(json).toString('utf8'));
    if (!entry) continue;
    ((bodies[entry.act] ??= []) as unknown[]).push(entry.body);
    for (const digest of commitmentsOf(entry)) needed.add(digest);
    if (entry.act === 'probe-added') erasedProbes.delete(entry.body.probe);
    if (entry.act !== 'erased') continue;
    for (const { track, digest } of entry.body.tracks) erasedTracks.set(track, digest);
    for (const digest of entry.body.kept) needed.delete(digest);
    if (entry.body.kind === 'probe') erasedProbes.add(entry.body.item);
  }
  return { bodies, erasedTracks, erasedProbes, needed };
}

/** null where it cannot be read, which is a finding of the ledger's own check. */
function entryOf(json: string): Entry | null {
  const read = readEntry(parsed(json));
  return 'entry' in read ? read.entry : null;
}

/** null where the text is no JSON. */
export function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    // Said by whoever compares it.
    return null;
  }
}

/** Whether two values have different canonical texts. */
export function differ(a: unknown, b: unknown): boolean {
  return canonical(a) !== canonical(b);
}

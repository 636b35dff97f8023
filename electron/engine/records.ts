/** @file The ledger's rows and what is kept of a case, its exhibits and footage: read and written here, with no rule about who may. */
import type { Database } from 'better-sqlite3';
import type { Act, Body, EntryContent } from '../core/entry.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import type { ExhibitId, FootageId } from '../core/ids.ts';
import { parseTimeBase } from '../core/time.ts';
import type { TimeBase } from '../core/time.ts';
import { canonical, parseCanonical } from '../ledger/canonical.ts';
import type { Appended, Head, StoredCheckpoint, StoredEntry } from '../ledger/ledger.ts';
import { emptyHead } from '../ledger/ledger.ts';
import { decodeFrontier, encodeFrontier } from '../ledger/merkle.ts';
import type { ContainerFacts, StreamFacts } from '../../native/decoder/decoder.ts';

/** What the first entry says of the case. */
export type CaseFacts = Body<'case-created'>;

export function putCase(db: Database, facts: CaseFacts): void {
  db.prepare('INSERT INTO "case" (one, body) VALUES (1, ?)').run(canonical(facts));
}

/** What the row holds, to be checked by the reader; undefined where there is none or its text is not canonical JSON. */
export function readCase(db: Database): unknown {
  const row = db.prepare<[], { body: string }>('SELECT body FROM "case"').get();
  return row && parseCanonical(row.body);
}

/** The end of the ledger; null where the last checkpoint's working state does not fit the entries. */
export function readHead(db: Database): Head | null {
  const last = db.prepare<[], { idx: number; leaf: Buffer }>('SELECT idx, leaf FROM entry ORDER BY idx DESC LIMIT 1').get();
  const checkpoint = db.prepare<[], StoredCheckpoint>('SELECT size, note, frontier FROM checkpoint ORDER BY size DESC LIMIT 1').get();
  if (!last && !checkpoint) return emptyHead;
  if (!last || checkpoint?.size !== last.idx + 1) return null;
  const frontier = decodeFrontier(checkpoint.size, checkpoint.frontier);
  return frontier && { frontier, previous: last.leaf.toString('hex') };
}

/** What writes entries, one after the other. */
export function entryWriter(db: Database): (entry: Appended, signature: Uint8Array | null) => void {
  const put = db.prepare('INSERT INTO entry (idx, json, leaf, signature) VALUES (?, ?, ?, ?)');
  return ({ json, leaf, head }, signature) => void put.run(head.frontier.size - 1, json, leaf, signature);
}

export function putCheckpoint(db: Database, head: Head, note: string): void {
  db.prepare('INSERT INTO checkpoint (size, note, frontier) VALUES (?, ?, ?)').run(head.frontier.size, note, encodeFrontier(head.frontier));
}

/** The entries of these acts, in order, as they were read when they were written. What is derived from them needs no table of its own. */
export function entriesOf<A extends Act>(db: Database, ...wanted: readonly A[]): RecordedEntry<A>[] {
  const rows = db.prepare<string[], { json: string; leaf: Buffer }>(`SELECT json, leaf FROM entry WHERE json ->> '$.act' IN (${wanted.map(() => '?').join(', ')}) ORDER BY idx`).all(...wanted);
  return rows.map(({ json, leaf }) => ({ ...(JSON.parse(json) as RecordedEntry<A>), leaf: leaf.toString('hex') }));
}

/** An entry with its leaf hash (hexadecimal). */
export type RecordedEntry<A extends Act = Act> = { [B in A]: EntryContent<B> & { readonly index: number; readonly previous: string | null; readonly leaf: string } }[A];

/** Name and key of the person who signed; a machine's entry is nobody's. */
export function signerOf(entry: RecordedEntry): { readonly name: string; readonly publicKey: string } | null {
  return 'machine' in entry.actor ? null : { name: entry.actor.operator, publicKey: entry.actor.key };
}

/** The next number of things that are counted from 1 by acts of this kind. */
export function nextNumber(db: Database, act: Act): number {
  return db.prepare<[string], { n: number }>(`SELECT count(*) + 1 AS n FROM entry WHERE json ->> '$.act' = ?`).get(act)!.n;
}

/** Every entry's bytes in order. (Rows as arrays: a million entries are read in a third less time.) */
export function* eachEntry(db: Database): Generator<StoredEntry> {
  type Row = [index: number, json: Buffer, leaf: Buffer, signature: Buffer | null];
  const rows = db.prepare<[], Row>('SELECT idx, CAST(json AS BLOB), leaf, signature FROM entry ORDER BY idx').raw().iterate();
  for (const [index, json, leaf, signature] of rows) yield { index, json, leaf, signature };
}

export function eachCheckpoint(db: Database): Iterable<StoredCheckpoint> {
  return db.prepare<[], StoredCheckpoint>('SELECT size, note, frontier FROM checkpoint ORDER BY size').iterate();
}

export function putExhibit(db: Database, entry: number, exhibit: Exhibit, footage: readonly Footage[]): void {
  db.prepare('INSERT INTO exhibit (id, entry, body) VALUES (?, ?, ?)').run(exhibit.id, entry, canonical(exhibit));
  const put = db.prepare('INSERT INTO footage (id, exhibit, stream, body) VALUES (?, ?, ?, ?)');
  for (const each of footage) put.run(each.id, each.exhibit, each.stream, canonical(each));
}

export function findExhibit(db: Database, id: ExhibitId): Exhibit | undefined {
  const row = db.prepare<[string], { body: string }>('SELECT body FROM exhibit WHERE id = ?').get(id);
  return row && (JSON.parse(row.body) as Exhibit);
}

/** In order of receipt. */
export function listExhibits(db: Database): Exhibit[] {
  return db.prepare<[], { body: string }>('SELECT body FROM exhibit ORDER BY entry').all().map((row) => JSON.parse(row.body) as Exhibit);
}

export function findFootage(db: Database, id: FootageId): Footage | undefined {
  const row = db.prepare<[string], { body: string }>('SELECT body FROM footage WHERE id = ?').get(id);
  return row && (JSON.parse(row.body) as Footage);
}

/** In order of receipt and stream; of one exhibit, or of all. */
export function listFootage(db: Database, exhibit?: ExhibitId): Footage[] {
  const rows = db
    .prepare<[{ exhibit: string | null }], { body: string }>('SELECT footage.body FROM footage JOIN exhibit ON exhibit.id = footage.exhibit WHERE @exhibit IS NULL OR exhibit.id = @exhibit ORDER BY exhibit.entry, stream')
    .all({ exhibit: exhibit ?? null });
  return rows.map((row) => JSON.parse(row.body) as Footage);
}

/** Footage as it is recorded of what the decoder said. */
export function footageOf(facts: StreamFacts, id: FootageId, exhibit: ExhibitId, clock: Footage['clock']): Footage {
  const { index, timeBase, startTicks, durationTicks, averageRate, nominalRate, ...same } = facts;
  const rate = (value: TimeBase | null) => (value === null ? null : `${value.num}/${value.den}`);
  return {
    ...same,
    id,
    exhibit,
    stream: index,
    timeBase: `${timeBase.num}/${timeBase.den}`,
    startTicks: startTicks === null ? null : String(startTicks),
    durationTicks: durationTicks === null ? null : String(durationTicks),
    averageRate: rate(averageRate),
    nominalRate: rate(nominalRate),
    clock,
  };
}

/** The reverse of footageOf: what the decoder said of the stream at receipt. */
export function streamFacts(footage: Footage): StreamFacts {
  const { id: _id, exhibit: _exhibit, clock: _clock, stream, timeBase, startTicks, durationTicks, averageRate, nominalRate, ...same } = footage;
  return {
    ...same,
    index: stream,
    timeBase: parseTimeBase(timeBase),
    startTicks: startTicks === null ? null : BigInt(startTicks),
    durationTicks: durationTicks === null ? null : BigInt(durationTicks),
    averageRate: averageRate === null ? null : parseTimeBase(averageRate),
    nominalRate: nominalRate === null ? null : parseTimeBase(nominalRate),
  };
}

/** The container's part of an exhibit. */
export function containerOf(facts: ContainerFacts): Exhibit['container'] {
  return { format: facts.format, durationUs: facts.durationUs === null ? null : String(facts.durationUs), messages: [...facts.messages] };
}

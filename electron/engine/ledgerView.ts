/** @file Reading the ledger for a person: entries by number, those that fit a filter, the proof of one, the newest checkpoint. Nothing is recorded. */
import type { Database } from 'better-sqlite3';
import { acts, commitmentsOf, type Act, type Entry } from '../core/entry.ts';
import { actorWords, entryWords, groupOf, type ActGroup, type Names } from '../core/entryWords.ts';
import { Failure } from '../core/failure.ts';
import { sightOf, withholds, type EntryLine, type EntryProof, type LedgerHead, type ShownCheckpoint } from '../core/ledgerView.ts';
import type { Member } from '../core/role.ts';
import { visible } from '../core/visible.ts';
import { openCheckpoint } from '../ledger/checkpoint.ts';
import { verifySignature } from '../ledger/ed25519.ts';
import { HASH_BYTES, leafHash } from '../ledger/merkle.ts';
import { buildProofTree, inclusionProof, verifyInclusion } from '../ledger/proof.ts';
import { ledgerOrigin } from './caseFolder.ts';
import type { Case } from './caseFolder.ts';
import { entriesOf } from './records.ts';

/** null: not filtered by that. `person`: a public key, or 'program'. `about`: id of an exhibit, or the number of a search, authority, list … */
export interface EntryFilter {
  readonly group: ActGroup | null;
  readonly person: string | null;
  readonly about: string | null;
  /** RFC 3339. */
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string | null;
}

type Viewed = Pick<Case, 'db' | 'facts' | 'operator'>;

/** Failure 'case-locked': without knowing who asks, nothing is shown. */
function viewer({ operator }: Viewed): Member {
  if (operator === null) throw new Failure('case-locked', { folder: '' });
  return operator;
}

export function ledgerHead(opened: Viewed): LedgerHead {
  const { db } = opened;
  const joined = entriesOf(db, 'case-created', 'member-added').map(({ act, body }) => (act === 'case-created' ? body.operator : body));
  return {
    entries: entryCount(db), withholds: withholds(viewer(opened).roles), checkpoint: newestCheckpoint(opened),
    people: [...new Map(joined.map(({ name, publicKey }) => [publicKey, { name, publicKey }])).values()],
  };
}

/** The entries of these numbers, in the order asked for; numbers that there are not are left out. */
export function entryLines(opened: Viewed, indexes: readonly number[]): EntryLine[] {
  const { db } = opened;
  const person = viewer(opened), names = namesOf(db);
  const read = db.prepare<[number], string>('SELECT json FROM entry WHERE idx = ?').pluck();
  const kept = db.prepare<[string], number>('SELECT 1 FROM kept WHERE digest = ?').pluck();
  return indexes.flatMap((index) => {
    const json = read.get(index);
    return json === undefined ? [] : [lineOf(JSON.parse(json) as Entry, person, names, (digest) => kept.get(digest) !== undefined)];
  });
}

function lineOf(entry: Entry, person: Member, names: Names, isKept: (digest: string) => boolean): EntryLine {
  const { index, at, act, actor } = entry;
  if (sightOf(act, isOwn(entry, person), person.roles) === 'nothing') return { index, withheld: true };
  const digests = commitmentsOf(entry);
  const kept = digests.filter(isKept).length;
  return { index, withheld: false, at, by: actorWords(actor), act, group: groupOf[act], did: visible(entryWords(entry, names).replace(folder, notShown)), texts: { kept, erased: digests.length - kept } };
}

function isOwn({ actor }: Pick<Entry, 'actor'>, person: Member): boolean {
  return 'key' in actor && actor.key === person.publicKey;
}

/** Numbers of the entries that fit, oldest first. What is kept from the person fits nothing, so that no filter tells of it. */
export function findEntries(opened: Viewed, { group, person, about, from, to, text }: EntryFilter): number[] {
  const { db } = opened;
  const me = viewer(opened);
  const wanted = (Object.keys(acts) as Act[]).filter((act) => group === null || groupOf[act] === group);
  // Whoever sees a sentence and not its bytes must not find it by its bytes.
  const sights = { others: wanted.filter((act) => sightOf(act, false, me.roles) === 'whole'), own: wanted.filter((act) => sightOf(act, true, me.roles) === 'whole' || (text === null && sightOf(act, true, me.roles) === 'words')) };
  const needles = about === null ? [] : needlesOf(db, about);
  const rows = db.prepare<[object], number>(`
    SELECT idx FROM entry WHERE (json ->> '$.act' IN (SELECT value FROM json_each(@others)) OR (json ->> '$.act' IN (SELECT value FROM json_each(@own)) AND json ->> '$.actor.key' = @me))
      AND (@person IS NULL OR json ->> '$.actor.key' IS @person OR (@person = 'program' AND json ->> '$.actor.machine' IS NOT NULL))
      AND (@from IS NULL OR json ->> '$.at' >= @from) AND (@to IS NULL OR json ->> '$.at' <= @to)
      AND (@text IS NULL OR instr(lower(json), lower(@text)) > 0)
      AND (@needles IS NULL OR EXISTS (SELECT 1 FROM json_each(@needles) WHERE instr(entry.json, value) > 0))
    ORDER BY idx`).pluck();
  const utc = (moment: string | null) => (moment === null ? null : new Date(moment).toISOString());
  return rows.all({
    others: JSON.stringify(sights.others), own: JSON.stringify(sights.own), me: me.publicKey, person, from: utc(from), to: utc(to),
    // As canonical JSON writes what was typed.
    text: text === null ? null : JSON.stringify(text).slice(1, -1), needles: about === null ? null : JSON.stringify(needles),
  });
}

/** Texts by which entries name the thing: of an exhibit also its footage and runs, of a search also its line-ups. */
function needlesOf(db: Database, about: string): string[] {
  const footage = db.prepare<[string], string>('SELECT id FROM footage WHERE exhibit = ?').pluck().all(about);
  const runs = footage.flatMap((id) => db.prepare<[string], string>('SELECT id FROM run WHERE footage_id = ?').pluck().all(id));
  const lineups = about.startsWith('S-') ? entriesOf(db, 'lineup-created').flatMap(({ body }) => (body.search === about ? [body.lineup] : [])) : [];
  // Ids of content stand within longer ones (tracks); numbered things have to be whole.
  return [about, ...footage, ...runs, ...lineups].map((id) => (/^[A-Z]-/.test(id) ? `"${id}"` : id));
}

/** Failure 'entry-unknown'. */
export function proveEntry(opened: Viewed, index: number): EntryProof {
  const { db } = opened;
  const person = viewer(opened);
  const row = db.prepare<[number], { json: string; signature: Buffer | null }>('SELECT json, signature FROM entry WHERE idx = ?').get(index);
  if (!row) throw new Failure('entry-unknown', { entry: index });
  const entry = JSON.parse(row.json) as Entry;
  const sight = sightOf(entry.act, isOwn(entry, person), person.roles);
  const leaf = leafHash(Buffer.from(row.json));
  const checkpoint = newestCheckpoint(opened);
  const tree = buildProofTree(Buffer.concat(db.prepare<[number], Buffer>('SELECT leaf FROM entry WHERE idx < ? ORDER BY idx').pluck().all(checkpoint.size)));
  const proof = index < checkpoint.size && checkpoint.size <= tree.size ? inclusionProof(tree, index, checkpoint.size) : [];
  const signed = openCheckpoint(checkpoint.note, ledgerOrigin(opened.facts.id), Buffer.from(opened.facts.publicKey, 'hex'));
  const { json: read, folders } = withoutFolders(entry);
  return {
    line: entryLines(opened, [index])[0]!, leaf: leaf.toString('hex'), checkpoint,
    json: sight === 'whole' && !folders ? row.json : null,
    recorded: sight === 'whole' ? read : null,
    signature: sight !== 'nothing' && row.signature !== null && 'key' in entry.actor
      ? { by: entry.actor.operator, publicKey: entry.actor.key, bytes: row.signature.toString('hex'), holds: verifySignature(Buffer.from(entry.actor.key, 'hex'), Buffer.from(row.json), row.signature) } : null,
    steps: sidesOf(index, checkpoint.size).map((side, i) => ({ side, hash: Buffer.from(proof[i] ?? []).toString('hex') })),
    holds: signed !== null && verifyInclusion(index, checkpoint.size, leaf, proof, signed.root),
  };
}

/** For each step from the leaf up: where the other half stands (RFC 9162, 2.1.3.2). */
function sidesOf(index: number, size: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  for (let node = index, last = size - 1; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2)) {
    if (node % 2 === 1) sides.push('left');
    else if (node < last) sides.push('right');
  }
  return sides;
}

/** A place on a machine, alone or quoted in a sentence. The window names things by id. */
const folder = /^(?:\/|[A-Za-z]:[\\/]|\\\\).*|(?<=“)(?:\/|[A-Za-z]:[\\/]|\\\\)[^”]*(?=”)/gs;
const notShown = '(a place on the machine, recorded and not shown here)';

/** The entry to be read, with places on this machine left out. */
function withoutFolders(entry: Entry): { readonly json: string; readonly folders: boolean } {
  let folders = false;
  const json = JSON.stringify(entry, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    const without = key === 'path' ? notShown : value.replace(folder, notShown);
    folders ||= without !== value;
    return without;
  }, 2);
  return { json, folders };
}

function entryCount(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(idx) + 1, 0) FROM entry').pluck().get()!;
}

function newestCheckpoint({ db, facts }: Viewed): ShownCheckpoint {
  const row = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1').get();
  if (!row) throw new Failure('case-damaged', { folder: facts.reference, reason: 'no checkpoint is kept; run “ledger verify”' });
  const at = db.prepare<[number], string>("SELECT json ->> '$.at' FROM entry WHERE idx = ?").pluck().get(row.size - 1) ?? '';
  return { ...row, root: Buffer.from(row.note.split('\n')[2] ?? '', 'base64').subarray(0, HASH_BYTES).toString('hex'), at, publicKey: facts.publicKey };
}

function namesOf(db: Database): Names {
  const exhibit = db.prepare<[string], { reference: string; name: string }>('SELECT reference, name FROM exhibit WHERE id = ?');
  const footage = db.prepare<[string], { exhibit: string; stream: number; camera: string | null }>('SELECT exhibit, stream, camera FROM footage JOIN exhibit ON exhibit.id = footage.exhibit WHERE footage.id = ?');
  const run = db.prepare<[string], string>('SELECT footage_id FROM run WHERE id = ?').pluck();
  const names: Names = {
    exhibit(id) {
      const row = exhibit.get(id);
      return row ? `the exhibit ${row.reference} (${row.name})` : `the exhibit ${id.slice(0, 8)}…`;
    },
    footage(id) {
      const row = footage.get(id);
      if (!row) return `the footage ${id.slice(0, 8)}…`;
      return `${names.exhibit(row.exhibit)}${row.camera === null ? '' : `, camera ${row.camera}`}${row.stream === 0 ? '' : `, stream ${row.stream}`}`;
    },
    run(id) {
      const of = run.get(id);
      return of === undefined ? `the run ${id.slice(0, 8)}…` : names.footage(of);
    },
  };
  return names;
}


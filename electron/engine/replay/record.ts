/**
 * @file What a bundle records of its searches, as far as replay starts from it: acts from the entries of the ledger (signed, proved to be
 * included), names of files from the disclosure. Everything is read by a strict form and believed no further.
 */
import { splitTrack } from '../../core/ids.ts';
import { z } from 'zod';
import type { Body, Entry } from '../../core/entry.ts';
import { readEntry } from '../../core/entry.ts';
import type { Exhibit, Footage } from '../../core/exhibit.ts';
import { shown } from '../../core/failure.ts';
import { contentId, count, moment, numbered, sha256, text, track } from '../../core/forms.ts';
import { PackDescription, packDimension } from '../../core/modelPack.ts';
import { canonical, parseCanonical } from '../../ledger/canonical.ts';
import { sha256 as sha256Of } from '../hash.ts';
import type { Reading } from './reading.ts';

/** Decimal, of 64 bits at the most. */
export const ticks = z.string().regex(/^-?(0|[1-9][0-9]{0,18})$/);
const file = z.strictObject({ path: text, sha256 });
const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** A candidate as `core/search.ts` states it. */
const candidate = z.strictObject({
  rank: z.number().int().positive(), trackId: track, score: z.number(), exhibit: z.string(), camera: z.string(), footageId: contentId, bestTicks: ticks,
  timeBase: z.string(), wallTime: z.strictObject({ utc: moment, uncertaintyMs: z.number().nullable() }).nullable(), box, quality: z.number(),
  expected: z.strictObject({ value: z.number().nullable(), low: z.number(), high: z.number() }).nullable(),
});
export type RecordedCandidate = z.infer<typeof candidate>;
/** What stands in a list in place of a candidate that was erased: the digest that it had. */
const erased = z.strictObject({ rank: z.number().int().positive(), erased: sha256 });

/** Of what a bundle discloses of a search, the parts that replay reads; other parts may be there. */
const disclosedSearch = z.object({
  id: numbered('S'),
  answered: z.unknown(),
  probes: z.array(z.object({ id: contentId, probe: z.object({ box }).nullable(), image: file.nullable(), vector: file.nullable() })),
  pack: PackDescription,
  vectors: z.strictObject({ rows: count, dimension: count, values: file, index: file }),
  pictures: z.array(z.object({ rank: count, track, ticks, frameSha256: sha256 })),
});
const disclosure = z.object({ format: z.literal('retrace-bundle/1'), searches: z.array(z.unknown()) });

/** A search of the bundle: what the ledger says of it, and where the bundle has the rest. */
export interface RecordedSearch {
  readonly id: string;
  readonly request: Body<'search-requested'>;
  readonly answered: Body<'search-answered'>;
  readonly files: z.infer<typeof disclosedSearch>;
  /** Tracks of its runs that were erased after it was answered; not all of them need have been in its scope. */
  readonly erasedSince: ReadonlySet<string>;
}

export interface BundleRecord {
  readonly searches: readonly RecordedSearch[];
  /** By id. Footage with the clock that was stated last. */
  readonly exhibits: ReadonlyMap<string, Exhibit>;
  readonly footage: ReadonlyMap<string, Footage>;
  readonly runs: ReadonlyMap<string, Body<'index-started'>>;
  readonly probes: ReadonlyMap<string, Body<'probe-added'>>;
}

/** Reads the record of a bundle. Searches of which something is missing are noted and left out; those without an answer have nothing to replay. */
export async function readRecord(reading: Reading): Promise<BundleRecord> {
  const entries = await readEntries(reading);
  const bodies = <A extends Wanted>(act: A): Body<A>[] => entries[act].map(({ body }) => body);
  const footage = [...bodies('exhibit-received'), ...bodies('clock-stated')].flatMap((body) => body.footage);
  return {
    searches: await readSearches(reading, entries),
    exhibits: new Map(bodies('exhibit-received').map(({ exhibit }) => [exhibit.id, exhibit])),
    footage: new Map(footage.map((each) => [each.id, each])),
    runs: new Map(bodies('index-started').map((body) => [body.run, body])),
    probes: new Map(bodies('probe-added').map((body) => [body.probe, body])),
  };
}

const wanted = ['exhibit-received', 'clock-stated', 'index-started', 'probe-added', 'search-requested', 'search-answered', 'erased'] as const;
type Wanted = (typeof wanted)[number];
type Entries = { readonly [A in Wanted]: { readonly index: number; readonly body: Body<A> }[] };

const line = z.object({ json: z.string() });
const actOf = z.object({ act: z.string() });

/** Entries of other acts, also of such as this program does not know, are left to the check of the ledger. */
async function readEntries(reading: Reading): Promise<Entries> {
  const entries: Entries = { 'exhibit-received': [], 'clock-stated': [], 'index-started': [], 'probe-added': [], 'search-requested': [], 'search-answered': [], 'erased': [] };
  let number = 0;
  for await (const written of reading.lines('ledger/entries.jsonl')) {
    number += 1;
    const outer = line.safeParse(parseCanonical(written));
    const value = outer.success ? parseCanonical(outer.data.json) : undefined;
    const act = actOf.safeParse(value);
    if (act.success && !isWanted(act.data.act)) continue;
    const read = act.success ? readEntry(value) : null;
    if (read === null || 'problems' in read) reading.note('replay-record', `Line ${number} of ledger/entries.jsonl holds no entry that can be read.`);
    else if (isWanted(read.entry.act)) (entries[read.entry.act] as { index: number; body: Entry['body'] }[]).push({ index: read.entry.index, body: read.entry.body });
  }
  return entries;
}

function isWanted(act: string): act is Wanted {
  return (wanted as readonly string[]).includes(act);
}

async function readSearches(reading: Reading, entries: Entries): Promise<RecordedSearch[]> {
  const { note } = reading;
  const written = await reading.text('data/disclosure.json');
  const outer = disclosure.safeParse(parseCanonical(written?.replace(/\n$/, '') ?? ''));
  if (!outer.success) {
    note('replay-record', 'The file disclosure.json of the bundle is missing or not one that this program writes.');
    return [];
  }
  const found: RecordedSearch[] = [];
  for (const [i, value] of outer.data.searches.entries()) {
    const files = disclosedSearch.safeParse(value);
    if (!files.success) {
      note('replay-record', `Search number ${i + 1} of disclosure.json is not in the form that this program writes: ${files.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`).map(shown).join('; ')}.`);
      continue;
    }
    const { id, pack, vectors, answered: stated } = files.data;
    const requests = entries['search-requested'].filter(({ body }) => body.search === id);
    const answers = entries['search-answered'].filter(({ body }) => body.search === id);
    const [request, answered] = [requests[0]?.body, answers[0]?.body];
    if (request && !answered && stated === null) continue;
    if (!request || !answered || requests.length + answers.length > 2) note('replay-record', `The bundle has ${requests.length} entries that ask for the search ${id} and ${answers.length} that answer it; one of each is needed.`);
    else if (sha256Of(canonical(pack)) !== request.pack.digest) note('replay-record', `The description of the model pack that the bundle has for ${id} is not the one that the search names.`);
    else if (request.sought.length !== answered.answers.length || request.sought.some(({ probe }, place) => probe !== answered.answers[place]?.probe)) note('replay-record', `The answers of ${id} are not to the probes that were asked for.`);
    else if (vectors.dimension !== packDimension(pack)) note('replay-record', `The vectors of ${id} have ${vectors.dimension} numbers each; the model pack makes ${packDimension(pack)}.`);
    else if (found.some((each) => each.id === id)) note('replay-record', `disclosure.json has the search ${id} twice.`);
    else found.push({ id, request, answered, files: files.data, erasedSince: erasedSince(entries, answers[0]!.index, request) });
  }
  return found;
}

function erasedSince(entries: Entries, answer: number, request: Body<'search-requested'>): Set<string> {
  const runs = new Set(request.footage.map(({ run }) => run));
  const tracks = entries['erased'].filter(({ index }) => index > answer).flatMap(({ body }) => body.tracks.map(({ track: each }) => each));
  return new Set(tracks.filter((each) => runs.has(splitTrack(each)[0])));
}

/** The candidate of a canonical line, an erased one, or undefined where the line is neither. */
export function readCandidate(text: string): RecordedCandidate | z.infer<typeof erased> | undefined {
  const read = z.union([candidate, erased]).safeParse(parseCanonical(text));
  return read.success ? read.data : undefined;
}

/**
 * @file The files of a search in a bundle, below `search/<id>/`: what was asked and answered, every candidate, the probes with their
 * vectors, and every vector that was compared, so that the other side can compare again.
 *
 * [Note: Lines of candidates] Line n of `candidates.jsonl` (`candidates-2.jsonl` for the second answer, and so on) is the canonical JSON
 * of rank n: first the candidates, then the nearest of the rest. The SHA-256 of a line without its line feed is the candidate's digest, and the
 * SHA-256 of the canonical JSON of the list of these digests is what the ledger's entry `search-answered` states. In place of a
 * candidate whose track was erased since, the line is `{"erased":<digest>,"rank":n}`.
 */
import { existsSync } from 'node:fs';
import type { BundleFile, DisclosedProbe, VectorFiles } from '../../core/disclosure.ts';
import { trackId } from '../../core/ids.ts';
import type { RunId } from '../../core/ids.ts';
import { packDimension } from '../../core/modelPack.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import type { Answer } from '../../core/search.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { BagWriter } from '../../bundle/bag.ts';
import type { Case } from '../caseFolder.ts';
import { hashFile, sha256 } from '../hash.ts';
import { imagePath } from '../probing.ts';
import type { GatheredSearch } from './gather.ts';

/** Writes `search.json` and the lines of candidates. */
export async function writeAnswers(bag: BagWriter, search: GatheredSearch): Promise<void> {
  const { id, requestedAt, requestedBy, request, answered, stopped, result } = search;
  await bag.file(`search/${id}/search.json`, `${canonical({ id, requestedAt, requestedBy, request, answered, stopped, result })}\n`);
  for (const [i, answer] of (result?.answers ?? []).entries()) await bag.stream(`search/${id}/candidates${i === 0 ? '' : `-${i + 1}`}.jsonl`, chunked(candidateLines(answer)));
}

function* candidateLines({ candidates, erased, rest }: Answer): Generator<string> {
  for (const part of [{ there: candidates, gone: erased }, { there: rest.nearest, gone: rest.erased }]) {
    const lines = [...part.there.map((c) => ({ rank: c.rank, line: canonical(c) })), ...part.gone.map(({ rank, digest }) => ({ rank, line: canonical({ erased: digest, rank }) }))];
    for (const { line } of lines.sort((a, b) => a.rank - b.rank)) yield line;
  }
}

/** Copies the probes' images as they were added, and writes the vectors that were searched with. What was erased has neither. */
export async function writeProbes(bag: BagWriter, opened: Case, { id: search, request, probes }: GatheredSearch): Promise<DisclosedProbe[]> {
  const stored = opened.db.prepare<[string, string], { vector: Buffer }>('SELECT vector FROM probe_vector WHERE probe_id = ? AND pack_digest = ?');
  const put = async (name: string, write: (path: string) => Promise<{ readonly sha256: string }>) => named(`search/${search}/${name}`, await write(`search/${search}/${name}`));
  const written: DisclosedProbe[] = [];
  for (const [i, gathered] of probes.entries()) {
    const number = i === 0 ? '' : `-${i + 1}`;
    const { probe, id } = gathered;
    const vector = stored.get(id, request.pack.digest)?.vector;
    // A vector that is not the one the request names would answer another question.
    const searchedWith = vector && request.sought.some((each) => each.probe === id && each.vectorSha256 === sha256(vector)) ? vector : undefined;
    const kept = probe && imagePath(opened, probe.imageSha256);
    const image = kept && existsSync(kept) && (await hashFile(kept)).sha256 === probe.imageSha256 ? kept : null;
    written.push({
      ...gathered,
      image: probe && image ? await put(`probe${number}${ending(probe.imageName)}`, (path) => bag.copy(path, image)) : null,
      vector: searchedWith ? await put(`probe-vector${number}.f32`, (path) => bag.file(path, searchedWith)) : null,
    });
  }
  return written;
}

/** The ending says what kind of picture it is; no other part of a name that came from outside is used. */
function ending(name: string): string {
  return /\.(png|jpe?g|webp|tiff?|gif|avif|bmp)$/i.exec(name)?.[0].toLowerCase() ?? '.picture';
}

interface VectorRow {
  readonly track: bigint;
  readonly ticks: bigint;
  readonly quality: number;
  readonly vector: Buffer;
}

/** How many rows are read at a time: memory stays flat, and the database is free for others in between. */
const ROWS_AT_ONCE = 2000;

/** Every vector in the scope of the search, in order of its runs, then track and ticks. */
function* vectorRows(opened: Case, { request }: GatheredSearch): Generator<VectorRow & { readonly run: string }> {
  const page = opened.db.prepare<[Record<string, unknown>], VectorRow>(
    `SELECT e.track, e.ticks, s.quality, e.vector FROM embedding e JOIN run ON run.number = e.run JOIN sighting s ON s.run = e.run AND s.track = e.track AND s.ticks = e.ticks
     WHERE run.id = @run AND (e.track, e.ticks) > (@track, @ticks) AND (@from IS NULL OR e.ticks >= @from) AND (@to IS NULL OR e.ticks <= @to) AND s.quality >= @quality
     ORDER BY e.track, e.ticks LIMIT ${ROWS_AT_ONCE}`,
  ).safeIntegers(true);
  const quality = Math.fround(request.asked.minimumQuality);
  for (const { run, fromTicks, toTicks } of request.footage) {
    const scope = { run, quality, from: fromTicks === null ? null : BigInt(fromTicks), to: toTicks === null ? null : BigInt(toTicks) };
    let track = -1n, ticks = 0n;
    for (;;) {
      const rows = page.all({ ...scope, track, ticks });
      for (const row of rows) yield { ...row, run };
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) break;
      ({ track, ticks } = last);
    }
  }
}

/** Writes the vectors that were compared and which sighting each is of. */
export async function writeVectors(bag: BagWriter, opened: Case, search: GatheredSearch, pack: LoadedPack): Promise<VectorFiles> {
  const values = `search/${search.id}/vectors.f32`, index = `search/${search.id}/vectors.jsonl`;
  let rows = 0;
  const bytes = function* (): Generator<Uint8Array> {
    for (const { vector } of vectorRows(opened, search)) {
      rows += 1;
      yield vector;
    }
  };
  const lines = function* (): Generator<string> {
    for (const { run, track, ticks, quality } of vectorRows(opened, search)) yield canonical({ quality, ticks: String(ticks), track: trackId(run as RunId, Number(track)) });
  };
  const written = { values: named(values, await bag.stream(values, gathered(bytes()))), index: named(index, await bag.stream(index, chunked(lines()))) };
  return { rows, dimension: packDimension(pack.description), ...written };
}

/** What decides which vectors lie in the scope: searches that have it in common share the files. */
export function scopeKey({ request }: GatheredSearch): string {
  return canonical({ footage: request.footage.map(({ run, fromTicks, toTicks }) => ({ run, fromTicks, toTicks })), quality: request.asked.minimumQuality });
}

function named(path: string, { sha256: digest }: { readonly sha256: string }): BundleFile {
  return { path, sha256: digest };
}

const CHUNK_BYTES = 2 ** 18;

/** Lines with their line feeds, many at a time. */
function* chunked(lines: Iterable<string>): Generator<Uint8Array> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < CHUNK_BYTES) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

/** Small pieces, many at a time. */
function* gathered(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let held: Uint8Array[] = [], bytes = 0;
  for (const piece of pieces) {
    held.push(piece);
    if ((bytes += piece.length) < CHUNK_BYTES) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (held.length > 0) yield Buffer.concat(held);
}

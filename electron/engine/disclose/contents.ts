/** @file The payload of a bundle: every file below its `data/` folder, in the order in which they are made. What each is for is in resources/bundle/README.txt. */
import type { Disclosure, DisclosedExhibit, DisclosedSearch } from '../../core/disclosure.ts';
import { Failure } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { LoadedPack } from '../../core/modelPack.ts';
import { canonical } from '../../ledger/canonical.ts';
import type { BagWriter } from '../../bundle/bag.ts';
import type { Case } from '../caseFolder.ts';
import type { Natives } from '../natives.ts';
import type { RecordedEntry } from '../records.ts';
import { accuracyStatement } from './accuracy.ts';
import { calibrationsOf } from './calibrations.ts';
import { caseUco } from './caseUco.ts';
import { keptLines } from './disclosedEntries.ts';
import { doubts } from './doubts.ts';
import type { Gathered, GatheredSearch } from './gather.ts';
import { notDone } from './notDone.ts';
import { writePictures } from './pictures.ts';
import type { PictureWish } from './pictures.ts';
import { reportHtml } from './report/html.ts';
import { isPlainPng } from './report/png.ts';
import { reportPdf } from './report/pdf.ts';
import { reportOf } from './report/report.ts';
import { scheduleCsv } from './schedule.ts';
import { scopeKey, writeAnswers, writeProbes, writeVectors } from './searchFiles.ts';

/** What a payload is made from. */
export interface Payload {
  readonly bundle: string;
  readonly made: Disclosure['made'];
  readonly gathered: Gathered;
  readonly exhibits: readonly DisclosedExhibit[];
  /** The entries that are disclosed, without the one about this bundle. */
  readonly entries: readonly RecordedEntry[];
  readonly entriesInLedger: number;
  readonly footageInCase: number;
  /** Digest -> pack, for every search. */
  readonly packs: ReadonlyMap<string, LoadedPack>;
  readonly wish: PictureWish;
  /** Text of the bundle's own README. */
  readonly readme: string;
}

/** Writes everything; gives what the bundle says, as it also stands in `disclosure.json`. */
export async function writePayload(bag: BagWriter, opened: Case, payload: Payload, natives: Natives, job: Job): Promise<Disclosure> {
  const { bundle, made, gathered, exhibits, entries, entriesInLedger, footageInCase, packs, readme } = payload;
  const searches = await writeSearches(bag, opened, gathered.searches, payload, natives, job);
  const calibrations = calibrationsOf(opened.db, gathered);
  const source = { ...gathered, calibrations, format: 'retrace-bundle/1' as const, bundle, made, exhibits, searches };
  const disclosure: Disclosure = {
    ...source, undermining: doubts(source), notDone: notDone(source, footageInCase), entries: { total: entriesInLedger, disclosed: entries.length },
  };
  const json = (path: string, value: unknown) => bag.file(path, `${canonical(value)}\n`);
  // Without a line feed: the file's own SHA-256 is the pack's digest.
  for (const [i, pack] of [...packs.values()].entries()) await bag.file(`pack/pack${i === 0 ? '' : `-${i + 1}`}.json`, canonical(pack.description));
  await json('disclosure.json', disclosure);
  await json('undermining.json', { undermining: disclosure.undermining, notDone: disclosure.notDone });
  await json('accuracy-statement.json', accuracyStatement(source));
  await json('case-uco.jsonld', caseUco(disclosure));
  await json('schedule.json', { searches: disclosure.schedule, checks: disclosure.checks });
  await bag.file('schedule.csv', scheduleCsv(disclosure.schedule, disclosure.checks));
  await json('settings.json', settingsOf(disclosure));
  await bag.stream('kept.jsonl', bytesOf(keptLines(opened.db, entries, made.searches === null)));
  await bag.file('README.txt', readme);
  const report = reportOf(disclosure);
  await bag.file('report.html', reportHtml(report));
  await bag.stream('report.pdf', reportPdf(report, async (path) => asPng(await bag.read(path), path, natives)));
  return disclosure;
}

async function writeSearches(bag: BagWriter, opened: Case, gathered: readonly GatheredSearch[], { exhibits, packs, wish }: Payload, natives: Natives, job: Job): Promise<DisclosedSearch[]> {
  const usable = new Set<string>(exhibits.filter(({ now }) => now === 'as-received').map(({ exhibit }) => exhibit.id));
  const vectors = new Map<string, DisclosedSearch['vectors']>();
  const written: DisclosedSearch[] = [];
  for (const search of gathered) {
    const pack = packs.get(search.request.pack.digest)!;
    await writeAnswers(bag, search);
    const probes = await writeProbes(bag, opened, search);
    const key = `${pack.digest} ${scopeKey(search)}`;
    const files = vectors.get(key) ?? (await writeVectors(bag, opened, search, pack));
    vectors.set(key, files);
    const wanted = wish.pictures > 0 && (search.result?.answers[0]?.candidates.length ?? 0) > 0;
    const analyser = wanted ? await natives.openAnalyser(pack) : null;
    const pictures = analyser ? await writePictures(bag, opened, search, usable, wish, natives, analyser, job).finally(() => analyser.close()) : { pictures: [], withoutPictures: [] };
    written.push({ ...search, probes, pack: pack.description, vectors: files, ...pictures });
  }
  return written;
}

/** A probe's picture may be of any kind; what cannot be shown is left out. */
async function asPng(bytes: Uint8Array, path: string, natives: Natives): Promise<Uint8Array | null> {
  if (isPlainPng(bytes)) return bytes;
  try {
    return await natives.encodePng(await natives.readPicture(bytes, path));
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Everything that was set, in one place: what decides the numbers. */
function settingsOf({ exhibits, searches, made }: Disclosure): unknown {
  return {
    runs: exhibits.flatMap(({ exhibit, footage }) => footage.flatMap(({ footage: each, runs }) => runs.map(({ run, pack, decoder, settings, machine }) => ({ run, exhibit: exhibit.id, footage: each.id, pack, decoder, settings, machine })))),
    searches: searches.map(({ id, request: { pack, asked, limit, threshold, software, machine, selfTest } }) => ({ search: id, pack, asked, limit, threshold, software, machine, selfTest })),
    bundle: { software: made.software, faces: made.faces, whyNotBlurred: made.whyNotBlurred, pictures: made.pictures, clips: made.clips },
  };
}

function* bytesOf(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line);
}

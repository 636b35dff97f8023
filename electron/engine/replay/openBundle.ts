/** @file What all work with a bundle begins with: it is checked, its record is read, and what this machine has for it is found. */
import { openSource } from '../../bundle/openSource.ts';
import { verifyBundle } from '../../bundle/verify.ts';
import { Failure } from '../../core/failure.ts';
import type { Finding } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import type { FaceAnalyser } from '../../../native/faces/faceAnalyser.ts';
import { listPacks, loadPack } from '../models.ts';
import type { Natives } from '../natives.ts';
import { openReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { readRecord } from './record.ts';
import type { BundleRecord, RecordedSearch } from './record.ts';
import { nothing } from './stage.ts';
import type { StageResult, StageState } from '../../core/replaying.ts';

/** A checked bundle. `searches`: the answered ones that were asked for. */
export interface OpenBundle {
  readonly reading: Reading;
  readonly bytes: StageResult;
  readonly record: BundleRecord;
  readonly searches: readonly RecordedSearch[];
}

/**
 * Checks the bundle at `path` (a folder or a zip) and reads its record for `work`. `search`: `S-1`; null: every answered one. What is wrong goes to
 * `findings`. Failures 'bundle-refused' where there is nothing that can be read, 'search-not-in-bundle', 'stopped'.
 */
export async function withBundle(path: string, search: string | null, findings: Finding[], job: Job, work: (bundle: OpenBundle) => Promise<void>): Promise<void> {
  const verified = await verifyBundle(path, null, job).catch((error: unknown) => {
    throw job.signal?.aborted ? new Failure('stopped', { kept: 'Nothing was changed.' }) : error;
  });
  findings.push(...verified.findings);
  const state: StageState = verified.findings.length > 0 ? 'different' : 'same';
  const sentence = state === 'same' ? `All ${verified.files} files are those that were signed, and the ledger’s entries in them are proved. The key of the case is ${verified.caseKey}; that it is the right one has to be known by another way.` : `The bundle is not whole: ${verified.findings.length} ${verified.findings.length === 1 ? 'thing is' : 'things are'} wrong with it. What follows rests on a record that was changed or cannot be proved.`;
  const bytes: StageResult = { stage: 'bytes', search: null, about: 'files', state, amount: { ...nothing, compared: verified.files, exact: state === 'same' ? verified.files : 0, different: verified.findings.length, unit: 'files' }, sentence };
  // What is wrong with names and structure was found by the check before.
  const source = await openSource(path, () => undefined, job.signal);
  if (source === null) throw new Failure('bundle-refused', { bundle: path, problems: verified.findings.map(({ message }) => message) });
  try {
    const reading = openReading(source, findings, job);
    const record = await readRecord(reading);
    const searches = record.searches.filter(({ id }) => search === null || id === search);
    if (searches.length === 0 && record.searches.length > 0) throw new Failure('search-not-in-bundle', { search: search ?? '', known: record.searches.map(({ id }) => id) });
    if (searches.length === 0) reading.note('replay-record', 'The bundle holds no answered search that can be replayed.');
    await work({ reading, bytes, record, searches });
  } finally {
    await source.close();
  }
}

/** The analyser of this machine's pack with this digest; null where there is none. No name that a bundle gives reaches the file system. */
export async function openPack(digest: string, natives: Natives, home: string, job: Job): Promise<FaceAnalyser | null> {
  const pack = (await listPacks(home)).find((each) => each.digest === digest);
  return pack ? natives.openAnalyser(await loadPack(pack.id, home, job)) : null;
}

/** The exhibits whose footage these searches compared. */
export function exhibitsOf({ record, searches }: Pick<OpenBundle, 'record' | 'searches'>): { sha256: string; bytes: number }[] {
  const runs = searches.flatMap(({ request }) => request.footage).flatMap(({ run }) => record.runs.get(run) ?? []);
  return runs.flatMap(({ exhibit, exhibitSha256 }) => {
    const bytes = record.exhibits.get(exhibit)?.bytes;
    return bytes === undefined ? [] : [{ sha256: exhibitSha256, bytes }];
  });
}


/** @file Indexing: every chosen footage through an indexer process, into the record and the vector index; goes on where it was interrupted. */
import { availableParallelism } from 'node:os';
import { Failure } from '../core/failure.ts';
import { uprightSize } from '../core/exhibit.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import type { RunId } from '../core/ids.ts';
import type { Job } from '../core/job.ts';
import { parseTimeBase, ticksToMicroseconds } from '../core/time.ts';
import { canonical } from '../ledger/canonical.ts';
import type { DecoderIdentity } from '../../native/decoder/decoder.ts';
import type { SelfTest } from '../../native/faces/faceAnalyser.ts';
import { asFailure } from './caseFolder.ts';
import type { Case } from './caseFolder.ts';
import { erasedOf } from './erased.ts';
import { checkUnchanged, contentId } from './hash.ts';
import { runIndexer } from './indexerClient.ts';
import type { RunSettings } from './indexPlan.ts';
import { ensureIndex } from './indexState.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import { machineFacts } from './machine.ts';
import { assertBasis } from './members.ts';
import type { Natives } from './natives.ts';
import { footagePace } from './pace.ts';
import { listExhibits, listFootage, streamFacts } from './records.ts';
import { assembleCompleteness, findRun, positionOf, runDigest, writeBatch } from './runs.ts';
import type { RunRow } from './runs.ts';
import { holdAlone } from './alone.ts';

/** An exhibit that could not be indexed, and the sentence why. */
export interface IndexRefusal {
  readonly exhibit: Exhibit;
  readonly failure: Failure;
}

export interface IndexOutcome {
  /** Runs that stand finished now, in order of footage. */
  readonly finished: readonly RunRow[];
  /** Those of them that were finished before and were left alone. */
  readonly already: number;
  readonly refused: readonly IndexRefusal[];
}

interface Work {
  readonly exhibit: Exhibit;
  readonly footage: Footage;
  readonly decoder: DecoderIdentity;
  readonly runId: RunId;
}

/**
 * Indexes the footage of these exhibits with one pack and one set of settings. A finished run is left alone; an interrupted one goes
 * on. Several footages are worked on at once, at most one for each core. Failures: 'role-missing', 'basis-missing', 'nothing-to-index', 'index-running', 'stopped'
 * (what was acknowledged is kept); a failure of one exhibit does not stop the others.
 */
export async function indexExhibits(
  opened: Case, exhibits: readonly Exhibit[], pack: LoadedPack, settings: RunSettings, natives: Natives, home: string, job: Job,
): Promise<IndexOutcome> {
  const { db } = opened;
  opened.demand('index-started');
  assertBasis(db);
  const decoder = await natives.decoder.identity();
  const work = exhibits.flatMap((exhibit) => listFootage(db, exhibit.id).map((footage): Work => ({ exhibit, footage, decoder, runId: runIdOf(footage, pack, settings, decoder) })));
  if (work.length === 0) throw new Failure('nothing-to-index', {});
  const release = holdAlone(opened.folder);
  try {
    const open = work.filter(({ runId }) => findRun(db, runId)?.state !== 'finished');
    const [refused, selfTest] = await Promise.all([refuseChanged(opened, open, job), open.length > 0 ? testPack(pack, natives) : null]);
    const ready = open.filter(({ exhibit }) => !refused.some((refusal) => refusal.exhibit.id === exhibit.id));
    if (selfTest !== null && ready.length > 0) {
      const pace = footagePace(ready.map(({ footage }) => footage), job);
      const cores = availableParallelism();
      const threads = inferenceThreads(cores, ready.length);
      await atOnce(ready, cores, async (each) => {
        try {
          await indexOne(opened, each, pack, settings, natives, home, threads, selfTest, pace.of(each.footage), job);
        } catch (error) {
          if (!(error instanceof Failure) || error.code === 'stopped') throw error;
          refused.push({ exhibit: each.exhibit, failure: error });
        }
      });
    }
    const finished = work.map(({ runId }) => findRun(db, runId)).filter((run): run is RunRow => run?.state === 'finished');
    const vectors = await natives.openVectors(opened.vectorsFolder, packIdentity(pack)).catch((error: unknown) => {
      throw asFailure(error, opened.folder);
    });
    try {
      await ensureIndex(db, vectors, finished.map((run) => run.number));
    } finally {
      await vectors.close();
    }
    refused.sort((a, b) => exhibits.indexOf(a.exhibit) - exhibits.indexOf(b.exhibit));
    return { finished, already: work.length - open.length, refused };
  } finally {
    release();
  }
}

/** A run is what it is made from: the footage, the pack, the decoder and the settings. */
function runIdOf(footage: Footage, pack: LoadedPack, settings: RunSettings, decoder: DecoderIdentity): RunId {
  return contentId({ footage: footage.id, pack: pack.digest, decoder, settings }) as RunId;
}

async function testPack(pack: LoadedPack, natives: Natives): Promise<SelfTest> {
  const analyser = await natives.openAnalyser(pack);
  try {
    return await analyser.selfTest();
  } finally {
    await analyser.close();
  }
}

/** Reads every file again: what is indexed is what was received, or it is refused by name with both hashes. */
async function refuseChanged(opened: Case, work: readonly Work[], job: Job): Promise<IndexRefusal[]> {
  const refused: IndexRefusal[] = [];
  for (const exhibit of new Map(work.map((each) => [each.exhibit.id, each.exhibit])).values()) {
    try {
      await checkUnchanged(exhibit, job);
    } catch (error) {
      if (!(error instanceof Failure) || error.code === 'stopped') throw error;
      opened.write('machine', (append) => append('index-refused', { exhibit: exhibit.id, name: exhibit.name, reason: error.message }));
      refused.push({ exhibit, failure: error });
    }
  }
  return refused;
}

/**
 * [Note: Threads of inference] One thread for each footage where there are as many footages as cores: processes share nothing and two
 * threads take about a sixth more processor time than one. Cores that would stand idle work along; beyond four they gain little at the
 * sizes of detectors. The vectors of 1, 2 and 3 threads are equal bit for bit (a test holds it), so that threads are no setting of a run.
 */
function inferenceThreads(cores: number, footages: number): number {
  return Math.max(1, Math.min(4, Math.floor(cores / footages)));
}

async function indexOne(
  opened: Case, work: Work, pack: LoadedPack, settings: RunSettings, natives: Natives, home: string,
  threads: number, selfTest: SelfTest, reached: (seconds: number) => void, job: Job,
): Promise<void> {
  const { db } = opened;
  const { exhibit, footage, runId } = work;
  const stream = streamFacts(footage);
  const run = openRun(opened, work, pack, settings, natives, selfTest);
  const resume = positionOf(run);
  const timeBase = parseTimeBase(footage.timeBase);
  const start = BigInt(footage.startTicks ?? '0');
  let since = performance.now();
  let position = resume;
  try {
    await runIndexer(natives.launchIndexer(), {
      path: exhibit.path, streamIndex: stream.index, timeBase, ...uprightSize(footage), pack: pack.description.id, packDigest: pack.digest, home, threads, settings, resume,
    }, (batch) => {
      const now = performance.now();
      const put = (): void => writeBatch(db, run.number, batch, (now - since) / 1000);
      if (batch.report === null) {
        try {
          put();
        } catch (error) {
          throw asFailure(error, opened.folder);
        }
        reached(Number(ticksToMicroseconds(batch.lastTicks - start, timeBase)) / 1e6);
      } else {
        // With the last batch the run is closed: were it closed later, a kill in between would make the resumed run end a second time.
        const { report } = batch;
        opened.write('machine', (append) => {
          put();
          const completeness = assembleCompleteness(db, run.number, stream, report, batch.position.looked);
          const digest = runDigest(db, run.number);
          db.prepare(`UPDATE run SET state = 'finished', position = NULL, completeness = ?, digest = ? WHERE number = ?`).run(JSON.stringify(completeness), digest, run.number);
          // Through JSON: the entry's form is that of JSON values, which an interface with readonly arrays is not to the type checker.
          append('index-finished', { run: runId, batches: batch.position.batches, digest, completeness: JSON.parse(JSON.stringify(completeness)) });
        });
      }
      since = now;
      position = batch.position;
    }, job);
    reached(Number.POSITIVE_INFINITY);
  } catch (error) {
    opened.write('machine', (append) => {
      db.prepare(`UPDATE run SET state = 'stopped' WHERE number = ?`).run(run.number);
      const reason = error instanceof Error ? error.message : String(error);
      append('index-stopped', { run: runId, batches: position?.batches ?? 0, frames: position?.taken ?? 0, reason });
    });
    throw error;
  }
}

/** The run's row: new with its entry, or the one that was interrupted, with an entry that it goes on. */
function openRun(opened: Case, { exhibit, footage, decoder, runId }: Work, pack: LoadedPack, settings: RunSettings, natives: Natives, selfTest: SelfTest): RunRow {
  const { db } = opened;
  const known = findRun(db, runId);
  const { id, version, digest } = packIdentity(pack);
  opened.write('operator', (append) => {
    if (known) {
      const position = positionOf(known);
      db.prepare(`UPDATE run SET state = 'running' WHERE number = ?`).run(known.number);
      append('index-resumed', { run: runId, batches: position?.batches ?? 0, frames: position?.taken ?? 0 });
      return;
    }
    db.prepare(
      `INSERT INTO run (id, footage_id, pack_id, pack_digest, decoder, settings, state) VALUES (?, ?, ?, ?, ?, ?, 'running')`,
    ).run(runId, footage.id, id, digest, canonical(decoder), canonical(settings));
    append('index-started', {
      run: runId, footage: footage.id, exhibit: exhibit.id, exhibitSha256: exhibit.sha256, pack: { id, version, digest },
      decoder: JSON.parse(canonical(decoder)), settings: JSON.parse(canonical(settings)), machine: { ...machineFacts(), sandbox: natives.sandbox() }, selfTest: JSON.parse(canonical(selfTest)),
    });
  });
  return findRun(db, runId)!;
}

/** Runs the work with at most `most` at a time, in order. The first error is thrown after everything that had begun has ended. */
async function atOnce<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed: { error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    while (next < items.length && failed === null) {
      const item = items[next++]!;
      try {
        await work(item);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  if (failed !== null) throw (failed as { error: unknown }).error;
}

/**
 * The exhibits that a name means, without those that were erased: an id, or a reference (every file of it); all where no name is given.
 * Failures 'exhibit-unknown', 'item-erased'.
 */
export function chooseExhibits(opened: Case, name: string | null): Exhibit[] {
  const erased = erasedOf(opened.db).exhibits;
  const chosen = listExhibits(opened.db).filter((exhibit) => name === null || exhibit.id === name || exhibit.reference === name);
  const kept = chosen.filter((exhibit) => !erased.has(exhibit.id));
  if (name !== null && chosen.length === 0) throw new Failure('exhibit-unknown', { exhibit: name });
  if (name !== null && kept.length === 0) throw new Failure('item-erased', { kind: 'exhibit', item: name, erasure: erased.get(chosen[0]!.id)! });
  return kept;
}

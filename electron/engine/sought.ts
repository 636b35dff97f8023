/** @file What is searched for: the probes of a search or a check, whether they may be used today, their vectors, and a pack that was tested. */
import type { Database } from 'better-sqlite3';
import { Failure } from '../core/failure.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import type { Probe } from '../core/probe.ts';
import type { ProbeList } from '../core/probeList.ts';
import { bar } from '../core/provenance.ts';
import type { Provenance } from '../core/provenance.ts';
import type { Answer } from '../core/search.ts';
import type { FaceAnalyser, SelfTest } from '../../native/faces/faceAnalyser.ts';
import { recordRefusal } from './authorising.ts';
import type { Case } from './caseFolder.ts';
import type { Natives } from './natives.ts';
import { findProbe, probeVector } from './probing.ts';
import { vectorBytes } from './vectorBytes.ts';

/** A probe and the part it plays. */
export interface Sought {
  readonly probe: Probe;
  readonly role: Answer['role'];
}

/** A probe with, where its picture was edited, the original; the one asked for first. */
export function withOriginal(db: Database, id: string): Sought[] {
  const probe = findProbe(db, id);
  return [{ probe, role: 'probe' }, ...(probe.original === null ? [] : [{ probe: findProbe(db, probe.original), role: 'original' as const }])];
}

/** Calendar date of today (UTC). */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/**
 * Refuses what something stands against: an entry, and the Failure thrown. The ledger, from which nothing can be taken back, names people's
 * pictures by `recorded`; the operator reads them by `shown`.
 */
export function refuseBarred<Name>(opened: Case, what: string | null, authority: string | null, bars: (name: Name) => Failure | null, shown: Name, recorded: Name): void {
  const failure = bars(shown);
  if (failure === null) return;
  recordRefusal(opened, what, authority, bars(recorded)!);
  throw failure;
}

/** Why a picture may not be used today; null where nothing stands against it. */
export function barOf(name: string, provenance: Provenance): Failure | null {
  const code = bar(provenance, today());
  if (code === null) return null;
  return code === 'probe-unconvicted' ? new Failure(code, { probe: name }) : new Failure(code, { probe: name, reviewOn: provenance.reviewOn! });
}

/** Why a list may not be used today, entry by entry; null where nothing stands against it. */
export function barOfList(db: Database, list: ProbeList, name: (probe: Probe) => string): Failure | null {
  if (list.entries.length === 0) return new Failure('list-empty', { list: list.list });
  const entries = list.entries.flatMap(({ probe: id, basis, reviewOn }) => {
    const probe = findProbe(db, id);
    const barred = bar(probe.provenance, today());
    const whys = [
      ...(basis === null ? ['has no lawful basis'] : []),
      ...(reviewOn < today() ? [`is past its review date on the list (${reviewOn})`] : []),
      ...(barred === 'probe-unconvicted' ? ['is a custody photograph of somebody who was not convicted, with no decision to keep it'] : []),
      ...(barred === 'probe-review-past' ? [`is past the review date of its picture (${probe.provenance.reviewOn})`] : []),
    ];
    return whys.length === 0 ? [] : [{ name: name(probe), why: whys.join(' and ') }];
  });
  return entries.length === 0 ? null : new Failure('list-entries-barred', { list: list.list, entries });
}

/** What a tested pack makes of the probes: their vectors, in order, and how its self-test on this machine went. */
export interface Embedded {
  readonly vectors: readonly Float32Array[];
  readonly selfTest: SelfTest;
}

/** Tests the pack on this machine and takes the probes' vectors. A pack that fails is a refusal: an entry and Failure 'pack-nonsense'. */
export async function embedSought(opened: Case, probes: readonly Probe[], pack: LoadedPack, natives: Natives, what: string, authority: string): Promise<Embedded> {
  const analyser = await openTested(pack, natives).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'pack-nonsense') recordRefusal(opened, what, authority, error);
    throw error;
  });
  try {
    const vectors: Float32Array[] = [];
    for (const probe of probes) vectors.push(await probeVector(opened, probe, analyser.analyser, natives));
    return { vectors, selfTest: analyser.selfTest };
  } finally {
    await analyser.analyser.close();
  }
}

async function openTested(pack: LoadedPack, natives: Natives): Promise<{ readonly analyser: FaceAnalyser; readonly selfTest: SelfTest }> {
  const analyser = await natives.openAnalyser(pack);
  const selfTest = await analyser.selfTest();
  if (selfTest.passed) return { analyser, selfTest };
  await analyser.close();
  throw new Failure('pack-nonsense', { pack: pack.description.id, problems: selfTest.problems });
}

/** Keeps the vectors that are searched with, so that the search can be run again from them; within the transaction of the request. */
export function keepVectors(db: Database, sought: readonly Sought[], vectors: readonly Float32Array[], packDigest: string): void {
  const put = db.prepare('INSERT OR IGNORE INTO probe_vector (probe_id, pack_digest, vector) VALUES (?, ?, ?)');
  sought.forEach(({ probe }, i) => put.run(probe.id, packDigest, vectorBytes(vectors[i]!)));
}

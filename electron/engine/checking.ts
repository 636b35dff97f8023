/** @file Checking: one face against the entries of one list, under the same authority and record as a search. Candidates, never an identity. */
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { contentId } from '../core/forms.ts';
import { packIdentity } from '../core/modelPack.ts';
import type { LoadedPack } from '../core/modelPack.ts';
import type { Probe } from '../core/probe.ts';
import type { ListKind } from '../core/probeList.ts';
import { score } from '../core/search.ts';
import type { SelfTest } from '../../native/faces/faceAnalyser.ts';
import { authorityFor, recordRefusal } from './authorising.ts';
import type { Case } from './caseFolder.ts';
import { sha256 } from './hash.ts';
import { keep } from './kept.ts';
import { findList } from './lists.ts';
import { machineFacts, software } from './machine.ts';
import type { Natives } from './natives.ts';
import { findProbe } from './probing.ts';
import { nextNumber } from './records.ts';
import { assertInForce } from './searching.ts';
import { barOf, barOfList, embedSought, keepVectors, refuseBarred } from './sought.ts';
import type { Sought } from './sought.ts';
import { vectorBytes } from './vectorBytes.ts';
import { canonical } from '../ledger/canonical.ts';

/** What is kept of a check beside the ledger: the entries of the list, most alike first. */
export const checkRanking = z.array(z.strictObject({ rank: z.number().int().positive(), probe: contentId, score: z.number() }));

/** `authority` null: the list's own, which is the only one allowed. */
export interface CheckRequest {
  readonly probe: string;
  readonly list: string;
  readonly authority: string | null;
}

export interface CheckResult {
  readonly check: string;
  readonly authority: string;
  readonly list: string;
  readonly kind: ListKind;
  readonly probe: string;
  readonly pack: { readonly id: string; readonly digest: string };
  readonly selfTest: SelfTest;
  /** Every entry of the list, most alike first; ties in order of probe id. */
  readonly ranked: readonly { readonly rank: number; readonly probe: string; readonly label: string; readonly score: number }[];
  readonly warnings: readonly string[];
}

/**
 * Compares one face with every entry of a list. It counts as one search of the list's authority. Failures: as of a search;
 * 'probe-processed' for an edited picture.
 */
export async function check(opened: Case, { probe: id, list: listId, authority: named }: CheckRequest, pack: LoadedPack, natives: Natives): Promise<CheckResult> {
  opened.demand('check-requested');
  const { db } = opened;
  const list = findList(db, listId);
  const probe = findProbe(db, id);
  if (probe.original !== null) throw new Failure('probe-processed', { probe: probe.label, use: 'checked against a list' });
  if (named !== null && named !== list.authority) {
    const failure = new Failure('list-authority', { list: list.list, authority: list.authority });
    recordRefusal(opened, 'check', named, failure);
    throw failure;
  }
  refuseBarred(opened, 'check', list.authority, (name) => barOf(name, probe.provenance), probe.label, probe.id);
  refuseBarred(opened, 'check', list.authority, (name: (probe: Probe) => string) => barOfList(db, list, name), ({ label }) => label, (each) => each.id);
  const sought: Sought[] = [{ probe, role: 'probe' }, ...list.entries.map((entry) => ({ probe: findProbe(db, entry.probe), role: 'entry' as const }))];
  const { authority } = authorityFor(opened, {
    what: 'check', kind: 'search', authority: list.authority, exhibit: null, camera: null, from: null, to: null, origins: [...new Set(sought.map((each) => each.probe.provenance.origin))],
  });
  const { vectors, selfTest } = await embedSought(opened, sought.map((each) => each.probe), pack, natives, 'check', authority.authority);
  const identity = packIdentity(pack);
  const [own, ...others] = vectors.map((vector) => sha256(vectorBytes(vector)));
  const entries = sought.slice(1).map((each, i) => ({ ...each, vector: vectors[i + 1]!, vectorSha256: others[i]! }));
  const number = requestCheck();
  const ranked = entries
    .map((each) => ({ probe: each.probe, score: score(vectors[0]!, each.vector, identity.metric) }))
    .sort((a, b) => b.score - a.score || (a.probe.id < b.probe.id ? -1 : 1))
    .map((each, i) => ({ rank: i + 1, ...each }));
  opened.write('machine', (append) => {
    const kept = keep(db, checkRanking.parse(ranked.map((each) => ({ ...each, probe: each.probe.id }))));
    append('check-answered', { check: number, entriesCompared: ranked.length, ranked: kept });
  });
  return {
    check: number, authority: authority.authority, list: list.list, kind: list.kind, probe: probe.id, pack: { id: identity.id, digest: identity.digest }, selfTest,
    ranked: ranked.map((each) => ({ rank: each.rank, probe: each.probe.id, label: each.probe.label, score: each.score })), warnings: [...probe.warnings, ...(list.entries.some((entry) => entry.probe === id) ? ['It is itself an entry of the list, and so is compared with itself.'] : [])],
  };

  function requestCheck(): string {
    try {
      return opened.write('operator', (append) => {
        assertInForce(opened, authority.authority);
        const check = `C-${nextNumber(db, 'check-requested')}`;
        keepVectors(db, sought, vectors, identity.digest);
        append('check-requested', {
          check, authority: authority.authority, list: list.list, probe: probe.id, vectorSha256: own!, entries: entries.map((each) => ({ probe: each.probe.id, vectorSha256: each.vectorSha256 })),
          pack: { id: identity.id, version: identity.version, digest: identity.digest }, selfTest: JSON.parse(canonical(selfTest)), software, machine: machineFacts(),
        });
        return check;
      });
    } catch (error) {
      if (error instanceof Failure && error.code === 'authority-not-in-force') recordRefusal(opened, 'check', authority.authority, error);
      throw error;
    }
  }
}

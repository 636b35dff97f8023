/** @file The end of a list: when its authority has ended, its texts go, and the probes that nothing else needs. */
import type { Database } from 'better-sqlite3';
import { authorityState, authorityStateWords, hasEnded } from '../../core/authorityState.ts';
import type { Authority } from '../../core/authorityState.ts';
import { commitmentsOf } from '../../core/entry.ts';
import { Failure } from '../../core/failure.ts';
import type { ProbeId } from '../../core/ids.ts';
import { holdForErasing } from '../alone.ts';
import { authoritiesOf, findAuthority } from '../authorising.ts';
import type { Case } from '../caseFolder.ts';
import { forget, recall } from '../kept.ts';
import { findList, listsOf } from '../lists.ts';
import { entriesOf, nextNumber } from '../records.ts';
import { momentOf } from '../standing.ts';
import { certify, eraseRows } from './erasing.ts';
import type { Erasure } from './erasing.ts';
import { finishErasures } from './files.ts';
import { needsOf } from './needs.ts';
import { refuseFile } from './newFile.ts';

interface ListErasure {
  readonly erasure: Erasure;
  /** The probes that went with it. */
  readonly probes: readonly Erasure[];
  readonly stay: readonly { readonly probe: ProbeId; readonly why: readonly string[] }[];
}

interface ListErasureRequest {
  readonly list: string;
  /** Why probes go although a hold, a disclosure or a review needs them; null: those stay. What another list or authority needs stays in any case. */
  readonly despite: string | null;
  /** A file that does not exist yet, for the certificate. */
  readonly certificate: string;
}

/**
 * Erases a list whose authority has ended, which is the permission to do so, and writes the certificate; entries and changes are one
 * transaction. A process that dies after it leaves work to `finishErasure`. Failures 'list-unknown', 'item-erased', 'list-not-ended',
 * 'index-running', 'case-read', 'file-exists', 'reason-missing'.
 */
export function eraseList(opened: Case, { list: id, despite, certificate: file }: ListErasureRequest): ListErasure {
  opened.demand('erased');
  if (despite?.trim() === '') throw new Failure('reason-missing', { what: 'an erasure in spite of what needs the item' });
  refuseFile(file);
  const { db } = opened;
  const release = holdForErasing(opened.folder);
  try {
    const erased = opened.write('operator', (append): ListErasure => {
      const { authority: number, entries, erasure: before } = findList(db, id);
      if (before !== null) throw new Failure('item-erased', { kind: 'list', item: id, erasure: before });
      const authority = findAuthority(db, number), now = momentOf(db);
      const state = authorityStateWords[authorityState(authority, now)];
      if (!hasEnded(authority, now)) throw new Failure('list-not-ended', { list: id, authority: number, state });
      const asked = entries.map(({ probe }) => ({ probe, firm: neededElsewhere(db, id, probe, authority, now), needs: needsOf(db, { kind: 'probe', id: probe }, []) }));
      const stay = asked.flatMap(({ probe, firm, needs }) => (firm.length > 0 || (needs.length > 0 && despite === null) ? [{ probe, why: [...firm, ...needs] }] : []));
      const staying = new Set(stay.map(({ probe }) => probe));
      const reason = [`its authority ${number} is ${state}`, ...stay.map(({ probe, why }) => `the probe ${probe} stays: ${why.join(', ')}`)].join('; ');
      const kept = entriesOf(db, 'list-entry-added').flatMap((entry) => (entry.body.list === id ? commitmentsOf(entry) : [])).filter((digest) => recall(db, digest) !== null);
      for (const digest of kept) forget(db, digest);
      const none = { sightings: 0, vectors: 0, images: 0, candidates: 0 };
      const record = (body: Omit<Erasure, 'erasure' | 'authority'>): Erasure => {
        const erasure: Erasure = { erasure: `E-${nextNumber(db, 'erased')}`, authority: number, ...body };
        append('erased', erasure);
        return erasure;
      };
      const erasure = record({ kind: 'list', item: id, reason, despite: null, kept, tracks: [], alsoSeenAs: [], counts: none });
      const going = asked.filter(({ probe }) => !staying.has(probe));
      const probes = going.map(({ probe, needs }) =>
        record({ kind: 'probe', item: probe, reason: `it was on the list ${id}, whose authority ${number} is ${state}`, despite: needs.length > 0 ? despite : null, ...eraseRows(db, { kind: 'probe', id: probe }, []) }));
      return { erasure, probes, stay };
    });
    finishErasures(opened);
    certify(opened, erased.erasure.erasure, file);
    return erased;
  } finally {
    release();
  }
}

/** What the end of one authority cannot take away: a place on another list, a search under an authority that is in force. */
function neededElsewhere(db: Database, own: string, probe: ProbeId, ended: Authority, now: string): string[] {
  const inForce = new Set(authoritiesOf(db).filter((each) => each.authority !== ended.authority && authorityState(each, now) === 'in-force').map(({ authority }) => authority));
  return [
    ...listsOf(db).flatMap(({ list, entries }) => (list !== own && entries.some((entry) => entry.probe === probe) ? [`it is on the list ${list}`] : [])),
    ...entriesOf(db, 'search-requested').flatMap(({ body }) => (inForce.has(body.authority) && body.sought.some((each) => each.probe === probe) ? [`${body.search} searched for it under ${body.authority}, which is in force`] : [])),
  ];
}

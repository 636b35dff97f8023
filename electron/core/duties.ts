/** @file Duties: which role an act takes. One table, used when an entry is written and again when it is verified. */
import type { Act } from './entry.ts';
import type { Role } from './role.ts';

const keepers: readonly Role[] = ['exhibits-officer', 'authorising-officer'];
const collectors: readonly Role[] = ['exhibits-officer'];
const analysts: readonly Role[] = ['analyst'];
const granters: readonly Role[] = ['authorising-officer'];
const reviewers: readonly Role[] = ['reviewer'];
const workers: readonly Role[] = ['analyst', 'exhibits-officer'];
const leaders: readonly Role[] = ['analyst', 'reviewer', 'authorising-officer'];
const disclosers: readonly Role[] = ['disclosure-officer'];
const reporters: readonly Role[] = ['disclosure-officer', 'authorising-officer'];

/**
 * Act -> the roles of which its operator needs one. Acts that are not here are the program’s own and are signed by no person
 * (`case-created` is the maker’s, whose roles it states).
 */
export const rolesFor: Readonly<Partial<Record<Act, readonly Role[]>>> = {
  'member-added': keepers,
  'member-removed': keepers,
  'policy-set': keepers,
  'exhibit-received': collectors,
  'exhibit-refused': collectors,
  'clock-stated': collectors,
  'index-started': workers,
  'index-resumed': workers,
  'authority-requested': [...analysts, ...disclosers],
  'authority-granted': granters,
  'authority-declined': granters,
  'authority-revoked': granters,
  'pair-judged': [...analysts, ...granters],
  'non-mated-measured': [...analysts, ...granters],
  'threshold-allowed': granters,
  'probe-added': analysts,
  'list-created': analysts,
  'list-entry-added': analysts,
  'list-entry-removed': analysts,
  'search-requested': analysts,
  'check-requested': analysts,
  // Not reviewers: a line-up withholds from them what the answer says.
  'search-shown': ['analyst', 'authorising-officer', 'disclosure-officer', 'defence'],
  'lineup-created': analysts,
  'face-shown': reviewers,
  'face-described': reviewers,
  'lineup-opened': reviewers,
  'decision-made': reviewers,
  'lead-corroborated': leaders,
  'lead-actioned': leaders,
  'lead-outcome': leaders,
  'still-exported': [...analysts, ...disclosers],
  'clip-exported': [...analysts, ...disclosers],
  'bundle-exported': disclosers,
  'timestamp-added': disclosers,
  'ledger-exported': reporters,
  'statistics-drawn': reporters,
  'review-dated': [...disclosers, ...collectors],
  'hold-placed': reporters,
  'hold-lifted': reporters,
  'erased': [...disclosers, ...collectors],
};

/** The roles of which the act’s operator needs one; undefined: none does it. A bundle may name as an act what every object has. */
export function rolesOf(act: Act): readonly Role[] | undefined {
  return Object.hasOwn(rolesFor, act) ? rolesFor[act] : undefined;
}

/** Whether these roles may do the act. */
export function mayDo(held: readonly Role[], act: Act): boolean {
  return rolesOf(act)?.some((role) => held.includes(role)) ?? act === 'case-created';
}

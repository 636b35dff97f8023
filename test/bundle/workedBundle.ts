/** @file A small bundle with everything around its search: an exhibit that was indexed, an authority, a line-up with a decision, a lead. */
import { canonical } from '../../electron/ledger/canonical.ts';
import { ada, at, keptLine, sha256, smallDisclosure, startedLedger } from './smallBundle.ts';
import type { SmallLedger } from './smallBundle.ts';

const exhibit = { id: 'x1', name: 'camera 1.mp4', sha256: sha256('footage') };
const footage = { id: 'f1', clock: { offset: '0' } }, restated = { id: 'f1', clock: { offset: '-61.5' } };
const started = { run: 'r1', decoder: 'd', settings: 's', machine: 'm', selfTest: 't' }, finished = { run: 'r1', digest: sha256('rows'), completeness: { framesFailed: 0 } };
const lineup = { lineup: 'V-1', rank: 1, fillers: ['t-8', 't-9'], seed: '00', track: 't-1' };
const description = { features: [{ component: 'nose', text: 'straight' }] }, details = { reasons: 'the ears', features: [], viewing: 'a screen' }, remark = { text: 'a ticket was found' };
const decided = { decision: 'D-1', picked: 'candidate', conclusion: 'support', strength: 'limited', supersedes: null };
const lead = { track: 't-1', probe: 'p1' };
const salted = (body: unknown) => ({ salt: '01', body });
const commitment = (body: unknown): string => sha256(canonical(salted(body)));

export function workedLedger(): SmallLedger {
  const ledger = startedLedger();
  ledger.append(ada, 'policy-set', { version: 2, secondPersonGrants: true });
  ledger.append(ada, 'exhibit-received', { exhibit, footage: [footage] });
  ledger.append(ada, 'clock-stated', { footage: [restated], reason: 'compared' });
  ledger.append(ada, 'index-started', started);
  ledger.append(null, 'index-finished', finished);
  ledger.append(ada, 'lineup-created', { ...lineup, search: 'S-1' });
  ledger.append(ada, 'face-described', { lineup: 'V-1', description: commitment(description) });
  ledger.append(ada, 'decision-made', { ...decided, lineup: 'V-1', details: commitment(details) });
  ledger.append(ada, 'lead-corroborated', { ...lead, search: 'S-1', speaks: 'for', details: commitment(remark) });
  ledger.append(ada, 'lead-outcome', { ...lead, search: 'S-1', outcome: 'unverified', details: commitment(remark) });
  return ledger;
}

/** The texts that the entries of workedLedger commit to, after those of the small bundle. */
export const workedKept = [keptLine(), ...[description, details, remark].map((body) => keptLine(salted(body)))].join('');

export function workedDisclosure() {
  const small = smallDisclosure();
  return {
    ...small, entries: { total: 17, disclosed: 17 }, policy: { version: 2, secondPersonGrants: true },
    exhibits: [{ exhibit, footage: [{ footage: restated, runs: [{ ...started, state: 'finished', digest: finished.digest, completeness: finished.completeness }] }] }],
    searches: [{
      ...small.searches[0]!,
      lineups: [{ ...lineup, reviews: [{ reviewer: ada.name, describedAt: at, description: description.features, decisions: [{ ...decided, at, ...details }] }] }],
      leads: [{ ...lead, corroboration: [{ at, by: ada.name, speaks: 'for', ...remark }], actioned: null, outcome: { at, by: ada.name, outcome: 'unverified', ...remark } }],
    }],
  };
}

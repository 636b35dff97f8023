/** @file What could undermine reliability: each rule made to speak by one change of a record in which no rule speaks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Disclosure, DisclosedReview } from '../../electron/core/disclosure.ts';
import { accuracyStatement } from '../../electron/engine/disclose/accuracy.ts';
import { caseUco } from '../../electron/engine/disclose/caseUco.ts';
import { csv } from '../../electron/engine/disclose/csv.ts';
import { doubts } from '../../electron/engine/disclose/doubts.ts';
import { notDone } from '../../electron/engine/disclose/notDone.ts';
import { exampleDisclosure } from './reportExample.ts';

/** As T, to be written to; what may be any JSON stays as it is. */
type Draft<T> = unknown extends T ? T : T extends string | number | boolean | bigint | null ? T : { -readonly [K in keyof T]: K extends 'machine' | 'settings' | 'decoder' ? T[K] : Draft<T[K]> };

/** A record against which nothing can be said but that nothing was measured. */
function quiet(): Draft<Disclosure> {
  const d = structuredClone(exampleDisclosure) as Draft<Disclosure>;
  const search = d.searches[0]!;
  d.refusals = [];
  d.checks = [];
  d.schedule = d.schedule.slice(0, 1);
  d.made.by = { ...d.made.by, name: 'D. Officer', publicKey: 'f'.repeat(64) };
  for (const { footage } of d.exhibits) {
    for (const each of footage) {
      each.earlierClocks = [];
      each.footage.clock = structuredClone(exampleDisclosure.exhibits[0]!.footage[0]!.footage.clock);
      each.footage.clock!.checks = [{ recorderUs: '0', offsetUs: '1', uncertaintyUs: '1000000' }, { recorderUs: '10', offsetUs: '1', uncertaintyUs: '1000000' }];
      for (const run of each.runs) {
        run.machine = { sandbox: 'bubblewrap' };
        Object.assign(run.completeness!, { framesExpected: 144, framesFailed: 0, gaps: [], decoderMessages: [], searchable: run.completeness!.faces });
      }
    }
  }
  for (const exhibit of d.exhibits) exhibit.now = 'as-received';
  search.request.notSearched = [];
  Object.assign(search.request.estimate, { expected: null, atLeastOne: null, parts: [{ ...part, source: 'none', calibration: null, rate: null, warnings: [] }] });
  search.sameProbe = [];
  search.withoutPictures = [];
  search.probes[0]!.probe!.warnings = [];
  search.probes[0]!.probe!.face.of = 1;
  search.result!.answers[0]!.candidates.forEach((candidate, i) => Object.assign(candidate, { score: -0.2 - i / 10, box: [0, 0, 60, 60], quality: 0.9 }));
  const lineup = search.lineups[0]!;
  Object.assign(lineup, { uncertain: [], unproven: 0, disagreement: false });
  lineup.band.widened = 0;
  for (const review of lineup.reviews) Object.assign(review.decisions[0]!, { picked: 'candidate', conclusion: 'support', strength: 'limited' });
  search.leads[0]!.corroboration = search.leads[0]!.corroboration.slice(0, 1);
  d.reviewers = d.reviewers.map((record) => ({ ...record, fillers: 0 }));
  return d;
}

const always = ['error-rates-not-measured', 'groups-not-measured', 'chance-not-measured'];
const part = exampleDisclosure.searches[0]!.request.estimate.parts[0]!;
const decision = (d: Draft<Disclosure>, reviewer = 0): Draft<DisclosedReview>['decisions'][number] => d.searches[0]!.lineups[0]!.reviews[reviewer]!.decisions[0]!;
const first = (d: Draft<Disclosure>) => d.searches[0]!.result!.answers[0]!;
const run = (d: Draft<Disclosure>) => d.exhibits[0]!.footage[0]!.runs[0]!;
const clockOf = (d: Draft<Disclosure>) => d.exhibits[0]!.footage[0]!.footage;
const failing = { passed: false, problems: ['a pair scored 0.3 away'], scores: [] };
const deviating = { passed: true, problems: [], scores: [{ pair: 'a and b', expected: -0.2, got: -0.2003 }] };

const rules: readonly (readonly [code: string, change: (d: Draft<Disclosure>) => void])[] = [
  ['chance-source', (d) => { d.searches[0]!.request.estimate.parts.push({ ...part, tracks: 0, warnings: ['The rate is of drawn faces.'] }); }],
  ['exhibit-changed', (d) => { d.exhibits[0]!.now = 'changed'; }],
  ['exhibit-missing', (d) => { d.exhibits[0]!.now = 'missing'; }],
  ['container-message', (d) => { d.exhibits[0]!.exhibit.container.messages = ['the index is missing']; }],
  ['clock-missing', (d) => { clockOf(d).clock = null; }],
  ['clock-never-checked', (d) => { clockOf(d).clock!.checks = []; }],
  ['clock-uncertain', (d) => { clockOf(d).clock!.checks[1]!.uncertaintyUs = '11000000'; }],
  ['clock-drift-unknown', (d) => { clockOf(d).clock!.checks.pop(); }],
  ['clock-restated', (d) => { d.exhibits[0]!.footage[0]!.earlierClocks = [{ at: '2026-03-16T09:12:44.118Z', by: 'A. Okafor', reason: null, clock: null }]; }],
  ['run-unfinished', (d) => { Object.assign(run(d), { state: 'stopped', completeness: null }); }],
  ['frames-failed', (d) => { Object.assign(run(d).completeness!, { framesFailed: 4, framesExpected: 148 }); }],
  ['frames-missing', (d) => { run(d).completeness!.framesExpected = 150; }],
  ['gaps', (d) => { run(d).completeness!.gaps = [{ fromTicks: '1', toTicks: '2' }]; }],
  ['decoder-message', (d) => { run(d).completeness!.decoderMessages = [{ text: 'error while decoding', count: 3 }]; }],
  ['faces-not-searchable', (d) => { run(d).completeness!.searchable -= 31; }],
  ['not-shut-in', (d) => { run(d).machine = { sandbox: 'none' }; }],
  ['self-test-failed', (d) => { d.searches[0]!.request.selfTest = failing; }],
  ['self-test-failed', (d) => { run(d).selfTest = failing; }],
  ['self-test-deviation', (d) => { d.searches[0]!.request.selfTest = deviating; }],
  ['self-test-deviation', (d) => { run(d).selfTest = deviating; }],
  ['search-stopped', (d) => { d.searches[0]!.stopped = { at: '2026-03-17T10:15:03.000Z', reason: 'Stopped as asked.' }; }],
  ['probe-erased', (d) => { d.searches[0]!.probes[0]!.probe = null; }],
  ['probe-image-missing', (d) => { d.searches[0]!.probes[0]!.image = null; }],
  ['probe-quality', (d) => { d.searches[0]!.probes[0]!.probe!.warnings = ['The face is blurred.']; }],
  ['probe-processed', (d) => { d.searches[0]!.probes[0]!.probe!.provenance.edits = ['sharpened']; }],
  ['probe-several-faces', (d) => { d.searches[0]!.probes[0]!.probe!.face.of = 2; }],
  ['probe-processing-matters', (d) => { d.searches[0]!.result!.difference = { both: 3, onlyProcessed: [], onlyOriginal: [], largestMove: 2 }; }],
  ...(['not-indexed', 'partly-indexed', 'no-clock'] as const).map((reason) => [reason, (d: Draft<Disclosure>) => { d.searches[0]!.request.notSearched = [{ footage: '0'.repeat(32), reason }]; }] as const),
  ['index-rebuilt', (d) => { d.searches[0]!.answered!.body.index.rebuilt = 1; }],
  ['searched-before-or-after', (d) => { d.searches[0]!.sameProbe = ['S-9']; }],
  ['several-faces-sought', (d) => { d.searches[0]!.request.sought.push(d.searches[0]!.request.sought[0]!); }],
  ['pictures-missing', (d) => { d.searches[0]!.withoutPictures = [{ rank: 1, reason: 'the file is not there.' }]; }],
  ['first-not-separated', (d) => { first(d).candidates[1]!.score = first(d).candidates[0]!.score - 0.019; }],
  ['near-ties', (d) => { first(d).candidates[2]!.score = first(d).candidates[1]!.score - 0.019; }],
  ['near-tie-at-the-end', (d) => { first(d).rest.nearest = [{ ...first(d).candidates[3]!, rank: 5, score: first(d).candidates[3]!.score - 0.019 }]; }],
  ['small-faces', (d) => { first(d).candidates[3]!.box = [0, 0, 47, 47]; }],
  ['poor-quality', (d) => { first(d).candidates[3]!.quality = 0.33; }],
  ['candidates-erased', (d) => { first(d).erased = [{ rank: 5, digest: '0'.repeat(64) }]; }],
  ['no-review', (d) => { d.searches[0]!.lineups = []; d.searches[0]!.leads = []; }],
  ['first-not-reviewed', (d) => { Object.assign(d.searches[0]!.lineups[0]!, { track: first(d).candidates[1]!.trackId, rank: 2 }); }],
  ['one-review', (d) => { d.searches[0]!.lineups[0]!.reviews.pop(); }],
  ['reviewers-disagree', (d) => { d.searches[0]!.lineups[0]!.disagreement = true; }],
  ['fillers-uncertain', (d) => { d.searches[0]!.lineups[0]!.uncertain = ['a']; }],
  ['fillers-unproven', (d) => { d.searches[0]!.lineups[0]!.unproven = 2; }],
  ['fillers-unlike', (d) => { d.searches[0]!.lineups[0]!.band.widened = 1; }],
  ['filler-picked', (d) => { decision(d).picked = 'filler'; }],
  ['uncertain-filler-picked', (d) => { decision(d).picked = 'uncertain-filler'; }],
  ['nobody-picked', (d) => { decision(d).picked = 'nobody'; }],
  ['no-support', (d) => { decision(d).conclusion = 'inconclusive'; }],
  ['decision-not-blind', (d) => { decision(d, 1).blind = false; }],
  ['decision-superseded', (d) => { d.searches[0]!.lineups[0]!.reviews[0]!.decisions.push({ ...decision(d), decision: 'D-9', supersedes: 'D-1' }); }],
  ['decision-without-lineup', (d) => { d.searches[0]!.leads[0]!.track = `${'a'.repeat(32)}-1`; d.searches[0]!.leads[0]!.actioned = { at: '2026-03-20T08:30:00.000Z', by: 'A. Okafor', text: null }; }],
  ['corroboration-against', (d) => { d.searches[0]!.leads[0]!.corroboration[0]!.speaks = 'against'; }],
  ['outcome-wrong', (d) => { d.searches[0]!.leads[0]!.outcome!.outcome = 'wrong'; }],
  ['reviewer-picked-fillers', (d) => { d.reviewers[0]!.fillers = 1; }],
  ['request-refused', (d) => { d.refusals = structuredClone(exampleDisclosure.refusals) as Draft<Disclosure>['refusals']; }],
  ['searched-and-disclosed-by-one', (d) => { d.made.by = d.searches[0]!.requestedBy; }],
  ['checks-made', (d) => { d.checks = [{ check: 'C-1', entry: 40, at: '2026-03-18T09:00:00.000Z', by: 'A. Okafor', authority: 'A-1', list: 'L-1', entriesCompared: 3 }]; }],
  ['searches-not-disclosed', (d) => { d.schedule.push({ ...d.schedule[0]!, search: 'S-2', disclosed: false }); }],
];

test('nothing is said of a record against which nothing can be said, but that nothing was measured', () => {
  expect(doubts(quiet()).map(({ code }) => code)).toEqual(always);
});

test.each(rules)('%s is said when it happens, and only that', (code, change) => {
  const changed = quiet();
  change(changed);
  const said = doubts(changed).filter((doubt) => !always.includes(doubt.code));
  expect([...new Set(said.map((doubt) => doubt.code))]).toEqual([code]);
  for (const { sentence, where } of said) expect([sentence, where].every((text) => text.length > 10)).toBe(true);
});

test('where chance was measured, the number of candidates expected is said in place of that it was not', () => {
  const measured = quiet();
  Object.assign(measured.searches[0]!.request, { estimate: structuredClone(exampleDisclosure.searches[0]!.request.estimate) });
  const said = doubts(measured);
  expect(said.map(({ code }) => code)).toEqual(['error-rates-not-measured', 'groups-not-measured', 'chance-expected', 'chance-source', 'chance-source']);
  expect(said[2]!.sentence).toContain('expected by chance at the threshold -0.5500, were the person sought nowhere in it: 3.1 (1.4 to 5.6)');
});

test('every rule is in the table above', () => {
  const folder = join(import.meta.dirname, '../../electron/engine/disclose');
  const source = ['doubts.ts', 'reviewDoubts.ts'].map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const codes = [...source.matchAll(/(?:tell\(|code: )'([a-z-]+)'/g)].map(([, code]) => code!);
  const tried = new Set([...always, 'chance-expected', ...rules.map(([code]) => code)]);
  expect([...new Set(codes)].filter((code) => !tried.has(code))).toEqual([]);
  console.log(`doubts: ${tried.size} kinds, ${rules.length} of ${rules.length} changes found and nothing else`);
});

test('the example says much at once, in sentences without a word that is not ours', () => {
  const said = [...doubts(exampleDisclosure).map(({ sentence }) => sentence), ...notDone(exampleDisclosure, 5), ...accuracyStatement(exampleDisclosure).heads.flatMap(({ asks, answer, note }) => [asks, answer ?? '', note])];
  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((sentence) => /undefined|NaN|\[object|null\b|\bmatch|\bsuspect|\bhit\b/i.test(sentence))).toEqual([]);
});

test('what was not done is said from the record', () => {
  const d = quiet();
  expect(notDone(d, 2).some((sentence) => sentence.includes('outside of the scope'))).toBe(false);
  expect(notDone(d, 5)).toContainEqual(expect.stringContaining('3 of the 5 footages'));
  d.searches[0]!.lineups[0]!.reviews.pop();
  d.searches[0]!.leads = [];
  d.made.clips = false;
  d.searches[0]!.probes[0]!.probe!.face.of = 3;
  const said = notDone(d, 2).join('\n');
  for (const part of ['No second reviewer', 'Nothing found by other means', 'No clips', 'shows 3 faces. Nobody in it is blurred', '3 of the 4 candidates of S-1 were not reviewed', 'the first 2 of the 4 candidates']) expect(said).toContain(part);
});

test('the accuracy statement leaves blank what was not measured', () => {
  const { heads } = accuracyStatement(exampleDisclosure);
  const blank = heads.filter(({ answer }) => answer === null);
  expect(blank.filter(({ note }) => note.startsWith('Not measured.')).length).toBeGreaterThanOrEqual(3);
  expect(new Set(heads.map(({ rule }) => rule)).size).toBe(11 + 8);
  expect(heads.every(({ note }) => note.length > 0)).toBe(true);
});

test('a spreadsheet takes no cell for a formula', () => {
  expect(csv([['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', 'a "b"\nc', -1, null, true, ' =1']])).toBe(`"'=1+1","'+1","'-1","'@a","'\t=1","'\r=1","a ""b""\nc","-1","","true"," =1"\r\n`);
});

test('the actions in CASE/UCO refer to nothing that is not there, and give the hashes of the record', () => {
  const graph = caseUco(exampleDisclosure) as { '@context': Record<string, string>; '@graph': unknown[] };
  const [ids, references] = [new Set<string>(), new Set<string>()];
  const prefixes = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (node !== null && typeof node === 'object') {
      const { '@id': id, ...rest } = node as Record<string, unknown>;
      if (typeof id === 'string') (Object.keys(rest).length > 0 ? ids : references).add(id);
      for (const [key, value] of Object.entries(rest)) {
        for (const name of key === '@type' ? [value].flat() : [key]) if (!String(name).startsWith('@')) prefixes.add(String(name).split(':')[0]!);
        if (key !== '@type') walk(value);
      }
    }
  };
  walk(graph['@graph']);
  expect([...references].filter((id) => !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
  expect([...prefixes].filter((prefix) => !Object.hasOwn(graph['@context'], prefix))).toEqual([]);
  const text = JSON.stringify(graph);
  for (const { exhibit } of exampleDisclosure.exhibits) expect(text).toContain(exhibit.sha256.toUpperCase());
  expect(caseUco(exampleDisclosure)).toEqual(graph);
  console.log(`CASE/UCO: ${graph['@graph'].length} nodes, ${references.size} of ${references.size} references there`);
});

/** @file A disclosure with something of everything: two cameras, an unclear clock, a list of doubts, a line-up with two reviewers who disagree. */
import { makeClock } from '../../electron/core/clock.ts';
import type { Disclosure, DisclosedReview, DisclosedSearch } from '../../electron/core/disclosure.ts';
import type { Exhibit, Footage } from '../../electron/core/exhibit.ts';
import type { ExhibitId, FootageId, ProbeId, SearchId, TrackId } from '../../electron/core/ids.ts';
import { PackDescription } from '../../electron/core/modelPack.ts';
import type { Candidate } from '../../electron/core/search.ts';
import type { Member, Role } from '../../electron/core/role.ts';
import packFile from '../../models/blazeface-dlib/pack.json' with { type: 'json' };

/** 64 or fewer hexadecimal digits that look like a hash and are the same each time. */
function hex(seed: number, digits = 64): string {
  let state = seed * 2654435761;
  return Array.from({ length: digits }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 28).toString(16);
  }).join('');
}

const [entrance, shop] = [hex(11, 32) as FootageId, hex(12, 32) as FootageId];
const [entranceRun, shopRun] = [hex(21, 32), hex(22, 32)];
const probe = hex(31, 32) as ProbeId;
const pack = { id: 'blazeface-dlib', version: '1', digest: hex(41) };
const track = (run: string, ordinal: number): TrackId => `${run}-${ordinal}` as TrackId;
const selfTest = { passed: true, problems: [], scores: [{ pair: 'drawn-1a.png and drawn-1b.png', expected: -0.2361, got: -0.2361 }, { pair: 'drawn-1a.png and drawn-2a.png', expected: -0.7184, got: -0.7184 }] };
const machine = { node: '24.21.0', platform: 'linux 6.1.0 x64', processor: 'Example processor at 2.4 GHz', cores: 2 };

const people: readonly Member[] = [
  ['A. Okafor', ['exhibits-officer', 'analyst', 'disclosure-officer']], ['Insp. M. Reed', ['authorising-officer']], ['J. Lindqvist', ['reviewer']], ['S. Mbeki', ['reviewer']],
].map(([name, roles], i) => ({ name: name as string, publicKey: hex(50 + i), roles: roles as Role[], addedBy: 'A. Okafor', addedAt: `2026-03-16T08:0${i}:12.000Z`, removedAt: null }));
const [analyst, officer, first, second] = people as [Member, Member, Member, Member];

function exhibit(n: number, reference: string, camera: string, name: string, bytes: number): Exhibit {
  return {
    id: hex(60 + n, 32) as ExhibitId, reference, name, path: `/evidence/${name}`, sha256: hex(70 + n), bytes, camera, seizedBy: 'PC 4471 Brandt', seizedAt: '2026-03-15T11:20:00+00:00', recorder: 'Wall recorder, four channels',
    description: `Footage of the ${camera.toLowerCase()} of the harbour shop`, receivedAt: '2026-03-16T09:12:44.118Z', container: { format: 'mov,mp4', durationUs: '28800000', messages: [] },
  };
}

function footage(id: FootageId, of: Exhibit, clock: Footage['clock']): Footage {
  return {
    id, exhibit: of.id, stream: 0, codec: 'h264', profile: 'High', width: 1280, height: 720, timeBase: '1/12800', startTicks: '0', durationTicks: '368640', averageRate: '5/1', nominalRate: '5/1',
    statedFrames: 144, rotation: 0, interlaced: 'progressive', variableRate: false, pixelFormat: 'yuv420p', clock,
  };
}

const exhibits = [exhibit(1, 'JB/1', 'ENTRANCE', 'entrance.mp4', 4718223), exhibit(2, 'JB/2', 'SHOP', 'shop <1>.mp4', 39217744)] as const;
const clock = makeClock({ startsAt: '2026-03-14T18:02:11+00:00', offset: '61', uncertainty: '1', checkedBy: 'PC 4471 Brandt', method: 'compared with the speaking clock' });

const run = (id: string, of: FootageId, faces: number): Disclosure['exhibits'][number]['footage'][number]['runs'][number] => ({
  run: id, state: 'finished', pack, decoder: { name: 'node-av', version: '6.1.1', libraries: 'FFmpeg 8.1' }, settings: { framesPerSecond: 5, analysis: { look: 'default' } }, machine, selfTest, digest: hex(of.length + faces),
  completeness: {
    framesExpected: 148, framesExpectedFrom: 'container', framesDecoded: 144, framesAnalysed: 72, framesFailed: 4, failedAt: [{ fromTicks: '204800', toTicks: '206336', frames: 3 }], firstTicks: '0', lastTicks: '366080', timeBase: '1/12800',
    gaps: [{ fromTicks: '102400', toTicks: '128000' }], decoderMessages: [{ text: 'error while decoding MB 53 20', count: 3 }], looked: { wholeFrames: 16, partialFrames: 56, pixelShare: 0.4312 },
    faces, searchable: faces - 31, unsearchable: { 'too-small': 25, 'turned-away': 1, 'no-landmarks': 4, 'at-the-edge': 1 }, tracks: 16, searchableTracks: 13,
  },
});

const candidates: readonly Candidate[] = [
  [entranceRun, 3, -0.2055, 'JB/1', 'ENTRANCE', entrance, '145920', 68.4, 0.8123], [shopRun, 4, -0.3045, 'JB/2', 'SHOP', shop, '120320', 71.2, 0.7734], [shopRun, 1, -0.5185, 'JB/2', 'SHOP', shop, '88320', 39.1, 0.4419], [shopRun, 2, -0.5226, 'JB/2', 'SHOP', shop, '97280', 51.7, 0.5602],
].map(([of, ordinal, score, reference, camera, id, ticks, width, quality], i): Candidate => ({
  rank: i + 1, trackId: track(of as string, ordinal as number), score: score as number, exhibit: reference as string, camera: camera as string, footageId: id as FootageId, bestTicks: ticks as string, timeBase: '1/12800',
  wallTime: id === entrance ? { utc: `2026-03-14T18:03:2${i}.400Z`, uncertaintyMs: 2000 } : null, box: [220, 199, width as number, width as number], quality: quality as number, expected: { value: null, low: 0, high: [0.4, 1.1, 3.2, 3.4][i]! },
}));

const review = (reviewer: string, hour: number, picked: 'candidate' | 'filler', n: number): DisclosedReview => ({
  reviewer, describedAt: `2026-03-18T${hour}:02:10.000Z`,
  description: [{ component: 'hairline', text: 'High, slightly receding at both temples' }, { component: 'nose', text: 'Narrow bridge, rounded tip' }, { component: 'ears', text: 'Left ear covered by hair' }],
  openedAt: `2026-03-18T${hour}:10:00.000Z`,
  decisions: [{
    decision: `D-${n}`, at: `2026-03-18T${hour}:31:47.000Z`, picked, conclusion: picked === 'candidate' ? 'support' : 'inconclusive', strength: picked === 'candidate' ? 'limited' : null,
    reasons: picked === 'candidate' ? 'Hairline and nose agree as far as the picture shows them; the ears cannot be compared.' : 'Nothing in the pictures sets the face picked apart from two others.',
    features: [{ component: 'hairline', text: 'Agrees, as far as the light allows' }, { component: 'scars-and-blemishes', text: 'None can be seen at this size' }], viewing: 'on a calibrated screen, at native size and at four times', supersedes: null, blind: true,
  }],
});

const lawful = { condition: 'paragraph 1: judicial and statutory purposes', document: { title: 'Appropriate policy document for face search', version: '3.2' } };
const estimate: DisclosedSearch['request']['estimate'] = {
  pictures: 1, expected: { value: 2.6 + 0.48, low: 1.3 + 0.1, high: 4.2 + 1.44 }, atLeastOne: { value: 1 - 0.87 ** 20 * 0.92 ** 6, low: 1 - 0.935 ** 20 * (1 - 0.1 / 6) ** 6, high: 1 - 0.79 ** 20 * 0.76 ** 6 }, target: null, lowest: -0.58, allowance: null,
  parts: [
    { camera: 'ENTRANCE', footage: entrance, band: 'fair', tracks: 20, source: 'footage', calibration: hex(79), rate: { value: 0.13, low: 0.065, high: 0.21 }, warnings: ['Tracks that are seen together may be of fewer people than there are tracks.'] },
    { camera: 'SHOP', footage: shop, band: 'good', tracks: 6, source: 'people', calibration: hex(80), rate: { value: 0.08, low: 0.1 / 6, high: 0.24 }, warnings: ['Insufficient: only 9 tracks of this camera are seen together with others, and 30 are needed. The pack’s figure is given, which was measured on other pictures.'] },
  ],
};
const search: DisclosedSearch = {
  id: 'S-1', requestedAt: '2026-03-17T10:15:02.331Z', requestedBy: analyst,
  request: {
    search: 'S-1', authority: 'A-1', list: null, sought: [{ probe, role: 'probe', vectorSha256: hex(81) }], pack, asked: { exhibit: null, camera: null, from: '2026-03-14T17:55:00Z', to: '2026-03-14T18:30:00Z', minimumQuality: 0 },
    footage: [{ footage: entrance, run: entranceRun, fromTicks: '0', toTicks: '366080' }, { footage: shop, run: shopRun, fromTicks: null, toTicks: null }], notSearched: [{ footage: shop, reason: 'partly-indexed' }],
    limit: 20, threshold: -0.55, estimate, selfTest, software: 'retrace 0.1.0', machine, warnings: ['The face is 41 pixels wide. Under 48 pixels more of the wrong people come near the top.'],
  },
  answered: { at: '2026-03-17T10:15:03.907Z', body: { search: 'S-1', answers: [{ probe, role: 'probe', digest: hex(82), candidates: 4, rest: { tracks: 22, digest: hex(83), nearest: hex(84) } }], tracksCompared: 26, sightingsCompared: 181, comparisons: 26, index: { rows: 181, digest: hex(85), rebuilt: 0 }, counters: { framesFailed: 8, gaps: 2, decoderMessages: 6, facesNotSearchable: 62 } } },
  stopped: null,
  result: {
    id: 'S-1' as SearchId, authority: 'A-1', list: null, pack: { id: pack.id, digest: pack.digest }, tracksCompared: 26, sightingsCompared: 181, comparisons: 26, threshold: -0.55, estimate, limit: 20,
    answers: [{ probe, role: 'probe', digest: hex(82), candidates, erased: [], rest: { tracks: 22, digest: hex(83), nearest: [], nearestDigest: hex(84), erased: [] } }], difference: null,
    notSearched: [{ footageId: shop, exhibit: 'JB/2', camera: 'SHOP', reason: 'partly-indexed' }], warnings: [],
  },
  authority: {
    authority: 'A-1', kind: 'search', offence: 'Robbery, Theft Act 1968, section 8', purpose: 'Find when the person on the probe entered and left the shop', necessity: 'Two witnesses saw the person’s face for seconds only; 36 hours of footage cannot be viewed in the time that the recorder keeps its originals.',
    proportionality: 'Two cameras at one door, 35 minutes, one probe. No other premises, no other days.', basis: lawful, exhibits: [exhibits[0].id, exhibits[1].id], cameras: ['ENTRANCE', 'SHOP'], from: '2026-03-14T17:55:00Z', to: '2026-03-14T18:30:00Z', origins: ['witness', 'footage'],
    searches: 3, items: [], expires: '2026-04-16T00:00:00Z', requested: { name: analyst.name, publicKey: analyst.publicKey, at: '2026-03-16T14:00:09.000Z', entry: 17 }, granted: { name: officer.name, publicKey: officer.publicKey, at: '2026-03-16T15:42:51.000Z', entry: 19 }, ended: null, used: 2,
  },
  probes: [{
    id: probe, addedAt: '2026-03-17T09:58:20.000Z', addedBy: analyst.name, image: { path: 'search/S-1/probe.png', sha256: hex(86) }, vector: { path: 'search/S-1/probe.f32', sha256: hex(81) },
    probe: {
      id: probe, imageSha256: hex(86), fromTrack: null, original: null, label: 'Person in red', imageName: 'witness-phone.png', box: [104, 98, 41, 41], face: { number: 1, of: 2 },
      provenance: { origin: 'witness', source: 'Photograph taken by witness K. Aydın on a telephone, handed over on 15 March', takenOn: '2026-03-14', basis: 'Consent of the photographer; common law policing purpose', edits: [], reviewOn: '2026-09-15', custody: null },
      quality: { widthPx: 41, eyesPx: 19, sharpness: 0.52, frontality: 0.81, landmarkFit: 0.77, overall: 0.58 }, warnings: ['The face is 41 pixels wide. Under 48 pixels more of the wrong people come near the top.'],
    },
  }],
  pack: PackDescription.parse(packFile), vectors: { rows: 181, dimension: 128, values: { path: 'search/S-1/vectors.f32', sha256: hex(87) }, index: { path: 'search/S-1/vectors.jsonl', sha256: hex(88) } },
  pictures: [1, 2].map((rank) => ({
    rank, track: candidates[rank - 1]!.trackId, ticks: candidates[rank - 1]!.bestTicks, still: { path: `search/S-1/${rank}/still.png`, sha256: hex(90 + rank) }, crop: { path: `search/S-1/${rank}/crop.png`, sha256: hex(93 + rank) }, frameSha256: hex(96 + rank),
    clip: rank === 1 ? { path: 'search/S-1/1/clip.mp4', sha256: hex(98), facts: { path: 'search/S-1/1/clip.json', sha256: hex(99) } } : null, facesFound: 3, blurred: [[10, 20, 60, 60], [400, 210, 48, 50]], notes: ['Two faces overlap in 3 frames of the clip; both are blurred there.'],
  })),
  withoutPictures: [{ rank: 3, reason: 'Pictures were made of the first two candidates only.' }],
  lineups: [{
    lineup: 'V-1', createdAt: '2026-03-17T16:20:00.000Z', createdBy: analyst.name, probe, rank: 1, track: candidates[0]!.trackId, fillers: [5, 6, 7, 8, 9, 10].map((n) => track(entranceRun, n)), uncertain: [track(entranceRun, 9)], unproven: 2, seed: hex(33, 32),
    band: { eyesPx: [24.2, 37.9], quality: [0.61, 0.89], widened: 1 }, reviews: [review(first.name, 10, 'candidate', 1), review(second.name, 13, 'filler', 2)], disagreement: true,
  }],
  leads: [{
    probe, rank: 1, track: candidates[0]!.trackId,
    corroboration: [{ at: '2026-03-19T09:00:00.000Z', by: analyst.name, speaks: 'for', text: 'A till receipt of 18:04 is in the name that the witness gave.' }, { at: '2026-03-19T11:25:00.000Z', by: analyst.name, speaks: 'against', text: 'A travel card in that name was used 9 km away at 18:21.' }],
    actioned: null, outcome: { at: '2026-03-20T08:30:00.000Z', by: officer.name, outcome: 'unverified', text: 'Further enquiries are under way.' },
  }],
  sameProbe: ['S-2'],
};

/** Everything that a report can say at once. */
export const exampleDisclosure: Disclosure = {
  format: 'retrace-bundle/1', bundle: 'B-2',
  made: { at: '2026-03-20T10:00:00.000Z', by: analyst, software: 'retrace 0.1.0', recipients: ['Crown Prosecution Service, Harbour unit', 'Finch & Partners, solicitors for the defence'], searches: ['S-1'], faces: 'bystanders-blurred', whyNotBlurred: null, pictures: 2, clips: true },
  case: { id: hex(1, 32), name: 'Harbour shop robbery', reference: 'R-2026-114', publicKey: hex(2), createdAt: '2026-03-16T08:00:00.000Z' },
  members: people, policy: { version: 2, secondPersonGrants: true, required: ['offence', 'purpose', 'necessity', 'proportionality', 'condition', 'document'], basisBeforeIndexing: true, basis: lawful },
  exhibits: [
    { exhibit: exhibits[0], receivedBy: analyst, now: 'as-received', footage: [{ footage: footage(entrance, exhibits[0], clock), earlierClocks: [{ at: '2026-03-16T09:12:44.118Z', by: analyst.name, reason: null, clock: null }], runs: [run(entranceRun, entrance, 107)] }] },
    { exhibit: exhibits[1], receivedBy: analyst, now: 'missing', footage: [{ footage: footage(shop, exhibits[1], null), earlierClocks: [], runs: [run(shopRun, shop, 152)] }] },
  ],
  searches: [search],
  schedule: [
    { search: 'S-1', entry: 23, at: '2026-03-17T10:15:02.331Z', by: analyst.name, authority: 'A-1', probes: 1, list: null, state: 'answered', tracksCompared: 26, candidates: 4, threshold: -0.55, disclosed: true },
    { search: 'S-2', entry: 31, at: '2026-03-17T11:40:19.000Z', by: analyst.name, authority: 'A-1', probes: 1, list: null, state: 'stopped', tracksCompared: null, candidates: null, threshold: null, disclosed: false },
    { search: 'S-3', entry: 44, at: '2026-03-18T15:03:00.000Z', by: analyst.name, authority: 'A-2', probes: 14, list: 'L-1', state: 'answered', tracksCompared: 364, candidates: 0, threshold: -0.45, disclosed: false },
  ],
  checks: [{ check: 'C-1', entry: 52, at: '2026-03-18T16:22:07.000Z', by: analyst.name, authority: 'A-2', list: 'L-1', entriesCompared: 14 }],
  undermining: [
    { code: 'probe-small', sentence: 'The face on the probe is 41 pixels wide. At that width more of the wrong people come near the top of a list.', where: 'search/S-1/search.json' },
    { code: 'frames-failed', sentence: 'JB/1, camera ENTRANCE: 4 of 148 frames could not be decoded, and there is a gap of 2 seconds.', where: 'disclosure.json' },
    { code: 'clock-missing', sentence: 'JB/2, camera SHOP: no clock was stated. The time of day of candidates 2, 3 and 4 is not known.', where: 'disclosure.json' },
    { code: 'near-tie', sentence: 'Candidates 3 and 4 differ by 0.0041 in their scores, which tells them apart by next to nothing.', where: 'search/S-1/candidates.jsonl' },
    { code: 'reviewers-disagree', sentence: 'The two reviewers of line-up V-1 disagree; one picked a filler.', where: 'disclosure.json' },
  ],
  notDone: ['Errors on footage like this were not measured.', 'The candidates’ frames were not decoded with a second decoder.', 'Candidates 2, 3 and 4 were shown to no reviewer.'],
  bundlesBefore: [{ bundle: 'B-1', at: '2026-03-19T17:45:30.000Z', recipients: ['Crown Prosecution Service, Harbour unit'] }],
  reviewers: [{ reviewer: first.name, lineups: 3, candidates: 2, fillers: 0, uncertain: 0, nobody: 1 }, { reviewer: second.name, lineups: 5, candidates: 1, fillers: 2, uncertain: 1, nobody: 1 }],
  calibrations: [],
  refusals: [{ at: '2026-03-16T16:10:00.000Z', by: analyst.name, what: 'search-requested', authority: 'A-1', reason: 'The camera “CAR PARK” is outside the scope of authority A-1.' }],
  entries: { total: 61, disclosed: 38 },
};

/** A search that found nothing, of a case with nothing else in it. */
export const emptyDisclosure: Disclosure = {
  ...exampleDisclosure, bundle: 'B-7',
  made: { ...exampleDisclosure.made, recipients: [], pictures: 0, clips: false }, bundlesBefore: [], reviewers: [], refusals: [], undermining: [], notDone: [], exhibits: [], schedule: [], checks: [],
  searches: [{ ...search, answered: null, stopped: { at: '2026-03-17T10:15:03.000Z', reason: 'Stopped as asked.' }, result: null, pictures: [], withoutPictures: [], lineups: [], leads: [], sameProbe: [], probes: [{ id: probe, probe: null, addedAt: '2026-03-17T09:58:20.000Z', addedBy: analyst.name, image: null, vector: null }] }],
};

/** @file What an entry of the ledger says, as a person reads it: one sentence for each act, and the group that the act belongs to. */
import { counted } from './countWords.ts';
import type { Act, Actor, Entry } from './entry.ts';
import { conclusionWords } from './review.ts';
import { originWords } from './provenance.ts';
import { roleWords } from './role.ts';

/** How ids are called in sentences; the id itself where nothing is known of it. */
export interface Names {
  exhibit(id: string): string;
  footage(id: string): string;
  run(id: string): string;
}

export const actGroups = ['people', 'material', 'indexing', 'searching', 'review', 'disclosure', 'keeping'] as const;
export type ActGroup = (typeof actGroups)[number];

export const groupOf: Readonly<Record<Act, ActGroup>> = {
  'case-created': 'people', 'member-added': 'people', 'member-removed': 'people', 'policy-set': 'people', 'authority-requested': 'people', 'authority-granted': 'people', 'authority-declined': 'people',
  'authority-revoked': 'people', 'act-refused': 'people', 'threshold-allowed': 'people',
  'exhibit-received': 'material', 'exhibit-refused': 'material', 'clock-stated': 'material',
  'index-started': 'indexing', 'index-resumed': 'indexing', 'index-stopped': 'indexing', 'index-finished': 'indexing', 'index-refused': 'indexing', 'pair-judged': 'indexing', 'non-mated-measured': 'indexing', 'calibration-recorded': 'indexing',
  'probe-added': 'searching', 'list-created': 'searching', 'list-entry-added': 'searching', 'list-entry-removed': 'searching', 'search-requested': 'searching', 'search-answered': 'searching',
  'search-stopped': 'searching', 'search-shown': 'searching', 'check-requested': 'searching', 'check-answered': 'searching',
  'lineup-created': 'review', 'face-shown': 'review', 'face-described': 'review', 'lineup-opened': 'review', 'decision-made': 'review', 'lead-corroborated': 'review', 'lead-actioned': 'review', 'lead-outcome': 'review',
  'still-exported': 'disclosure', 'clip-exported': 'disclosure', 'bundle-exported': 'disclosure', 'bundle-abandoned': 'disclosure', 'timestamp-added': 'disclosure', 'ledger-exported': 'disclosure', 'statistics-drawn': 'disclosure',
  'review-dated': 'keeping', 'hold-placed': 'keeping', 'hold-lifted': 'keeping', 'erased': 'keeping', 'erasure-finished': 'keeping',
};

/** Who acted, in words. */
export function actorWords(actor: Actor): string {
  return 'machine' in actor ? 'The program' : actor.operator;
}

/** What was done, as it goes on after who did it: “received the exhibit JB/1 (yard.avi) with 1 footage”. Without a full stop. */
export function entryWords(entry: Pick<Entry, 'act' | 'body'>, names: Names): string {
  // The pair is an entry's: the compiler cannot see it through Pick.
  const { act, body } = entry as Entry;
  switch (act) {
    case 'case-created':
      return `made the case ${body.reference} (${body.name}) and is its first member (${roleWords(body.operator.roles)})`;
    case 'exhibit-received':
      return `received the exhibit ${body.exhibit.reference} (${body.exhibit.name}) with ${counted(body.footage.length, 'footage', 'footage')}${body.findings.length > 0 ? `; ${counted(body.findings.length, 'thing')} to know of the file` : ''}`;
    case 'exhibit-refused':
      return `was refused the file ${body.name}: ${body.reason}`;
    case 'clock-stated':
      return `stated the clock of ${body.footage.map(({ id }) => names.footage(id)).join(', ')}: ${body.reason}`;
    case 'member-added':
      return `added ${body.name} as a member (${roleWords(body.roles)})`;
    case 'member-removed':
      return `removed ${body.name} as a member: ${body.reason}`;
    case 'policy-set':
      return `set version ${body.version} of the policy${body.secondPersonGrants ? ': a second person has to grant' : ': no second person is needed to grant'}`;
    case 'authority-requested':
      return `asked for the authority ${body.authority} to ${body.kind === 'search' ? `search (${counted(body.searches, 'search', 'searches')} at the most)` : `erase ${counted(body.items.length, 'item')}`}${body.purpose === null ? '' : `: ${body.purpose}`}`;
    case 'authority-granted':
      return `granted the authority ${body.authority}`;
    case 'authority-declined':
      return `declined the authority ${body.authority}: ${body.reason}`;
    case 'authority-revoked':
      return `revoked the authority ${body.authority}: ${body.reason}`;
    case 'act-refused':
      return `refused ${body.by.name} ${body.what}: ${body.reason}`;
    case 'threshold-allowed':
      return `allowed thresholds below the calibrated range, down to ${body.lowest} (${body.allowance}): ${body.reason}`;
    case 'list-created':
      return `made the list ${body.list} (${body.name}; people who are ${body.kind === 'sought' ? 'sought' : 'missing or vulnerable'}) for the authority ${body.authority}`;
    case 'list-entry-added':
      return `put the probe ${short(body.probe)} on the list ${body.list}, to be looked at again by ${body.reviewOn}`;
    case 'list-entry-removed':
      return `took the probe ${short(body.probe)} off the list ${body.list}: ${body.reason}`;
    case 'index-started':
      return `began to index ${names.footage(body.footage)} with the pack ${body.pack.id} ${body.pack.version}`;
    case 'index-resumed':
      return `went on indexing ${names.run(body.run)} from frame ${body.frames}`;
    case 'index-stopped':
      return `stopped indexing ${names.run(body.run)} after ${counted(body.frames, 'frame')}: ${body.reason}`;
    case 'index-finished':
      return `finished indexing ${names.run(body.run)}; its completeness is recorded`;
    case 'index-refused':
      return `did not index ${names.exhibit(body.exhibit)}: ${body.reason}`;
    case 'pair-judged':
      return `judged that two tracks seen together ${body.counted ? 'count' : 'do not count'} as two people: ${body.reason}`;
    case 'calibration-recorded':
      return body.camera === null ? 'recorded the calibration that the pack comes with' : `recorded the calibration of the camera ${body.camera}, made of ${counted(body.runs.length, 'run')}`;
    case 'non-mated-measured':
      return `measured chance on ${counted(body.runs.length, 'run')} of ${body.camera === '' ? 'a camera that is not stated' : `the camera ${body.camera}`} with ${counted(body.photographs, 'photograph')} of ${body.people} people, declaring that they are not in it: ${body.declared}`;
    case 'probe-added':
      return `added the probe ${short(body.probe)} (${originWords[body.origin]}${body.fromTrack === null ? '' : ', cut from a track'})`;
    case 'search-requested':
      return `asked for the search ${body.search} under ${body.authority} with ${counted(body.sought.length, 'picture')}${body.list === null ? '' : ` of the list ${body.list}`} over ${counted(body.footage.length, 'footage', 'footage')}`;
    case 'search-answered':
      return `answered the search ${body.search}: ${counted(body.tracksCompared, 'track')} compared, ${counted(body.answers.reduce((sum, { candidates }) => sum + candidates, 0), 'candidate')}`;
    case 'search-stopped':
      return `stopped the search ${body.search}: ${body.reason}`;
    case 'search-shown':
      return `looked at the answer of the search ${body.search}`;
    case 'check-requested':
      return `asked for the check ${body.check} of one face against the ${counted(body.entries.length, 'entry', 'entries')} of the list ${body.list}, under ${body.authority}`;
    case 'check-answered':
      return `answered the check ${body.check}: ${counted(body.entriesCompared, 'entry', 'entries')} compared`;
    case 'lineup-created':
      return `made the line-up ${body.lineup} of ${counted(body.fillers.length + 1, 'picture')} for a candidate of the search ${body.search}`;
    case 'face-shown':
      return `was shown the face that the line-up ${body.lineup} is about`;
    case 'face-described':
      return `described the face of the line-up ${body.lineup} before seeing its pictures`;
    case 'lineup-opened':
      return `opened the pictures of the line-up ${body.lineup}`;
    case 'decision-made':
      return `decided ${body.decision} on the line-up ${body.lineup}: ${body.strength === null ? '' : `${body.strength} `}${conclusionWords[body.conclusion]}, ${body.pick === null ? 'no picture picked' : `picture ${body.pick} picked`}${body.supersedes === null ? '' : `; takes the place of ${body.supersedes}`}`;
    case 'lead-corroborated':
      return `recorded what else speaks ${body.speaks} the lead of rank ${body.rank} of the search ${body.search}`;
    case 'lead-actioned':
      return `recorded that the lead of rank ${body.rank} of the search ${body.search} was acted on`;
    case 'lead-outcome':
      return `recorded the outcome of the lead of rank ${body.rank} of the search ${body.search}: ${body.outcome}`;
    case 'still-exported':
      return `saved a still of ${names.footage(body.footage)} at ${body.ticks} ticks as ${body.file}`;
    case 'clip-exported':
      return `saved a clip of ${names.footage(body.footage)} from ${body.fromTicks} to ${body.toTicks} ticks as ${body.file}`;
    case 'bundle-exported':
      return `made the bundle ${body.bundle} of ${body.searches === null ? 'the whole case' : body.searches.join(', ')} for ${body.recipients.join(', ') || 'nobody named'}; ${body.faces === 'bystanders-blurred' ? 'bystanders are blurred' : 'nobody is blurred'}`;
    case 'bundle-abandoned':
      return `gave up the bundle ${body.bundle}: ${body.reason}`;
    case 'timestamp-added':
      return `added a time stamp of the first ${counted(body.size, 'entry', 'entries')}: ${body.time}`;
    case 'ledger-exported':
      return `handed the ledger out as a file with ${counted(body.entries, 'entry', 'entries')}`;
    case 'statistics-drawn':
      return 'drew up the statistics of the case';
    case 'review-dated':
      return `set ${body.reviewOn} as the day to look again at ${item(body.kind, body.item, names)}`;
    case 'hold-placed':
      return `put a hold on ${item(body.kind, body.item, names)}: ${body.reason}`;
    case 'hold-lifted':
      return `lifted the hold on ${item(body.kind, body.item, names)}: ${body.reason}`;
    case 'erased':
      return `erased ${item(body.kind, body.item, names)} (${body.erasure}) under ${body.authority}: ${body.reason}`;
    case 'erasure-finished':
      return `finished the erasure ${body.erasure}: no file of the case holds what was erased any more`;
    default:
      return act satisfies never;
  }
}

function item(kind: 'exhibit' | 'probe' | 'track' | 'list', id: string, names: Names): string {
  return kind === 'exhibit' ? names.exhibit(id) : `the ${kind} ${short(id)}`;
}

/** Ids made of content are told apart by their first digits. */
function short(id: string): string {
  return /^[0-9a-f]{32}/.test(id) ? `${id.slice(0, 8)}…${id.slice(32)}` : id;
}

/** @file Sections 2 and 3: what was asked, and under which authority. */
import { authorityState, authorityStateWords } from '../../../core/authorityState.ts';
import { count, counted } from '../../../core/countWords.ts';
import type { Disclosure, DisclosedProbe, DisclosedSearch } from '../../../core/disclosure.ts';
import type { AuthorityField } from '../../../core/firstPolicy.ts';
import { originWords } from '../../../core/provenance.ts';
import { roleWords } from '../../../core/role.ts';
import { caution, facts, heading, list, note, say, table } from './blocks.ts';
import type { ReportBlock, Rich } from './document.ts';
import { moment, notStated, ofOne, scoreText, sentences, sources, windowText } from './words.ts';

const roles = { probe: 'Face searched for', original: 'The same picture before it was processed', entry: 'Entry of the list' } as const;
const disposalWords = { convicted: 'convicted', unconvicted: 'not convicted', pending: 'not yet decided' } as const;

export function whatWasAsked(d: Disclosure, s: DisclosedSearch): ReportBlock[] {
  const { asked, list: probeList, limit, threshold, warnings } = s.request;
  return [
    facts([
      ['Asked for', `on ${moment(s.requestedAt)} by ${s.requestedBy.name}, ${roleWords(s.requestedBy.roles)}`],
      ['Faces searched for', probeList === null ? counted(s.request.sought.length, 'face') : `${counted(s.request.sought.length, 'face')} of list ${probeList}`],
      ['In which footage', `${asked.exhibit === null ? 'every exhibit in the authority’s scope' : `exhibit ${exhibitName(d, asked.exhibit)}`}, ${asked.camera === null ? 'every camera' : `camera ${asked.camera}`}, ${windowText(asked.from, asked.to)}`],
      ['Lowest quality compared', asked.minimumQuality === 0 ? 'None was set: every searchable face was compared.' : `${ofOne(asked.minimumQuality)}. Faces of lower quality were not compared.`],
      ['Lowest score for a candidate', threshold === null ? 'None was set: the list is cut off by its length only.' : scoreText(threshold)],
      ['Longest list asked for', counted(limit, 'candidate')],
      ['Other searches for the same face', sentences(s.sameProbe, 'None in this case.')],
    ]),
    ...(warnings.length > 0 ? [caution('Warnings that the person who searched was shown', ...warnings)] : []),
    ...s.probes.flatMap((probe) => probeBlocks(s, probe)),
    note(['Source: ', { code: sources.search(s) }, '.']),
  ];
}

function exhibitName({ exhibits }: Disclosure, id: string): string {
  return exhibits.find(({ exhibit }) => exhibit.id === id)?.exhibit.reference ?? id;
}

function probeBlocks(s: DisclosedSearch, { id, probe, image, addedAt, addedBy }: DisclosedProbe): ReportBlock[] {
  const role = s.request.sought.find((each) => each.probe === id)?.role ?? 'probe';
  if (probe === null) {
    return [heading(3, roles[role]), ...say([`This probe (`, { code: id }, `) was added on ${moment(addedAt)} by ${addedBy} and was erased since. Its picture, its vector and what was known of them are gone. The ledger keeps that it was there.`])];
  }
  const { provenance: p, quality } = probe;
  return [
    heading(3, `${roles[role]}: ${probe.label}`),
    ...(image ? [{ kind: 'figure', pictures: [{ path: image.path, alt: `The picture that was searched with: ${probe.label}`, caption: `“${probe.imageName}” as it was added. Face ${probe.face.number} of ${probe.face.of} found on it was used.`, share: 0.4 }] } as const] : say('The picture itself is not in this bundle.')),
    facts([
      ['Where the picture comes from', `${originWords[p.origin]}. ${p.source}`],
      ['Taken on', p.takenOn === null ? notStated : moment(p.takenOn)],
      ['Lawful basis for holding and searching it', p.basis],
      p.custody === null ? null : ['How the case of the custody photograph ended', disposalWords[p.custody.disposal]],
      p.custody === null || p.custody.disposal === 'convicted' ? null : ['Recorded decision to keep it', p.custody.retentionDecision ?? 'None.'],
      ['To be reviewed by', p.reviewOn === null ? 'No date was set.' : moment(p.reviewOn)],
      ['What was done to the picture', p.edits.length === 0 ? 'Nothing: it is as it was obtained.' : p.edits.map((edit, i) => `${i + 1}. ${edit}`).join('\n')],
      probe.original === null ? null : ['Searched beside it', [`The picture as it was before (probe `, { code: probe.original }, '). Section 5 says how the two lists differ.']],
      probe.fromTrack === null ? null : ['Cut from the footage', [{ code: probe.fromTrack }]],
      ['Added', `on ${moment(addedAt)} by ${addedBy}`],
      ['Size and quality of the face', `${count(Math.round(quality.widthPx))} pixels wide, ${count(Math.round(quality.eyesPx))} between the eyes; quality ${ofOne(quality.overall)}`],
      ['Weaknesses', sentences(probe.warnings, 'The program noted none.')],
      ['SHA-256 of the picture', [{ code: probe.imageSha256 }]],
    ]),
  ];
}

export function underWhichAuthority(d: Disclosure, s: DisclosedSearch): ReportBlock[] {
  const { authority: a } = s;
  const first = d.searches.find(({ authority }) => authority.authority === a.authority)!;
  if (first !== s) return say(`Authority ${a.authority}, the same as for search ${first.id} above.`);
  const refused = d.refusals.filter(({ authority }) => authority === a.authority);
  return [
    facts([
      ['Authority', `${a.authority}: ${authorityStateWords[authorityState(a, d.made.at)]} when this bundle was made`],
      ['Offence', a.offence ?? notStated],
      ['Purpose', a.purpose ?? notStated],
      ['Why it was necessary', a.necessity ?? notStated],
      ['Why it was proportionate', a.proportionality ?? notStated],
      ['Condition of Schedule 8, Data Protection Act 2018', a.basis.condition ?? notStated],
      ['Policy document', a.basis.document === null ? notStated : `${a.basis.document.title}, version ${a.basis.document.version}`],
      ['Exhibits allowed', a.exhibits === null ? 'Not limited.' : a.exhibits.map((id) => exhibitName(d, id)).join(', ')],
      ['Cameras allowed', a.cameras === null ? 'Not limited.' : a.cameras.join(', ')],
      ['Times allowed', windowText(a.from, a.to)],
      ['Kinds of picture allowed', a.origins.length === 0 ? 'None.' : a.origins.map((origin) => originWords[origin]).join(', ')],
      ['Searches allowed', `${count(a.searches)}; ${count(a.used)} asked for when this bundle was made`],
      ['Expires', moment(a.expires)],
      ['Asked for by', signed(a.requested)],
      ['Granted by', a.granted === null ? 'Nobody.' : signed(a.granted)],
      a.ended === null ? null : [a.ended.how === 'revoked' ? 'Revoked by' : 'Declined by', [...signed(a.ended), ` Reason: ${a.ended.reason}`]],
    ]),
    ...say(
      'The limits on exhibits, cameras and times were applied before anything was scored: what lies outside of them was not compared. Who searches cannot grant the authority for it; the program refuses that and writes the refusal down.',
      `The policy of the case (version ${d.policy.version}) ${d.policy.secondPersonGrants ? 'demands that a second person grants' : 'does not demand that a second person grants'}. Texts that it demands: ${sentences(d.policy.required.map((field) => fieldWords[field]), 'none')}.`,
    ),
    ...(refused.length === 0
      ? say('Nothing was asked for under this authority and refused.')
      : table('Asked for under this authority and refused', [{ title: 'When', share: 2.4 }, { title: 'By', share: 1.6 }, { title: 'What', share: 1.6 }, { title: 'Reason', share: 4 }], refused.map((r) => [moment(r.at), r.by, r.what.replaceAll('-', ' '), r.reason]), sources.everything, '')),
  ];
}

const fieldWords: Readonly<Record<AuthorityField, string>> = { offence: 'offence', purpose: 'purpose', necessity: 'necessity', proportionality: 'proportionality', condition: 'Schedule 8 condition', document: 'policy document' };

function signed({ name, at, entry, publicKey }: NonNullable<DisclosedSearch['authority']['granted']>): Exclude<Rich, string> {
  return [`${name}, on ${moment(at)} (entry ${count(entry)} of the ledger), signed with the key `, { code: publicKey }];
}

/** Requests that were refused and belong to no authority. */
export function refusedOutside(d: Disclosure): ReportBlock[] {
  const held = new Set(d.searches.map(({ authority }) => authority.authority));
  const others = d.refusals.filter(({ authority }) => authority === null || !held.has(authority));
  if (others.length === 0) return [];
  return [heading(2, 'Other requests that were refused'), list(others.map(({ at, by, what, reason }) => `${moment(at)}, ${by}: ${what.replaceAll('-', ' ')}. ${reason}`))];
}

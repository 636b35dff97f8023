/** @file The certificate of an erasure: what went, when, by whose word, what is left elsewhere; made from the ledger, so that it can be made again. */
import { splitTrack } from '../../core/ids.ts';
import type { Authority } from '../../core/authorityState.ts';
import type { Body } from '../../core/entry.ts';
import { reportHtml } from '../disclose/report/html.ts';
import type { ReportBlock, Rich } from '../disclose/report/document.ts';
import { handedOutBundles } from '../disclose/gather.ts';
import { findAuthority } from '../authorising.ts';
import type { Case } from '../caseFolder.ts';
import { entriesOf, findExhibit, signerOf } from '../records.ts';
import type { RecordedEntry } from '../records.ts';
import type { ExhibitId } from '../../core/ids.ts';

/** As one HTML page without script, of an erasure that is finished. */
export function certificate(opened: Case, id: string): string {
  const { db, facts } = opened;
  const entry = entriesOf(db, 'erased').find(({ body }) => body.erasure === id)!;
  const finished = entriesOf(db, 'erasure-finished').find(({ body }) => body.erasure === id)!;
  const checkpoint = db.prepare<[number], { note: string }>('SELECT note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1').get(finished.index)!;
  return reportHtml({
    title: 'Certificate of erasure', kind: `Erasure ${id}`, subtitle: `${facts.name}, case ${facts.reference}`, reference: `Case ${facts.reference}, erasure ${id}`, at: finished.at,
    blocks: [
      ...whatAndWho(entry, finished, findAuthority(db, entry.body.authority)),
      { kind: 'heading', level: 1, text: 'What was erased' },
      ...whatWent(entry.body, finished.body),
      ...wentWith(opened, entry),
      { kind: 'heading', level: 1, text: 'What was not erased' },
      { kind: 'list', ordered: false, items: whatStays(opened, entry, finished.body) },
      { kind: 'heading', level: 1, text: 'How to check this' },
      { kind: 'paragraph', text: ['The erasure is entry ', { strong: String(entry.index) }, ' of the case’s ledger, leaf hash ', { code: entry.leaf }, '; that it was carried out is entry ', { strong: String(finished.index) }, ', leaf hash ', { code: finished.leaf }, '. Both stand under the checkpoint below, which is signed with the key of the case. “ledger verify” finds an item that this certificate says is gone, and anything that was changed.'] },
      { kind: 'paragraph', text: [{ code: checkpoint.note.trimEnd() }] },
    ],
  });
}

function whatAndWho({ body, ...entry }: RecordedEntry<'erased'>, finished: RecordedEntry<'erasure-finished'>, authority: Authority): ReportBlock[] {
  const signer = signerOf({ body, ...entry })!;
  return [
    {
      kind: 'facts',
      rows: [
        ['Item', [`The ${body.kind} `, { code: body.item }]],
        ['Reason', body.reason],
        ...(body.despite === null ? [] : [['Erased although something needed it', body.despite] as const]),
        ['Erased by', [`${signer.name}, key `, { code: signer.publicKey }]],
        ['Rows gone', entry.at],
        ['Files gone', finished.at],
        ['Authority', `${authority.authority}, asked for by ${authority.requested.name} on ${authority.requested.at.slice(0, 10)}, granted by ${authority.granted?.name ?? 'nobody'}${authority.granted ? ` on ${authority.granted.at.slice(0, 10)}` : ''}`],
        ['Purpose', authority.purpose ?? 'not stated'],
      ],
    },
  ];
}

function whatWent(body: Body<'erased'>, finished: Body<'erasure-finished'>): ReportBlock[] {
  const { counts } = body;
  const rows: (readonly [string, number, string])[] = [
    ['Tracks', body.tracks.length, 'rows of the record; their digests are below'],
    ['Sightings', counts.sightings, 'place and quality of a face in one frame'],
    ['Face vectors', counts.vectors, 'float32 values, in the record and in the index'],
    ['Candidates', counts.candidates, 'lines of results of searches; rank and digest stay'],
    ['Probe images', counts.images, 'overwritten, unless another probe was taken from the same image'],
    ['Texts', body.kept.length, 'details, reasons and descriptions beside the ledger; their digests are below'],
  ];
  return [
    { kind: 'table', title: 'Classes of data and how many', columns: [{ title: 'Class', share: 2 }, { title: 'Count', share: 1, align: 'right' }, { title: 'What that was', share: 5 }], rows: rows.map(([name, n, what]) => [name, String(n), what]) },
    { kind: 'paragraph', text: `The database was written anew without its free pages and its log was emptied. ${finished.files} files (${finished.bytes} bytes: the index, derived pictures, probe images) were overwritten and removed; what of them is still needed is made again from the record.` },
    ...(body.tracks.length + body.kept.length === 0
      ? []
      : [{ kind: 'table', title: 'Digests (SHA-256) that the ledger keeps of what is gone', columns: [{ title: 'Of', share: 3 }, { title: 'Digest', share: 4 }], rows: [...body.tracks.map(({ track, digest }): Rich[] => [[{ code: track }], [{ code: digest }]]), ...body.kept.map((digest): Rich[] => ['text', [{ code: digest }]])] } as const]),
  ];
}

/** Of a list: the probes that were erased with it, each under a number of its own. */
function wentWith({ db }: Case, { body, index }: RecordedEntry<'erased'>): ReportBlock[] {
  if (body.kind !== 'list') return [];
  const probes = entriesOf(db, 'erased').filter((entry) => entry.index > index && entry.body.kind === 'probe' && entry.body.authority === body.authority);
  return probes.length === 0 ? [] : [{ kind: 'list', ordered: false, items: probes.map((entry): Rich => ['Probe ', { code: entry.body.item }, ` with its vector, image and details, as the erasure ${entry.body.erasure}`]) }];
}

function whatStays({ db }: Case, { body, index }: RecordedEntry<'erased'>, finished: Body<'erasure-finished'>): Rich[] {
  const tracks = new Set(body.tracks.map(({ track }) => track));
  const exhibit = body.kind === 'exhibit' ? findExhibit(db, body.item as ExhibitId) : undefined;
  const cut = entriesOf(db, 'probe-added').flatMap((entry) => (entry.body.fromTrack !== null && tracks.has(entry.body.fromTrack) ? [entry.body.probe] : []));
  const processed = entriesOf(db, 'probe-added').flatMap((entry) => (entry.body.original === body.item ? [entry.body.probe] : []));
  const gone = new Set(entriesOf(db, 'erased').map((entry) => entry.body.item));
  const runs = new Set([...tracks].map((track) => splitTrack(track)[0]));
  const footage = new Set(entriesOf(db, 'index-started').flatMap((entry) => (runs.has(entry.body.run) ? [entry.body.footage] : [])));
  const stills = entriesOf(db, 'still-exported').filter((entry) => (entry.body.track !== null && tracks.has(entry.body.track)) || (body.kind === 'exhibit' && footage.has(entry.body.footage)));
  const bundles = handedOutBundles(db).filter((entry) => entry.index < index);
  const still = (ids: readonly string[], words: string): Rich[] => {
    const left = ids.filter((id) => !gone.has(id));
    return left.length === 0 ? [] : [[`${words}: `, ...left.flatMap((id, i) => [i === 0 ? '' : ', ', { code: id }])]];
  };
  return [
    body.kind === 'probe' || body.kind === 'list'
      ? 'The file from which the probe’s picture was taken. It is not kept in the case.'
      : `The original footage. It is not kept in the case and was not touched${exhibit ? ` (${exhibit.reference}, ${exhibit.name}, SHA-256 ${exhibit.sha256})` : ''}; whoever holds it decides about it.`,
    'The ledger: ids, digests, counts and times of what was done. It holds no picture, no vector and none of the texts above.',
    ...still(body.alsoSeenAs, 'Tracks of other runs of the same footage on the same face'),
    ...still(cut, 'Probes that were cut from it'),
    ...still(processed, 'Probes whose picture was made from its picture'),
    ...stills.map((entry): Rich => [`A still that was written on ${entry.at.slice(0, 10)} to ${entry.body.file}, SHA-256 `, { code: entry.body.sha256 }]),
    ...bundles.map((entry) => `Bundle ${entry.body.bundle} of ${entry.at.slice(0, 10)}, handed to ${entry.body.recipients.join(', ') || 'nobody who is named'}: bundles that were handed out are not in our hands.`),
    'Backups and copies of the case’s folder, on whatever disk.',
    `What a disk keeps of blocks that were given back: ${finished.files} files were overwritten in place, which a solid-state disk may carry out elsewhere.`,
  ];
}

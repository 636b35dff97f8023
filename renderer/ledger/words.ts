/** @file What the ledger page says: groups of acts, what a verification found and what to do, and how a proof is checked with stock tools. Pure. */
import { counted } from '../../electron/core/countWords.ts';
import { actGroups, type ActGroup } from '../../electron/core/entryWords.ts';
import type { EntryLine, EntryProof } from '../../electron/core/ledgerView.ts';
import type { IconName } from '../parts/Icon.tsx';

export const groupWords: Readonly<Record<ActGroup, readonly [label: string, icon: IconName]>> = {
  people: ['People and authority', 'shield'], material: ['Exhibits and clocks', 'film'], indexing: ['Indexing', 'machine'], searching: ['Probes and searches', 'search'],
  review: ['Review and leads', 'review'], disclosure: ['Handing out', 'download'], keeping: ['Keeping and erasing', 'calendar'],
};

export const groups = actGroups.map((id) => ({ id, label: groupWords[id][0] }));

export const withheldSentence = 'Kept from you: it could say whom a line-up is about, or what others concluded. Its number and hash are here, so every proof works.';

/** What of the entry is kept beside the ledger, or was; null: nothing. */
export function keptWords(line: EntryLine): string | null {
  if (line.withheld || line.texts.kept + line.texts.erased === 0) return null;
  if (line.texts.erased === 0) return 'Text kept';
  return line.texts.kept === 0 ? 'Text erased' : 'Text erased in part';
}

/** The same at length, where one entry is looked at. */
export function keptSentence(line: EntryLine): string | null {
  const words = keptWords(line);
  if (words === null) return null;
  return line.withheld || line.texts.erased === 0
    ? 'What describes a person is not in the entry. It is kept beside the ledger, and the entry holds its salted SHA-256, so that the text can be erased one day and this entry and every proof still hold.'
    : 'What describes a person was erased. The entry holds its salted SHA-256 only, from which the text cannot be had back; the entry and every proof still hold.';
}

/** What a verification does in this stage. */
export function verifyingWords(stage: string | undefined): string {
  return stage === 'rows' ? 'Verifying what is kept beside the entries: runs, vectors, searches and reviews' : 'Verifying every entry: its hash, its signature and whether it was allowed';
}

export const stoppedSentence = 'The verification was stopped. It changed nothing, and it says nothing: neither that the ledger is whole nor that it is not. Begin it again.';

export const verified: readonly string[] = [
  'Each entry has the hash kept with it and names the entry before it.',
  'Each act of a person carries that person’s signature, and their role allowed it then.',
  'Each checkpoint is signed with the case’s key and is over these entries; the one that this machine keeps outside of the case continues in them.',
  'Exhibits, runs, tracks, vectors, probes, searches and reviews are kept as their entries state them.',
  'Texts beside the ledger are the recorded ones, and what was erased is gone.',
];

export const notVerified = 'It does not show that what an entry says is true; nor, to somebody who kept no earlier checkpoint, that the holder of the case’s key has not written all of it anew.';

const advice: readonly (readonly [codes: RegExp, what: string])[] = [
  [/^ledger-|^checkpoint-|^entry-/, 'Stop work on this case and keep its folder as it is. Compare the fingerprint with one that was read out or printed before, and go on from a copy that verifies.'],
  [/^database-/, 'Keep the folder as it is, check the disk, and go on from a copy that verifies.'],
  [/^run-|^completeness-/, 'Do not search these runs. Index the footage again from the original; the same footage must give the same digest.'],
  [/^kept-|^probe-/, 'Do not use what it names. Take it from a copy of the case that verifies, or add it again.'],
  [/^erasure-|^erased-/, 'Finish the erasure again, and tell whoever oversees erasures.'],
  [/^search-/, 'Do not rely on this answer. Make the search again, and say in the disclosure that this one does not verify.'],
  [/^pick-|^review-/, 'Do not rely on this review. Have the line-up reviewed again by others.'],
  [/^row-/, 'Keep the folder as it is and take the row from a copy that verifies; what the entry says stands.'],
];

/** What to do about a finding. */
export function adviceFor(code: string): string {
  return advice.find(([codes]) => codes.test(code))?.[1] ?? 'Keep the folder as it is and compare with a copy that verifies.';
}

/** Shell lines that go from the entry’s hash to the root with printf, xxd and sha256sum, and say whether it is the signed one. */
export function checkLines({ leaf, steps, checkpoint }: EntryProof): string {
  return [
    `h=${leaf}`,
    'fold() { printf "01$1$2" | xxd -r -p | sha256sum | cut -c1-64; }',
    ...steps.map(({ side, hash }) => (side === 'left' ? `h=$(fold ${hash} $h)` : `h=$(fold $h ${hash})`)),
    `test $h = ${checkpoint.root} && echo "in the ledger" || echo "NOT in the ledger"`,
  ].join('\n');
}

export function proofSentence({ line, steps, checkpoint, holds }: EntryProof): string {
  return holds
    ? `Entry ${line.index} is one of the ${counted(checkpoint.size, 'entry', 'entries')} under the newest signed checkpoint: its hash and ${counted(steps.length, 'other hash', 'other hashes')} give the root that the case’s key signed. Change one letter of it and they do not.`
    : `Entry ${line.index} does not lead to the root of the newest signed checkpoint. Do not rely on it; verify the ledger, which says what is wrong, and compare with a copy.`;
}

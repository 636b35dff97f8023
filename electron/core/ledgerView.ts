/** @file The ledger as one person may see it: which acts are kept from whom, and what is shown of an entry, its proof and the checkpoint. */
import { mayDo } from './duties.ts';
import type { Act } from './entry.ts';
import { groupOf, type ActGroup } from './entryWords.ts';
import type { Role } from './role.ts';

/** One entry in a list. `withheld`: only that it is there. */
export type EntryLine =
  | { readonly index: number; readonly withheld: true }
  | {
      readonly index: number;
      readonly withheld: false;
      /** RFC 3339, UTC. */
      readonly at: string;
      readonly by: string;
      readonly act: Act;
      readonly group: ActGroup;
      /** What was done, to be read after who did it. */
      readonly did: string;
      /** Texts kept beside the ledger that it names, and how many of them were erased. */
      readonly texts: { readonly kept: number; readonly erased: number };
    };

export interface LedgerHead {
  readonly entries: number;
  /** Members, also those who were removed, in the order of joining. */
  readonly people: readonly { readonly name: string; readonly publicKey: string }[];
  readonly checkpoint: ShownCheckpoint;
  /** Whether entries are kept from the person who asks. */
  readonly withholds: boolean;
}

export interface ShownCheckpoint {
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  /** The signed note. */
  readonly note: string;
  /** When the last entry under it was recorded. RFC 3339, UTC. */
  readonly at: string;
  /** The case's public key, hexadecimal. */
  readonly publicKey: string;
}

/** Why an entry is in the ledger, with every number to derive it again. Hashes and keys hexadecimal. */
export interface EntryProof {
  readonly line: EntryLine;
  /** The entry's exact bytes as text; null where they are kept from the person, or name a folder of this machine. */
  readonly json: string | null;
  /** The same to be read, without folders; null where kept from the person. */
  readonly recorded: string | null;
  readonly leaf: string;
  readonly signature: { readonly by: string; readonly publicKey: string; readonly bytes: string; readonly holds: boolean } | null;
  /** From the leaf to the root: the other half and on which side it stands. */
  readonly steps: readonly { readonly side: 'left' | 'right'; readonly hash: string }[];
  readonly checkpoint: ShownCheckpoint;
  /** Whether leaf, steps and signed checkpoint fit together. */
  readonly holds: boolean;
}

/**
 * Acts that tell a reviewer who is the candidate, what else is known of them, or what others concluded; and what searches gave. See
 * [Note: What of the ledger is kept from reviewers].
 */
const telling: ReadonlySet<Act> = new Set<Act>([
  ...(Object.keys(groupOf) as Act[]).filter((act) => groupOf[act] === 'searching' || groupOf[act] === 'review'),
  'act-refused', 'pair-judged', 'threshold-allowed', 'still-exported', 'clip-exported', 'bundle-exported', 'bundle-abandoned', 'review-dated', 'hold-placed', 'hold-lifted', 'erased', 'erasure-finished',
]);

/** What a reviewer did themselves; of their decisions only what they stated. */
const own: ReadonlySet<Act> = new Set<Act>(['face-shown', 'face-described', 'lineup-opened', 'decision-made']);

/**
 * Whether entries are kept from somebody with these roles.
 *
 * [Note: What of the ledger is kept from reviewers] A line-up is blind only while its reviewers know neither the track searched for nor what
 * others decided, and the entries state both. So whoever is a reviewer, or may not look at searches, sees of those entries the number and the
 * leaf hash, with which every proof works. Their own steps they see, but for whether the picture they picked was the candidate's.
 */
export function withholds(roles: readonly Role[]): boolean {
  return roles.includes('reviewer') || !mayDo(roles, 'search-shown');
}

/** What one may see of an entry of this act. 'words': the sentence, and not the bytes. */
export function sightOf(act: Act, isOwn: boolean, roles: readonly Role[]): 'whole' | 'words' | 'nothing' {
  if (!withholds(roles) || !telling.has(act)) return 'whole';
  if (!isOwn || !own.has(act)) return 'nothing';
  return act === 'decision-made' ? 'words' : 'whole';
}

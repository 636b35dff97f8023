/**
 * @file Reviewing: line-ups with their reviews and the leads beside them, as the entries up to a moment leave them, and what stands in a
 * reviewer's way. The engine asks before an act; verification asks again of every entry.
 */
import { Failure } from './failure.ts';
import type { Act, Body, EntryContent } from './entry.ts';

/** The acts that this is folded from. */
export const reviewingActs = [
  'authority-granted', 'search-requested', 'search-shown', 'bundle-exported', 'ledger-exported', 'lineup-created', 'face-shown', 'face-described', 'lineup-opened', 'decision-made', 'lead-corroborated', 'lead-actioned', 'lead-outcome',
] as const satisfies readonly Act[];

export interface Person {
  readonly name: string;
  readonly publicKey: string;
}

/** An act with who did it and when (RFC 3339), and the index of its entry. */
export interface Done<A extends Act> {
  readonly by: Person;
  readonly at: string;
  readonly entry: number;
  readonly body: Body<A>;
}

/** What one reviewer did about a line-up: the first time that each thing was done, and every decision, oldest first; the last one stands. */
export interface Review {
  readonly reviewer: Person;
  readonly shown: Done<'face-shown'> | null;
  readonly described: Done<'face-described'> | null;
  readonly opened: Done<'lineup-opened'> | null;
  readonly decisions: readonly Done<'decision-made'>[];
}

export interface Lineup {
  readonly created: Done<'lineup-created'>;
  readonly searchedBy: Person | null;
  readonly grantedBy: Person | null;
  /** Who searched for the same probe, looked at the answer of such a search, or handed it or the ledger out. */
  readonly seenBy: readonly Person[];
  /** Who opened another line-up of the same candidate of the same probe: whom both show is the candidate. */
  readonly openedBeside: readonly Person[];
  /** In the order in which the reviewers began. */
  readonly reviews: readonly Review[];
}

export interface Lead {
  readonly corroborated: readonly Done<'lead-corroborated'>[];
  readonly actioned: Done<'lead-actioned'> | null;
  /** Oldest first; the last one stands. */
  readonly outcomes: readonly Done<'lead-outcome'>[];
}

export interface Reviewing {
  readonly lineups: ReadonlyMap<string, Lineup>;
  /** By `leadKey`. */
  readonly leads: ReadonlyMap<string, Lead>;
  readonly granted: ReadonlyMap<string, Person>;
  readonly searches: ReadonlyMap<string, { readonly by: Person; readonly authority: string; readonly probes: readonly string[] }>;
  /** Probe -> who has seen candidates of it. */
  readonly seen: ReadonlyMap<string, readonly Person[]>;
}

export const noReviewing: Reviewing = { lineups: new Map(), leads: new Map(), granted: new Map(), searches: new Map(), seen: new Map() };

/** A lead is one candidate of one probe of one search. */
export function leadKey({ search, probe, track }: { readonly search: string; readonly probe: string; readonly track: string }): string {
  return `${search} ${probe} ${track}`;
}

type Placed = { [A in Act]: EntryContent<A> & { readonly index: number } }[Act];

/** How the entry leaves things. Entries that no person signed change nothing. */
export function advanceReviewing(before: Reviewing, entry: Placed): Reviewing {
  if ('machine' in entry.actor) return before;
  const by = { name: entry.actor.operator, publicKey: entry.actor.key };
  const done = <A extends Act>(body: Body<A>): Done<A> => ({ by, at: entry.at, entry: entry.index, body });
  const lead = (body: { readonly search: string; readonly probe: string; readonly track: string }, change: (known: Lead) => Lead): Reviewing => {
    const key = leadKey(body);
    return { ...before, leads: new Map(before.leads).set(key, change(before.leads.get(key) ?? { corroborated: [], actioned: null, outcomes: [] })) };
  };
  const review = (id: string, change: (known: Review) => Review): Reviewing => {
    const lineup = before.lineups.get(id);
    if (!lineup) return before;
    const known = reviewOf(lineup, by);
    const changed = change(known);
    const reviews = lineup.reviews.includes(known) ? lineup.reviews.map((each) => (each === known ? changed : each)) : [...lineup.reviews, changed];
    return { ...before, lineups: new Map(before.lineups).set(id, { ...lineup, reviews }) };
  };
  const see = (searches: readonly string[]): Reviewing => {
    const probes = new Set(searches.flatMap((search) => before.searches.get(search)?.probes ?? []));
    const seen = new Map(before.seen);
    for (const probe of probes) seen.set(probe, [...(seen.get(probe) ?? []), by]);
    return { ...before, seen, lineups: seenLineups(({ probe }) => probes.has(probe)) };
  };
  const seenLineups = (which: (body: Body<'lineup-created'>) => boolean): Reviewing['lineups'] =>
    new Map([...before.lineups].map(([id, lineup]) => [id, which(lineup.created.body) ? { ...lineup, seenBy: [...lineup.seenBy, by] } : lineup]));
  switch (entry.act) {
    case 'authority-granted':
      return { ...before, granted: new Map(before.granted).set(entry.body.authority, by) };
    case 'search-requested': {
      const { search, authority, sought } = entry.body;
      return advanceReviewing({ ...before, searches: new Map(before.searches).set(search, { by, authority, probes: sought.map(({ probe }) => probe) }) }, { ...entry, act: 'search-shown', body: { search } });
    }
    case 'search-shown':
      return see([entry.body.search]);
    case 'bundle-exported':
      return see(entry.body.searches ?? [...before.searches.keys()]);
    case 'ledger-exported':
      // It names the candidates of the line-ups that there are, and the decisions on them.
      return { ...before, lineups: seenLineups(() => true) };
    case 'lineup-created': {
      const search = before.searches.get(entry.body.search);
      const grantedBy = (search && before.granted.get(search.authority)) ?? null;
      const openedBeside = [...before.lineups.values()].filter((other) => ofSame(other, entry.body)).flatMap(({ reviews }) => reviews.flatMap(({ opened }) => opened?.by ?? []));
      return { ...before, lineups: new Map(before.lineups).set(entry.body.lineup, { created: done(entry.body), searchedBy: search?.by ?? null, grantedBy, seenBy: before.seen.get(entry.body.probe) ?? [], openedBeside, reviews: [] }) };
    }
    case 'face-shown':
      return review(entry.body.lineup, (known) => ({ ...known, shown: known.shown ?? done(entry.body) }));
    case 'face-described':
      return review(entry.body.lineup, (known) => ({ ...known, described: known.described ?? done(entry.body) }));
    case 'lineup-opened': {
      const after = review(entry.body.lineup, (known) => ({ ...known, opened: known.opened ?? done(entry.body) }));
      const created = after.lineups.get(entry.body.lineup)?.created.body;
      const beside = (id: string, lineup: Lineup): boolean => created !== undefined && id !== entry.body.lineup && ofSame(lineup, created);
      return { ...after, lineups: new Map([...after.lineups].map(([id, each]) => [id, beside(id, each) ? { ...each, openedBeside: [...each.openedBeside, by] } : each])) };
    }
    case 'decision-made':
      return review(entry.body.lineup, (known) => ({ ...known, decisions: [...known.decisions, done(entry.body)] }));
    case 'lead-corroborated':
      return lead(entry.body, (known) => ({ ...known, corroborated: [...known.corroborated, done(entry.body)] }));
    case 'lead-actioned':
      return lead(entry.body, (known) => ({ ...known, actioned: known.actioned ?? done(entry.body) }));
    case 'lead-outcome':
      return lead(entry.body, (known) => ({ ...known, outcomes: [...known.outcomes, done(entry.body)] }));
    default:
      return before;
  }
}

/** Whether the line-up is of this candidate of this probe too. */
function ofSame({ created: { body } }: Lineup, { probe, track }: Body<'lineup-created'>): boolean {
  return body.probe === probe && body.track === track;
}

/** The person's review of the line-up; one in which nothing was done yet where there is none. */
export function reviewOf(lineup: Lineup, person: Person): Review {
  return lineup.reviews.find(({ reviewer }) => reviewer.publicKey === person.publicKey) ?? { reviewer: person, shown: null, described: null, opened: null, decisions: [] };
}

/** What a reviewer is about to do; a decision with what it supersedes and how many pictures there are to pick from. */
export type Step =
  | { readonly act: 'face-shown' }
  | { readonly act: 'face-described' }
  | { readonly act: 'lineup-opened' }
  | { readonly act: 'decision-made'; readonly supersedes: string | null; readonly pick: number | null };

/**
 * What stands in the person's way; null: nothing. Who searched, made the line-up, granted the authority or looked at the answer before they
 * decided, or opened another line-up of the same candidate, has seen more than a reviewer may; the face is seen before it is described, described before the line-up is opened, and that opened before it is decided; nobody
 * decides twice but by superseding their own standing decision, so a second review is always another person's.
 */
export function obstacle(lineup: Lineup, person: Person, step: Step): Failure | null {
  const { body } = lineup.created;
  const id = body.lineup;
  const same = (other: Person | null): boolean => other?.publicKey === person.publicKey;
  const why = same(lineup.created.by) ? 'they made it' : same(lineup.searchedBy) ? `they made the search ${body.search}` : same(lineup.grantedBy) ? 'they granted the authority of the search' : null;
  if (why !== null) return new Failure('review-not-independent', { lineup: id, name: person.name, why });
  const { shown, described, opened, decisions } = reviewOf(lineup, person);
  if (decisions.length === 0 && lineup.seenBy.some(same)) return new Failure('review-not-independent', { lineup: id, name: person.name, why: 'they have seen what a search for the same face gave, or the ledger' });
  if (step.act === 'face-shown') return null;
  if (shown === null) return new Failure('review-order', { lineup: id, first: 'see the face' });
  if (step.act === 'face-described') return described === null ? null : new Failure('face-described-already', { lineup: id });
  if (described === null) return new Failure('review-order', { lineup: id, first: 'describe the face' });
  if (step.act === 'lineup-opened' && opened === null && lineup.openedBeside.some(same)) return new Failure('review-not-independent', { lineup: id, name: person.name, why: 'they have opened another line-up of the same candidate, and whom both show is the candidate' });
  if (step.act === 'lineup-opened') return null;
  if (opened === null) return new Failure('review-order', { lineup: id, first: 'open the line-up' });
  const standing = decisions.at(-1)?.body.decision ?? null;
  if (step.supersedes !== null && step.supersedes !== standing) return new Failure('decision-foreign', { decision: step.supersedes, lineup: id });
  if (step.supersedes === null && standing !== null) return new Failure('decision-stands', { lineup: id, decision: standing });
  const pictures = body.fillers.length + 1;
  return step.pick !== null && (step.pick < 1 || step.pick > pictures) ? new Failure('pick-unknown', { pick: step.pick, pictures }) : null;
}

/** Whether no other reviewer's decision could be seen by this one when they made it: others' are shown to a reviewer only after their own first. */
export function wasBlind(lineup: Lineup, review: Review, decision: Done<'decision-made'>): boolean {
  return decision === review.decisions[0] || !lineup.reviews.some((other) => other !== review && other.decisions.some(({ entry }) => entry < decision.entry));
}

/** Why the lead may not be acted on; null: it may. */
export function leadObstacle(lead: Lead | undefined, search: string, rank: number): Failure | null {
  if (lead?.actioned) return new Failure('lead-actioned-already', { search, rank });
  return lead?.corroborated.some(({ body }) => body.speaks === 'for') ? null : new Failure('lead-uncorroborated', { search, rank });
}

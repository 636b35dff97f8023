/** @file Figures: what became of searches, counted from the entries of a ledger. Pure; no face, no name of anybody. */
import type { EntryContent } from '../../core/entry.ts';
import { clopperPearson } from '../../core/interval.ts';
import type { Conclusion } from '../../core/review.ts';
import { conclusions } from '../../core/review.ts';

/** A share that was observed, with its Clopper–Pearson interval of 95 %. */
export interface Rate {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

export interface Figures {
  readonly searches: { readonly asked: number; readonly answered: number; readonly stopped: number; readonly withoutCandidate: number };
  /** Face sightings in the footage that answered searches compared, each indexing once. */
  readonly facesSeen: number;
  /** Tracks that were compared, each search anew. */
  readonly tracksCompared: number;
  readonly candidates: number;
  readonly lineups: number;
  /** Candidates on which a decision stands. */
  readonly decided: number;
  /** Decisions that stand, by conclusion. */
  readonly decisions: Readonly<Record<Conclusion, number>>;
  /** Decisions that stand and picked somebody who is certainly another person. */
  readonly fillersPicked: number;
  readonly leads: { readonly corroborated: number; readonly contradicted: number; readonly actioned: number };
  /** Leads that were actioned or whose outcome was recorded; those without one count as unverified. */
  readonly outcomes: { readonly followedUp: number; readonly right: number; readonly wrong: number; readonly unverified: number };
  /** null: nothing to measure it on. */
  readonly rates: { readonly rightOfFollowedUp: Rate | null; readonly wrongOfFacesSeen: Rate | null; readonly wrongOfDecided: Rate | null };
}

export const countedActs = ['authority-requested', 'index-finished', 'search-requested', 'search-answered', 'search-stopped', 'lineup-created', 'decision-made', 'lead-corroborated', 'lead-actioned', 'lead-outcome'] as const;
/** An entry of one of the acts that are counted. */
export type Counted = { [A in (typeof countedActs)[number]]: EntryContent<A> }[(typeof countedActs)[number]];

/**
 * Counts these searches (ids) and all that was ever recorded of them, so that a decision belongs to the period and purpose of its search.
 * `cases`: the entries of each case in order, and which of its searches count.
 */
export function figuresOf(cases: readonly { readonly entries: readonly Counted[]; readonly searches: ReadonlySet<string> }[]): Figures {
  const all = cases.map(({ entries, searches }) => countCase(entries, searches));
  const sum = (of: (one: CaseCount) => number): number => all.reduce((total, one) => total + of(one), 0);
  const outcomes = { followedUp: sum((c) => c.followedUp.size), right: sum((c) => outcomesThat(c, 'right')), wrong: sum((c) => outcomesThat(c, 'wrong')), unverified: 0 };
  outcomes.unverified = outcomes.followedUp - outcomes.right - outcomes.wrong;
  const decided = sum((c) => c.decided.size), facesSeen = sum((c) => c.facesSeen);
  const standing = all.flatMap((c) => [...c.decisions.values()]);
  return {
    searches: { asked: sum((c) => c.asked), answered: sum((c) => c.answered), stopped: sum((c) => c.stopped), withoutCandidate: sum((c) => c.withoutCandidate) },
    facesSeen, tracksCompared: sum((c) => c.tracksCompared), candidates: sum((c) => c.candidates), lineups: sum((c) => c.lineups.size), decided,
    decisions: Object.fromEntries(conclusions.map((each) => [each, standing.filter(({ conclusion }) => conclusion === each).length])) as Record<Conclusion, number>,
    fillersPicked: standing.filter(({ picked }) => picked === 'filler').length,
    leads: { corroborated: sum((c) => c.corroborated.size), contradicted: sum((c) => c.contradicted.size), actioned: sum((c) => c.actioned.size) },
    outcomes,
    rates: {
      rightOfFollowedUp: rate(outcomes.right, outcomes.followedUp),
      wrongOfFacesSeen: outcomes.followedUp === 0 ? null : rate(outcomes.wrong, facesSeen),
      wrongOfDecided: outcomes.followedUp === 0 ? null : rate(sum((c) => [...c.decided].filter((lead) => c.outcomes.get(lead) === 'wrong').length), decided),
    },
  };
}

interface CaseCount {
  asked: number;
  answered: number;
  stopped: number;
  withoutCandidate: number;
  facesSeen: number;
  tracksCompared: number;
  candidates: number;
  /** Line-up -> the lead (search, probe, track) that it is about. */
  readonly lineups: Map<string, string>;
  readonly decided: Set<string>;
  readonly decisions: Map<string, Extract<Counted, { act: 'decision-made' }>['body']>;
  readonly corroborated: Set<string>;
  readonly contradicted: Set<string>;
  readonly actioned: Set<string>;
  readonly followedUp: Set<string>;
  /** The last one that was recorded of each lead. */
  readonly outcomes: Map<string, 'right' | 'wrong' | 'unverified'>;
}

function outcomesThat({ outcomes }: CaseCount, are: 'right' | 'wrong'): number {
  return [...outcomes.values()].filter((outcome) => outcome === are).length;
}

function countCase(entries: readonly Counted[], searches: ReadonlySet<string>): CaseCount {
  const c: CaseCount = {
    asked: 0, answered: 0, stopped: 0, withoutCandidate: 0, facesSeen: 0, tracksCompared: 0, candidates: 0, lineups: new Map(), decided: new Set(), decisions: new Map(),
    corroborated: new Set(), contradicted: new Set(), actioned: new Set(), followedUp: new Set(), outcomes: new Map(),
  };
  const facesIn = new Map<string, number>(), runsOf = new Map<string, readonly string[]>(), compared = new Set<string>();
  const lead = ({ search, probe, track }: { readonly search: string; readonly probe: string; readonly track: string }): string => `${search} ${probe} ${track}`;
  for (const { act, body } of entries) {
    if (act === 'index-finished') facesIn.set(body.run, facesOf(body.completeness));
    if ('search' in body && !searches.has(body.search)) continue;
    switch (act) {
      case 'search-requested':
        c.asked += 1;
        runsOf.set(body.search, body.footage.map(({ run }) => run));
        break;
      case 'search-answered': {
        // The picture as it was before it was processed is searched beside it: the same question, asked twice.
        const found = body.answers.filter(({ role }) => role !== 'original').reduce((total, { candidates }) => total + candidates, 0);
        c.answered += 1;
        c.withoutCandidate += found === 0 ? 1 : 0;
        c.candidates += found;
        c.tracksCompared += body.tracksCompared;
        for (const run of runsOf.get(body.search) ?? []) compared.add(run);
        break;
      }
      case 'search-stopped':
        c.stopped += 1;
        break;
      case 'lineup-created':
        c.lineups.set(body.lineup, lead(body));
        break;
      case 'decision-made': {
        const about = c.lineups.get(body.lineup);
        if (about === undefined) break;
        if (body.supersedes !== null) c.decisions.delete(body.supersedes);
        c.decisions.set(body.decision, body);
        c.decided.add(about);
        break;
      }
      case 'lead-corroborated':
        (body.speaks === 'for' ? c.corroborated : c.contradicted).add(lead(body));
        break;
      case 'lead-actioned':
        c.actioned.add(lead(body));
        c.followedUp.add(lead(body));
        break;
      case 'lead-outcome':
        c.outcomes.set(lead(body), body.outcome);
        c.followedUp.add(lead(body));
        break;
      default:
    }
  }
  for (const run of compared) c.facesSeen += facesIn.get(run) ?? 0;
  return c;
}

/** Completeness is free JSON in its entry. */
function facesOf(completeness: unknown): number {
  const faces = (completeness as { readonly faces?: unknown } | null)?.faces;
  return typeof faces === 'number' ? faces : 0;
}

function rate(count: number, of: number): Rate | null {
  if (of === 0) return null;
  const [low, high] = clopperPearson(Math.min(count, of), of, 0.95);
  return { count, of, low, high };
}

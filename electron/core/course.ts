/**
 * @file Course: what is counted from 1, which searches and checks are still to be answered, and what the case holds to search, as the entries up to a
 * moment leave it; and what an entry breaks of that. Together with standing.ts it is what verification asks of every entry.
 */
import { ticksWithin } from './clock.ts';
import type { Act, EntryContent } from './entry.ts';
import type { Exhibit, Footage } from './exhibit.ts';
import type { Standing } from './standing.ts';

export interface Course {
  /** Act whose body has a number -> how many of it there were. */
  readonly counts: ReadonlyMap<Act, number>;
  /** Searches and checks that were neither answered nor stopped -> their probes, each with its part. */
  readonly open: ReadonlyMap<string, readonly string[]>;
  /** Footage -> its exhibit, and everything that was stated of it. */
  readonly footage: ReadonlyMap<string, { readonly exhibit: Exhibit; readonly stated: readonly Footage[] }>;
  /** Probe -> class of where it comes from. */
  readonly origins: ReadonlyMap<string, string>;
  /** List -> its authority, and the probes that are on it or were when it was erased. */
  readonly lists: ReadonlyMap<string, { readonly authority: string; readonly probes: ReadonlySet<string>; readonly erased: boolean }>;
}

export const noCourse: Course = { counts: new Map(), open: new Map(), footage: new Map(), origins: new Map(), lists: new Map() };

const numbered: ReadonlySet<Act> = new Set<Act>(['authority-requested', 'list-created', 'lineup-created', 'decision-made', 'bundle-exported', 'erased', 'search-requested', 'check-requested']);

type Placed = { [A in Act]: EntryContent<A> & { readonly index: number } }[Act];

/** How the entry leaves things. */
export function advanceCourse(before: Course, entry: Placed): Course {
  const counted: Course = !numbered.has(entry.act) ? before : { ...before, counts: new Map(before.counts).set(entry.act, (before.counts.get(entry.act) ?? 0) + 1) };
  const opened = (id: string, probes: readonly string[]): Course => ({ ...counted, open: new Map(before.open).set(id, probes) });
  const closed = (id: string): Course => ({ ...counted, open: new Map([...before.open].filter(([each]) => each !== id)) });
  switch (entry.act) {
    case 'exhibit-received': {
      const { exhibit, footage } = entry.body;
      return { ...before, footage: new Map([...before.footage, ...footage.map((each) => [each.id, { exhibit, stated: [each] }] as const)]) };
    }
    case 'clock-stated': {
      const footage = new Map(before.footage);
      for (const each of entry.body.footage) {
        const known = footage.get(each.id);
        if (known) footage.set(each.id, { ...known, stated: [...known.stated, each] });
      }
      return { ...before, footage };
    }
    case 'list-created':
      return { ...counted, lists: new Map(before.lists).set(entry.body.list, { authority: entry.body.authority, probes: new Set(), erased: false }) };
    case 'list-entry-added':
    case 'list-entry-removed': {
      const { list, probe } = entry.body;
      const known = before.lists.get(list);
      if (!known) return before;
      const others = [...known.probes].filter((each) => each !== probe);
      return { ...before, lists: new Map(before.lists).set(list, { ...known, probes: new Set(entry.act === 'list-entry-added' ? [...others, probe] : others) }) };
    }
    case 'erased': {
      const known = entry.body.kind === 'list' ? before.lists.get(entry.body.item) : undefined;
      return known ? { ...counted, lists: new Map(before.lists).set(entry.body.item, { ...known, erased: true }) } : counted;
    }
    case 'probe-added':
      return { ...before, origins: new Map(before.origins).set(entry.body.probe, entry.body.origin) };
    case 'search-requested':
      return opened(entry.body.search, entry.body.sought.map(({ probe, role }) => `${role} ${probe}`));
    case 'check-requested':
      return opened(entry.body.check, []);
    case 'search-answered':
    case 'search-stopped':
      return closed(entry.body.search);
    case 'check-answered':
      return closed(entry.body.check);
    default:
      return counted;
  }
}

/** What the entry breaks, as things stood before it; none: []. */
export function irregularities(course: Course, { authorities }: Standing, entry: Placed): string[] {
  const next = (id: string): string[] => {
    const expected = `${id.split('-')[0]}-${(course.counts.get(entry.act) ?? 0) + 1}`;
    return id === expected ? [] : [`it is numbered ${id}, and ${expected} is next`];
  };
  const ofList = ({ list, authority }: { readonly list: string | null; readonly authority: string }): string[] =>
    list === null || course.lists.get(list)?.authority === authority ? [] : [`it names another authority than that of the list ${list}`];
  const ended = (id: string): string[] => (course.open.has(id) ? [] : [`it ends ${id}, which was not asked for or had ended before`]);
  switch (entry.act) {
    case 'authority-requested':
      return next(entry.body.authority);
    case 'list-created':
      return next(entry.body.list);
    case 'lineup-created':
      return next(entry.body.lineup);
    case 'decision-made':
      return next(entry.body.decision);
    case 'bundle-exported':
      return next(entry.body.bundle);
    case 'erased': {
      const { erasure, kind, item, authority } = entry.body;
      const list = course.lists.get(item);
      if (kind === 'list') return [...next(erasure), ...(list?.authority === authority && !list.erased ? [] : ['it erases a list that is not one of its authority'])];
      const ofList = [...course.lists.values()].some((each) => each.erased && each.authority === authority && each.probes.has(item));
      return [...next(erasure), ...(authorities.get(authority)?.kind === 'search' && !ofList ? ['it erases what was on no erased list of its authority'] : [])];
    }
    case 'check-requested':
      return [...next(entry.body.check), ...ofList(entry.body)];
    case 'search-requested': {
      const authority = authorities.get(entry.body.authority);
      return [...next(entry.body.search), ...ofList(entry.body), ...(authority ? outside(course, authority, entry.body) : [])];
    }
    case 'search-answered': {
      const { search, answers } = entry.body;
      const sought = course.open.get(search)?.join();
      const other = sought !== undefined && sought !== answers.map(({ probe, role }) => `${role} ${probe}`).join();
      return [...ended(search), ...(other ? [`it answers for other probes than ${search} asked for`] : [])];
    }
    case 'search-stopped':
      return ended(entry.body.search);
    case 'check-answered':
      return ended(entry.body.check);
    default:
      return [];
  }
}

type Allowed = Standing['authorities'] extends ReadonlyMap<string, infer A> ? A : never;

/** What of a search lies outside of its authority. */
function outside({ footage, origins }: Course, authority: Allowed, { sought, footage: compared }: Extract<Placed, { act: 'search-requested' }>['body']): string[] {
  const problems: string[] = [];
  for (const { probe } of sought) {
    const origin = origins.get(probe);
    if (!authority.origins.some((each) => each === origin)) problems.push(`its authority does not cover the class of the probe ${probe}`);
  }
  for (const { footage: id, fromTicks, toTicks } of compared) {
    const known = footage.get(id);
    const { exhibits, cameras, from, to } = authority;
    const covered = known && (exhibits === null || exhibits.includes(known.exhibit.id)) && (cameras === null || (known.exhibit.camera !== null && cameras.includes(known.exhibit.camera)));
    if (!covered) problems.push(`its authority does not cover the footage ${id}`);
    else if (!known.stated.some((each) => within(each, from, to, fromTicks, toTicks))) problems.push(`its authority does not cover all of the time that was compared of the footage ${id}`);
  }
  return problems;
}

/** Whether these ticks lie within the limits by a clock that was stated: it may have been stated anew between the plan and the request. */
function within(stated: Footage, from: string | null, to: string | null, fromTicks: string | null, toTicks: string | null): boolean {
  if (from === null && to === null) return true;
  const limit = ticksWithin(from, to, stated, 'stated');
  if (limit === null) return false;
  const begins = limit.fromTicks === null || (fromTicks !== null && BigInt(fromTicks) >= limit.fromTicks);
  return begins && (limit.toTicks === null || (toTicks !== null && BigInt(toTicks) <= limit.toTicks));
}

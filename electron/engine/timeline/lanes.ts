/** @file The lanes of the timeline: each camera's footage on wall time, each footage without a stated clock on its own time, and what of it was indexed. Reads only. */
import { wallLine, wallTime } from '../../core/clock.ts';
import type { Completeness } from '../../core/completeness.ts';
import type { Footage } from '../../core/exhibit.ts';
import { Failure } from '../../core/failure.ts';
import type { RunId } from '../../core/ids.ts';
import type { Job } from '../../core/job.ts';
import { parseTimeBase } from '../../core/time.ts';
import type { FailedSpan, Lane, Span, Stretch } from '../../core/timeline.ts';
import { visible } from '../../core/visible.ts';
import type { Case } from '../caseFolder.ts';
import { sha256 } from '../hash.ts';
import { newestRun } from '../searchScope.ts';
import { takeTurns } from '../turns.ts';

interface FootageRow {
  readonly id: string;
  readonly body: string;
  readonly exhibit: string;
  readonly reference: string;
  readonly name: string;
  readonly camera: string | null;
  readonly container_us: string | null;
}

/** As much of a run as a lane needs: a case of thousands of files is read in a few milliseconds. */
interface LaneRun {
  readonly number: number;
  readonly id: RunId;
  readonly footage_id: string;
  readonly state: 'running' | 'stopped' | 'finished';
  readonly batches: number;
  readonly reached: number | null;
  readonly first_ticks: string | null;
  readonly last_ticks: string | null;
  readonly gaps: string | null;
  readonly failed: number | null;
  readonly failed_at: string | null;
}

/** A footage on its lane with the run whose sightings are shown; `msOf` takes its ticks to the lane's axis, and `ticksOf` a moment of the axis to ticks, with their fraction. */
export interface LaneFootage {
  readonly stretch: Stretch;
  readonly run: LaneRun | null;
  readonly msOf: (ticks: number) => number;
  readonly ticksOf: (ms: number) => number;
}

interface Placed extends LaneFootage {
  readonly lane: string;
  readonly camera: string | null;
}

/** What was placed last: `state` as long as nothing was written to the case by this connection or another, each footage as long as its own rows are the same. */
interface Known {
  readonly state: string;
  readonly placed: readonly Placed[];
  readonly each: ReadonlyMap<string, { readonly rows: string; readonly placed: Placed }>;
}

const known = new WeakMap<Case['db'], Known>();

/** All footage of the case on its lanes. */
export function placedFootage(opened: Case): readonly Placed[] {
  const steps = placing(opened);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Every lane of the case: cameras by name, then footage on its own time. Thousands of files take tens of milliseconds, in turns with everything else. */
export async function timelineOf(opened: Case, job: Job = {}): Promise<Lane[]> {
  const turn = takeTurns(job, ''), steps = placing(opened);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return lanesOf(value);
    await turn();
  }
}

function lanesOf(placed: readonly Placed[]): Lane[] {
  return [...Map.groupBy(placed, ({ lane }) => lane)].map(([id, all]) => ({
    id, camera: all[0]!.camera, axis: axisOf(id), version: versionOf(all), stretches: all.map(({ stretch }) => stretch),
  })).sort((a, b) => (a.axis === b.axis ? (a.camera ?? '\uffff').localeCompare(b.camera ?? '\uffff', 'en') : a.axis === 'wall' ? -1 : 1));
}

/** One step for what the case holds, then one for each footage. */
function* placing({ db }: Case): Generator<void, readonly Placed[]> {
  const state = `${String(db.pragma('data_version', { simple: true }))} ${db.prepare<[], number>('SELECT total_changes()').pluck().get()!}`;
  const before = known.get(db);
  if (before?.state === state) return before.placed;
  const footage = footageRows(db, 'TRUE', []);
  yield;
  const runOf = newestRuns(db, 'TRUE', []);
  const each = new Map<string, { readonly rows: string; readonly placed: Placed }>();
  for (const row of footage) {
    yield;
    const run = runOf(row.id), rows = JSON.stringify([row, run]), last = before?.each.get(row.id);
    each.set(row.id, last?.rows === rows ? last : { rows, placed: placeOne(row, run) });
  }
  const placed = inOrder([...each.values()].map(({ placed }) => placed));
  known.set(db, { state, placed, each });
  return placed;
}

/** The footage of one lane. Failure 'footage-unknown' where the case has no such lane. */
export function footageOfLane(opened: Case, lane: string): LaneFootage[] {
  const [, kind, name = ''] = /^(camera|exhibit|footage):(.+)$/s.exec(lane) ?? [];
  const where = kind === 'camera' ? 'exhibit.camera = ?' : kind === 'exhibit' ? 'exhibit.id = ?' : 'footage.id = ?';
  const { db } = opened, runOf = newestRuns(db, where, [name]);
  const found = inOrder(footageRows(db, where, [name]).map((row) => placeOne(row, runOf(row.id)))).filter((each) => each.lane === lane);
  if (found.length === 0) throw new Failure('footage-unknown', { footage: lane });
  return found;
}

const axisOf = (lane: string): Lane['axis'] => (lane.startsWith('footage:') ? 'own' : 'wall');

const inOrder = (placed: readonly Placed[]): Placed[] => placed.toSorted((a, b) => a.stretch.fromMs - b.stretch.fromMs);

function footageRows(db: Case['db'], where: string, values: readonly string[]): FootageRow[] {
  return db.prepare<unknown[], FootageRow>(
    `SELECT footage.id, footage.body, exhibit.id AS exhibit, reference, name, camera, exhibit.body ->> '$.container.durationUs' AS container_us
     FROM footage JOIN exhibit ON exhibit.id = footage.exhibit WHERE ${where} ORDER BY exhibit.entry, stream`,
  ).all(...values);
}

/** The run of a footage whose sightings are shown; null: it was not indexed. */
function newestRuns(db: Case['db'], where: string, values: readonly string[]): (footage: string) => LaneRun | null {
  const runs = Map.groupBy(db.prepare<unknown[], LaneRun>(
    `SELECT number, run.id, footage_id, state, batches, reached_ticks AS reached, completeness ->> '$.firstTicks' AS first_ticks, completeness ->> '$.lastTicks' AS last_ticks,
       completeness -> '$.gaps' AS gaps, completeness ->> '$.framesFailed' AS failed, completeness -> '$.failedAt' AS failed_at
     FROM run JOIN footage ON footage.id = run.footage_id JOIN exhibit ON exhibit.id = footage.exhibit WHERE ${where} ORDER BY number`,
  ).all(...values), ({ footage_id }) => footage_id);
  return (footage) => newestRun(runs.get(footage) ?? [], footage) ?? null;
}

function placeOne({ body, exhibit, reference, name, camera, container_us }: FootageRow, run: LaneRun | null): Placed {
  const footage = JSON.parse(body) as Footage;
  const { num, den } = parseTimeBase(footage.timeBase);
  const { startMs: fromMs, msPerTick } = wallLine(footage) ?? { startMs: 0, msPerTick: (num * 1000) / den };
  const first = Number(footage.startTicks ?? '0');
  const msOf = (ticks: number): number => fromMs + (ticks - first) * msPerTick;
  const ticksOf = (ms: number): number => first + (ms - fromMs) / msPerTick;
  const lastTicks = run?.last_ticks ?? run?.reached ?? null;
  const stated = footage.durationTicks === null ? Number(container_us ?? '0') / 1000 : Number(footage.durationTicks) * msPerTick;
  const toMs = Math.max(fromMs + stated, lastTicks === null ? fromMs : msOf(Number(lastTicks)));
  const known = footage.clock !== null;
  return {
    lane: !known ? `footage:${footage.id}` : camera === null ? `exhibit:${exhibit}` : `camera:${camera}`,
    camera, run, msOf, ticksOf,
    stretch: {
      footageId: footage.id, exhibit: reference, name: visible(name), fromMs, toMs, startTicks: footage.startTicks ?? '0', msPerTick, uncertaintyMs: uncertaintyOf(footage, first, ticksOf(toMs)),
      run: run && { state: run.state, covered: coveredBy(run, first, msOf), gaps: gapsOf(run, msOf), framesFailed: run.failed, failedAt: failedOf(run, msOf) },
    },
  };
}

function uncertaintyOf(footage: Footage, first: number, last: number): Stretch['uncertaintyMs'] {
  const at = (ticks: number): number | null => wallTime(BigInt(Math.round(ticks)), footage)?.uncertaintyMs ?? null;
  const start = at(first), end = at(last);
  return start === null || end === null ? null : [start, end];
}

function coveredBy({ state, first_ticks, last_ticks, reached }: LaneRun, start: number, msOf: (ticks: number) => number): Span | null {
  if (state === 'finished') return first_ticks === null || last_ticks === null ? null : { fromMs: msOf(Number(first_ticks)), toMs: msOf(Number(last_ticks)) };
  return reached === null ? null : { fromMs: msOf(start), toMs: msOf(reached) };
}

const spanOf = ({ fromTicks, toTicks }: Completeness['gaps'][number], msOf: (ticks: number) => number): Span => ({ fromMs: msOf(Number(fromTicks)), toMs: msOf(Number(toTicks)) });

function gapsOf({ gaps }: LaneRun, msOf: (ticks: number) => number): Span[] {
  return gaps === null ? [] : (JSON.parse(gaps) as Completeness['gaps']).map((gap) => spanOf(gap, msOf));
}

function failedOf({ failed_at }: LaneRun, msOf: (ticks: number) => number): FailedSpan[] {
  return failed_at === null ? [] : (JSON.parse(failed_at) as NonNullable<Completeness['failedAt']>).map((stretch) => ({ ...spanOf(stretch, msOf), frames: stretch.frames }));
}

/** Of what its sightings and their moments depend on. */
function versionOf(all: readonly Placed[]): string {
  return sha256(JSON.stringify(all.map(({ run, stretch: { fromMs, msPerTick } }) => [run?.number, run?.batches, fromMs, msPerTick]))).slice(0, 16);
}

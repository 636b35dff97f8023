/** @file A case at a glance: exhibits, footage, runs and their completeness, for windows and the command line. Reads only. */
import { wallTime } from '../core/clock.ts';
import type { Completeness } from '../core/completeness.ts';
import { uprightSize } from '../core/exhibit.ts';
import type { Exhibit, Footage } from '../core/exhibit.ts';
import type { Finding } from '../core/failure.ts';
import { parseTimeBase, ticksToMicroseconds } from '../core/time.ts';
import type { Case } from './caseFolder.ts';
import { statedSeconds } from './pace.ts';
import { listExhibits, listFootage } from './records.ts';
import { listRuns, reachedTicks } from './runs.ts';
import type { RunRow } from './runs.ts';

/** One run in numbers; those of the frames and faces are null until it is finished. */
export function runSummary(opened: Case, run: RunRow, footage: Footage) {
  const completeness = run.completeness === null ? null : (JSON.parse(run.completeness) as Completeness);
  return {
    id: run.id,
    footageId: run.footage_id,
    state: run.state,
    pack: run.pack_id,
    settings: JSON.parse(run.settings) as unknown,
    framesExpected: completeness?.framesExpected ?? null,
    framesDecoded: completeness?.framesDecoded ?? null,
    framesAnalysed: completeness?.framesAnalysed ?? null,
    framesFailed: completeness?.framesFailed ?? null,
    faces: completeness?.faces ?? null,
    searchable: completeness?.searchable ?? null,
    tracks: completeness?.tracks ?? null,
    realTimeFactor: realTimeFactor(opened, run, footage),
    digest: run.digest,
    completeness,
  };
}

/** Footage seconds worked through per second of wall time of this run's own indexer; null before its first batch. */
function realTimeFactor(opened: Case, run: RunRow, footage: Footage): number | null {
  const reached = reachedTicks(opened.db, run.number);
  if (reached === null || run.seconds_worked <= 0) return null;
  const behind = Number(ticksToMicroseconds(reached - BigInt(footage.startTicks ?? '0'), parseTimeBase(footage.timeBase))) / 1e6;
  return Math.round((behind / run.seconds_worked) * 100) / 100;
}

export function exhibitSummary(exhibit: Exhibit, footage: readonly Footage[], findings: readonly Finding[]) {
  const { id, reference, name, camera, sha256, bytes, receivedAt } = exhibit;
  return { id, reference, name, camera, sha256, bytes, receivedAt, integrity: 'not-checked' as const, findings, footage: footage.map(footageSummary) };
}

function footageSummary(footage: Footage) {
  return {
    id: footage.id,
    stream: footage.stream,
    codec: footage.codec,
    ...uprightSize(footage),
    timeBase: footage.timeBase,
    startTicks: footage.startTicks,
    durationUs: footage.durationTicks === null ? null : String(Math.round(statedSeconds(footage) * 1e6)),
    rotation: footage.rotation,
    interlaced: footage.interlaced,
    variableRate: footage.variableRate,
    startsAt: wallTime(BigInt(footage.startTicks ?? '0'), footage),
  };
}

/** The whole case. */
export function overview(opened: Case) {
  const runs = listRuns(opened.db);
  const entries = opened.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM entry').get()!.n;
  const findings = opened.db.prepare<[string], { findings: string }>(
    `SELECT e.json ->> '$.body.findings' AS findings FROM exhibit x JOIN entry e ON e.idx = x.entry WHERE x.id = ?`,
  );
  const { id, name, reference } = opened.facts;
  return {
    case: { id, name, reference },
    ledgerEntries: entries,
    exhibits: listExhibits(opened.db).map((exhibit) => {
      const footage = listFootage(opened.db, exhibit.id);
      const summary = exhibitSummary(exhibit, footage, JSON.parse(findings.get(exhibit.id)?.findings ?? '[]') as Finding[]);
      return {
        ...summary,
        footage: summary.footage.map((each, i) => ({ ...each, runs: runs.filter((run) => run.footage_id === each.id).map((run) => runSummary(opened, run, footage[i]!)) })),
      };
    }),
  };
}

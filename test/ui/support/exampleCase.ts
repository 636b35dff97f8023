/** @file A case with one exhibit of every kind of state, for tests of hosts and pages. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Completeness } from '../../../electron/core/completeness.ts';
import type { FootageSummary, Overview, RunSummary } from '../../../electron/core/overview.ts';
import { openDispatch, type Calls } from '../../../electron/api/dispatch.ts';
import type { Host } from '../../../electron/parts.ts';
import { Failure } from '../../../electron/core/failure.ts';

const covered: Completeness = {
  framesExpected: 9000,
  framesExpectedFrom: 'container',
  framesDecoded: 8994,
  framesAnalysed: 1800,
  framesFailed: 6,
  firstTicks: '0',
  lastTicks: '32396400',
  timeBase: '1/90000',
  gaps: [{ fromTicks: '9000000', toTicks: '9540000' }],
  decoderMessages: [{ text: 'error while decoding MB 12 4', count: 6 }],
  looked: { wholeFrames: 360, partialFrames: 1440, pixelShare: 0.31 },
  faces: 412,
  searchable: 297,
  unsearchable: { 'too-small': 81, 'turned-away': 25, 'too-blurred': 9 },
  tracks: 23,
  searchableTracks: 19,
};

function run(id: string, state: RunSummary['state'], completeness: Completeness | null): RunSummary {
  return { id, state, pack: 'blazeface-dlib 1', realTimeFactor: completeness ? 14.2 : null, completeness };
}

function footage(id: string, rest: Partial<FootageSummary>): FootageSummary {
  return { id, codec: 'h264', width: 1920, height: 1080, timeBase: '1/90000', startTicks: '0', durationUs: '360000000', startsAt: { utc: '2026-03-14T18:02:11.000Z', uncertaintyMs: 1500 }, runs: [], ...rest };
}

/** One finished, one stopped with a poor clock, one changed since receipt, one that cannot be decoded. */
export const exampleOverview: Overview = {
  case: { id: 'c0ffee', name: 'Harbour Street burglary', reference: 'OP-2026-0117' },
  ledgerEntries: 41,
  exhibits: [
    {
      id: 'e1', reference: 'JB/1', name: 'entrance <b>north</b>.mp4', camera: 'Entrance', sha256: '3b7e01d7b05e9ab4b1d7a52b4b1e09a0f3c1d2e4a5b60718293a4b5c6d7e8f90', bytes: 734_003_200,
      receivedAt: '2026-03-15T09:12:44.120Z', integrity: 'as-received', findings: [], footage: [footage('f1', { runs: [run('r1', 'finished', covered)] })],
    },
    {
      id: 'e2', reference: 'JB/2', name: 'yard.avi', camera: 'Yard', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', bytes: 98_566_144,
      receivedAt: '2026-03-15T09:13:02.004Z', integrity: 'not-checked', findings: [{ code: 'footage-truncated', message: 'The file ends before its last frame.' }],
      footage: [footage('f2', { codec: 'mjpeg', width: 704, height: 576, startsAt: { utc: '2026-03-14T17:58:00.000Z', uncertaintyMs: null }, runs: [run('r2', 'stopped', { ...covered, framesExpected: 4500, framesDecoded: 2051, framesAnalysed: 410, framesFailed: 0, gaps: [] })] })],
    },
    {
      id: 'e3', reference: 'JB/3', name: 'till.mkv', camera: 'Till', sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', bytes: 12_582_912,
      receivedAt: '2026-03-15T09:13:05.871Z', integrity: 'changed', findings: [{ code: 'exhibit-changed', message: 'The file is not what was received; it is not indexed.' }],
      footage: [footage('f3', { startsAt: null, durationUs: null })],
    },
    { id: 'e4', reference: 'JB/4', name: 'recorder-export.dat', camera: null, sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae', bytes: 4096, receivedAt: '2026-03-15T09:13:06.000Z', integrity: 'as-received', findings: [{ code: 'footage-undecodable', message: 'No video stream that can be decoded was found in this file.' }], footage: [] },
  ],
};

/** A dispatch over the example case, as far as tests of hosts need one; `bugs` collects what the host's log would get. */
export function exampleDispatch(bugs: unknown[] = [], changed: Partial<Calls> = {}): Host {
  let open = false;
  const dispatch = openDispatch({
    about: async () => ({ version: '0.1.0', host: 'browser', node: '24.21.0', platform: 'linux x64', startWith: null }),
    async doctor(_input, job) {
      job.onProgress?.({ stage: 'examining', done: 1, total: 3, unit: 'rows' });
      return [{ what: 'Node', state: 'works', sentence: 'Node 24.21.0 on linux x64.', advice: null }];
    },
    async openCase() {
      open = true;
      return { caseId: exampleOverview.case.id, name: exampleOverview.case.name, reference: exampleOverview.case.reference, people: [] };
    },
    async overview({ caseId }) {
      if (!open || caseId !== exampleOverview.case.id) throw new Failure('case-not-open', {});
      return exampleOverview;
    },
    ...changed,
  }, {}, { onBug: (_call, error) => void bugs.push(error), whoIsIn: () => (open ? 'A. Analyst' : null) });
  return { ...dispatch, take: (path) => ({ fileId: path, name: basename(path), bytes: statSync(path).size }), startWith: () => undefined };
}

/** @file Real footage of real people, where RETRACE_MEDIA names its folder: indexed whole, two people found again in other footage, and what was found handed over and searched again elsewhere. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newGrantedCase, newPlace, retrace, retraceJson } from '../support/cli.ts';
import type { Place } from '../support/cli.ts';

const media = process.env['RETRACE_MEDIA'];
if (!media) console.warn('RETRACE_MEDIA is not set: the main job on real footage is NOT tested.');

/** Each is an exhibit and a camera of its own, recorded at this minute after 18:00. */
const files: Readonly<Record<string, { readonly file: string; readonly minute: number }>> = {
  classroom: { file: 'classroom.gif', minute: 1 },
  pause: { file: 'face-demographics-walking-and-pause.gif', minute: 2 },
  walking: { file: 'face-demographics-walking.gif', minute: 3 },
  both: { file: 'head-pose-face-detection-female-and-male.gif', minute: 4 },
  woman: { file: 'head-pose-face-detection-female.gif', minute: 5 },
  man: { file: 'head-pose-face-detection-male.gif', minute: 6 },
  table: { file: 'one-by-one-person-detection.mp4', minute: 7 },
};

/** Where people are in the first frame in which they are seen, as pixels of the frame's width; looked up in the pictures. */
const people: Readonly<Record<string, Readonly<Record<string, readonly [from: number, to: number]>>>> = {
  A: { pause: [0, 160], both: [0, 240], woman: [0, 480] },
  D: { both: [240, 480], man: [0, 480] },
};

interface Track {
  readonly id: string;
  readonly camera: string;
  /** Middle of the face at the track's first sighting, pixels. */
  readonly middle: number;
  readonly searchable: number;
}

interface Search {
  readonly search: { readonly tracksCompared: number; readonly answers: readonly { readonly candidates: readonly { readonly rank: number; readonly trackId: string; readonly score: number; readonly camera: string; readonly wallTime: { readonly utc: string } }[] }[] };
}

describe.skipIf(!media)('on the footage of RETRACE_MEDIA (where it is skipped, that was not set)', () => {
  let place: Place;
  let tracks: Track[];
  let runs: readonly { readonly state: string; readonly framesExpected: number; readonly framesDecoded: number; readonly framesFailed: number; readonly faces: number; readonly searchable: number }[];

  beforeAll(async () => {
    place = newPlace();
    await newGrantedCase(place);
    for (const [camera, { file, minute }] of Object.entries(files)) {
      await retraceJson(place, ['exhibit', 'receive', 'case', join(media!, 'footage', file), '--reference', camera, '--camera', camera, '--starts-at', `2026-03-14T18:0${minute}:00Z`, '--clock-offset', '0']);
    }
    ({ runs } = await retraceJson<{ runs: typeof runs }>(place, ['index', 'case']));
    tracks = readTracks(place);
  }, 400_000);

  afterAll(() => place?.remove());

  const of = (person: string, camera: string): Track[] => tracks.filter((track) => {
    const [from, to] = people[person]![camera] ?? [1, 0];
    return track.camera === camera && track.middle >= from && track.middle < to && track.searchable > 0;
  });

  test('every file is indexed to its end', () => {
    expect(runs.map(({ state, framesExpected, framesDecoded, framesFailed }) => [state, framesDecoded === framesExpected, framesFailed])).toEqual(Object.keys(files).map(() => ['finished', true, 0]));
  });

  test('a probe of A or D from one footage ranks their tracks in the others above everybody else’s', { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    for (const [person, where] of Object.entries(people)) {
      for (const camera of Object.keys(where)) {
        const own = of(person, camera).toSorted((a, b) => b.searchable - a.searchable);
        const { search } = await searchFor(place, own[0]!.id);
        const others = Object.keys(where).filter((other) => other !== camera).flatMap((other) => of(person, other));
        const wanted = new Set([...own, ...others].map(({ id }) => id));
        const found = search.answers[0]!.candidates.filter(({ trackId }) => wanted.has(trackId));
        const stranger = search.answers[0]!.candidates.find(({ trackId }) => !wanted.has(trackId))!;
        lines.push(`${person} from ${camera}: own tracks at ranks ${found.map(({ rank, camera: at, score }) => `${rank} (${at}, ${score.toFixed(3)})`).join(', ')}; first other person at ${stranger.rank} (${stranger.camera}, ${stranger.score.toFixed(3)}); ${search.tracksCompared} tracks compared`);
        expect(others.length).toBeGreaterThan(0);
        expect([person, camera, found.map(({ rank }) => rank)]).toEqual([person, camera, [...wanted].map((_, i) => i + 1)]);
      }
    }
    console.log(lines.join('\n'));
  });

  test('a search is bounded by camera and by wall time', { timeout: 60_000 }, async () => {
    const probe = (await searchFor(place, of('A', 'woman')[0]!.id)).probe;
    const cameras = async (...scope: string[]) => new Set((await retraceJson<Search>(place, ['search', 'case', '--probe', probe, ...scope])).search.answers[0]!.candidates.map(({ camera }) => camera));
    expect(await cameras('--camera', 'both')).toEqual(new Set(['both']));
    // The clock is known to the second, so the window is wider by that at each end.
    expect(await cameras('--from', '2026-03-14T18:04:00Z', '--to', '2026-03-14T19:05:30+01:00')).toEqual(new Set(['both', 'woman']));
  });

  test('what was found is handed over, checked, and searched again where there is no case, from the footage up', { timeout: 400_000 }, async () => {
    const times: string[] = [];
    const elsewhere = { RETRACE_HOME: join(place.folder, 'elsewhere'), RETRACE_PASSPHRASE: undefined, RETRACE_OPERATOR: undefined };
    const { probe } = await searchFor(place, of('A', 'woman')[0]!.id);
    const { search } = await timed('search', () => retraceJson<{ search: { id: string } }>(place, ['search', 'case', '--probe', probe, '--camera', 'both', '--limit', '3']), times);
    // Two people are seen together: too few for a line-up, and the refusal says how many there would be.
    const lineup = await retraceJson<{ error: { code: string } }>(place, ['lineup', 'create', 'case', '--search', search.id, '--candidate', '1'], 3);
    expect(lineup.error.code).toBe('lineup-too-few');
    const { bundle } = await timed('export', () => retraceJson<{ bundle: { zip: string; files: number; bytes: number } }>(place, ['export', 'case', '--search', search.id, '--to', 'bundle', '--zip', '--recipient', 'The defence', '--pictures', '2']), times);
    const verified = await timed('verify', () => retrace(place, ['verify', bundle.zip, '--json'], elsewhere), times);
    expect(verified).toMatchObject({ exit: 0, error: '' });
    expect((JSON.parse(verified.out) as { findings: unknown[] }).findings).toEqual([]);
    const replayed = await timed('replay', () => retrace(place, ['replay', bundle.zip, '--footage', join(media!, 'footage'), '--json'], elsewhere), times);
    const report = JSON.parse(replayed.out) as { stages: { stage: string; about: string; state: string; sentence: string }[]; findings: unknown[] };
    console.log(`${times.join(', ')}; ${bundle.files} files, ${(bundle.bytes / 1e6).toFixed(1)} MB\n${report.stages.map(({ stage, about, state, sentence }) => `${stage} (${about}): ${state}. ${sentence}`).join('\n')}`);
    expect([replayed.exit, report.findings]).toEqual([0, []]);
    // The second decoder is tried where an ffmpeg is installed.
    expect(report.stages.filter(({ stage }) => stage !== 'second-decoder').map(({ stage, state }) => `${stage} ${state}`)).toEqual(['bytes same', 'frames same', 'crops same', 'vectors same', 'vectors same', 'scores same', 'order same']);
  });

  test('at least three of the four people of the classroom have tracks', () => {
    // The four sit one beside the other.
    const seats = [[0, 100], [100, 190], [190, 280], [280, 480]] as const;
    const seen = seats.map(([from, to]) => tracks.filter(({ camera, middle }) => camera === 'classroom' && middle >= from && middle < to).length);
    console.log(`Classroom: tracks of each of the four people, from left to right: ${seen.join(', ')}`);
    expect(seen.filter((n) => n > 0).length).toBeGreaterThanOrEqual(3);
  });

  test('of the table, filmed from above and behind, the certificate says that almost nothing was searchable', async () => {
    const { faces, searchable } = runs.at(-1)!;
    console.log(`Table: ${searchable} of ${faces} faces searchable`);
    expect(searchable).toBeLessThanOrEqual(faces / 10);
    const { out } = await retrace(place, ['completeness', 'case']);
    expect(out.slice(out.indexOf(files['table']!.file))).toMatch(/Almost nothing here is searchable|No face was seen/);
  });
});

const probes = new Map<string, string>();

/** Does it and says how long it took. */
async function timed<T>(what: string, work: () => Promise<T>, times: string[]): Promise<T> {
  const began = performance.now();
  const made = await work();
  times.push(`${what} ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return made;
}

/** Searches for the face of a track, which becomes a probe the first time. */
async function searchFor(place: Place, track: string): Promise<Search & { readonly probe: string }> {
  let probe = probes.get(track);
  if (probe === undefined) {
    const added = await retraceJson<{ probe: { id: string } }>(place, ['probe', 'add', 'case', '--track', track, '--label', track, '--source', 'footage', '--basis', 'test']);
    probes.set(track, (probe = added.probe.id));
  }
  return { ...(await retraceJson<Search>(place, ['search', 'case', '--probe', probe, '--limit', '1000'])), probe };
}

function readTracks(place: Place): Track[] {
  const db = new Database(join(place.folder, 'case/case.sqlite'), { readonly: true });
  try {
    return db.prepare<[], Track>(
      `SELECT run.id || '-' || t.ordinal AS id, exhibit.camera AS camera, s.x + s.width / 2 AS middle,
         (SELECT count(*) FROM embedding e WHERE e.run = t.run AND e.track = t.ordinal) AS searchable
       FROM track t JOIN run ON run.number = t.run JOIN footage ON footage.id = run.footage_id JOIN exhibit ON exhibit.id = footage.exhibit
       JOIN sighting s ON s.run = t.run AND s.track = t.ordinal AND s.ticks = t.first_ticks`,
    ).all();
  } finally {
    db.close();
  }
}

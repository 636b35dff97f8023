/** @file Statistics: counted from entries by hand, the line that oversight asks for, and what is said where nothing was recorded. */
import { expect, test } from 'vitest';
import { entriesOf } from '../../electron/engine/records.ts';
import { sha256 } from '../../electron/engine/hash.ts';
import { figuresOf } from '../../electron/engine/retain/figures.ts';
import type { Counted } from '../../electron/engine/retain/figures.ts';
import { drawStatistics } from '../../electron/engine/retain/statistics.ts';
import { statisticsText } from '../../electron/cli/figureCommands.ts';
import { canonical } from '../../electron/ledger/canonical.ts';
import { as } from '../support/grantedCase.ts';
import { temporaryFolder } from '../engine/newCase.ts';
import { seenCase } from './seenCase.ts';

const everything = { from: null, to: null };
const digest = '0'.repeat(64);

test('where no outcome was recorded the statistics say so, and they are drawn by an act that names their digest', async () => {
  const { opened } = await seenCase(temporaryFolder());
  const drawn = drawStatistics([opened], everything, null);
  expect([drawn.total.searches, drawn.total.facesSeen, drawn.total.tracksCompared, drawn.total.candidates, drawn.total.rates]).toEqual([
    { asked: 1, answered: 1, stopped: 0, withoutCandidate: 0 }, 80, 4, 2, { rightOfFollowedUp: null, wrongOfFacesSeen: null, wrongOfDecided: null },
  ]);
  expect(drawn.authorities).toEqual({ requested: 1, granted: 1, declined: 0, revoked: 0 });
  expect(entriesOf(opened.db, 'statistics-drawn')[0]!.body).toEqual({ ...everything, sha256: sha256(canonical(drawn)) });
  expect(statisticsText(drawn)).toContain('No outcome recorded');
  await as(opened, 'reviewer');
  expect(() => drawStatistics([opened], everything, null)).toThrow(expect.objectContaining({ code: 'role-missing' }));
});

test('8 of 42 verifiably correct is a line that statistics print, with its interval, over several cases at once', async () => {
  const first = await seenCase(temporaryFolder()), second = await seenCase(temporaryFolder());
  const put = ({ opened, probe }: typeof first, from: number, to: number): void =>
    opened.write('operator', (append) => {
      for (let i = from; i < to; i++) {
        const lead = { search: 'S-1', probe, track: `${'a'.repeat(32)}-${i}`, rank: i + 1 };
        if (i % 3 === 0) append('lead-corroborated', { ...lead, speaks: 'for', details: digest });
        // What is recorded last stands: the first of them was taken for right before it was found to be wrong.
        if (i === 41) append('lead-outcome', { ...lead, outcome: 'right', details: digest });
        if (i === 40) append('lead-actioned', { ...lead, corroboration: 1, details: digest });
        else append('lead-outcome', { ...lead, outcome: i < 8 ? 'right' : i >= 30 ? 'wrong' : 'unverified', details: digest });
      }
    });
  put(first, 0, 21);
  put(second, 21, 42);
  const drawn = drawStatistics([first.opened, second.opened], everything, null);
  const { outcomes, rates, leads } = drawn.total;
  expect([outcomes, leads]).toEqual([{ followedUp: 42, right: 8, wrong: 11, unverified: 23 }, { corroborated: 14, contradicted: 0, actioned: 1 }]);
  // That clopperPearson is right is held by test/review/interval.test.ts; here that it is given what was counted.
  expect([rates.rightOfFollowedUp!.low.toFixed(4), rates.rightOfFollowedUp!.high.toFixed(4)]).toEqual(['0.0860', '0.3412']);
  expect([rates.wrongOfFacesSeen!.count, rates.wrongOfFacesSeen!.of]).toEqual([11, 160]);
  const text = statisticsText(drawn);
  expect(text).toContain('8 of 42 candidates followed up were verifiably correct (19.0 %; 95 % interval 8.6 % to 34.1 %); 42 are too few to say more');
  expect(text).toContain('False candidates per 1,000 faces seen: 68.75 (11 in 160;');
  expect(text).not.toMatch(/Analyst|Officer|doorway/);
  expect(text.split('\n').find((line) => line.startsWith('8 of 42'))).toBeDefined();
  console.log(text.split('\n').find((line) => line.startsWith('8 of 42')));
});

test('a decision belongs to the period and the purpose of its search; one that was superseded does not stand', () => {
  const lead = (search: string, n: number) => ({ search, probe: '1'.repeat(32), track: `${'a'.repeat(32)}-${n}`, rank: n });
  const act = (name: string, body: object): Counted => ({ at: '2026-03-01T00:00:00.000Z', actor: { machine: 'x' }, act: name, body }) as unknown as Counted;
  const decision = (decision: string, lineup: string, picked: string, conclusion: string, supersedes: string | null = null): Counted =>
    act('decision-made', { decision, lineup, pick: null, picked, conclusion, strength: null, details: digest, supersedes });
  const entries = [
    act('lineup-created', { lineup: 'V-1', ...lead('S-1', 1), fillers: [] }), act('lineup-created', { lineup: 'V-2', ...lead('S-2', 2), fillers: [] }),
    decision('D-1', 'V-1', 'filler', 'support'), decision('D-2', 'V-1', 'candidate', 'support', 'D-1'), decision('D-3', 'V-1', 'nobody', 'different'),
    decision('D-4', 'V-2', 'filler', 'inconclusive'), act('lead-outcome', { ...lead('S-1', 1), outcome: 'wrong' }),
  ];
  const of = (...searches: string[]): ReturnType<typeof figuresOf> => figuresOf([{ entries, searches: new Set(searches) }]);
  expect([of('S-1').decisions, of('S-1').fillersPicked, of('S-1').decided, of('S-1').rates.wrongOfDecided?.count]).toEqual([{ support: 1, inconclusive: 0, different: 1, unsuitable: 0 }, 0, 1, 1]);
  expect([of('S-2').decisions, of('S-2').fillersPicked, of('S-2').outcomes.followedUp]).toEqual([{ support: 0, inconclusive: 1, different: 0, unsuitable: 0 }, 1, 0]);
  expect([of('S-1', 'S-2').lineups, of('S-1', 'S-2').decided, of().lineups]).toEqual([2, 2, 0]);
});

test('searches outside of the period or of another purpose are not counted', async () => {
  const { opened } = await seenCase(temporaryFolder());
  const asked = (period: { from: string | null; to: string | null }, purpose: string | null): number => drawStatistics([opened], period, purpose).total.searches.asked;
  expect([asked(everything, 'to find where the person went'), asked(everything, 'something else'), asked({ from: null, to: '2020-01-01T00:00:00Z' }, null), asked({ from: '2020-01-01T00:00:00Z', to: null }, null)]).toEqual([1, 0, 0, 1]);
  expect(() => asked({ from: '2027-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, null)).toThrow(expect.objectContaining({ code: 'window-reversed' }));
  expect(() => asked({ from: 'yesterday', to: null }, null)).toThrow(expect.objectContaining({ code: 'moment-malformed' }));
});

/** @file What the timeline says: of footage and its clock, of what is in view, and of what the drawing means. Pure. */
import { failedAnywhere } from '../../electron/core/completeness.ts';
import { count, counted } from '../../electron/core/countWords.ts';
import type { Lane, LaneTrack, Span, Stretch, StretchRun } from '../../electron/core/timeline.ts';
import { lengthText, spanText } from './ruler.ts';
import type { Mark } from './scene.ts';
import { overlaps } from './view.ts';

export const laneName = ({ camera, stretches }: Pick<Lane, 'camera' | 'stretches'>): string => camera ?? `Camera not named, ${stretches[0]?.exhibit ?? ''}`;

const seconds = (ms: number): string => `± ${(ms / 1000).toFixed(1)} s`;

/** How far the wall time of a lane can be trusted. */
export function clockWords({ axis, stretches }: Lane): string {
  if (axis === 'own') return 'no clock stated: own time';
  const known = stretches.flatMap(({ uncertaintyMs }) => uncertaintyMs ?? []);
  if (known.length === 0) return 'clock never checked';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const said = seconds(least) === seconds(most) ? seconds(most) : `± ${(least / 1000).toFixed(1)} to ${(most / 1000).toFixed(1)} s`;
  return stretches.some(({ uncertaintyMs }) => uncertaintyMs === null) ? `${said}, in part never checked` : said;
}

const anywhereOf = ({ framesFailed, failedAt }: StretchRun): number => failedAnywhere(framesFailed ?? 0, failedAt);

const anywhereWords = (frames: number): string => (frames === 0 ? '' : `${counted(frames, 'frame')} failed in this footage, where is not recorded`);

export function stretchLabel({ exhibit, name, run }: Stretch, unindexed: boolean): string {
  return [exhibit, name, unindexed ? 'not indexed' : '', run ? anywhereWords(anywhereOf(run)) : ''].filter((part) => part !== '').join(' · ');
}

/** What of a lane is not seen in a stretch of time: “2 gaps, 1 footage not indexed”. */
export function holesWords({ stretches }: Lane, span: Span): string {
  const within = (each: Span): boolean => overlaps(each, span);
  const inView = stretches.filter(within), runs = inView.flatMap(({ run }) => run ?? []);
  if (inView.length === 0) return 'no footage of this time';
  const gaps = runs.flatMap((run) => run.gaps.filter(within)).length;
  const [none, part] = [inView.filter(({ run }) => run === null || run.covered === null).length, inView.filter(({ run }) => run !== null && run.covered !== null && run.state !== 'finished').length];
  const failed = runs.flatMap(({ failedAt }) => failedAt.filter(within)).reduce((n, { frames }) => n + frames, 0), anywhere = runs.reduce((n, run) => n + anywhereOf(run), 0);
  const said = [gaps > 0 ? counted(gaps, 'gap') : '', none > 0 ? `${counted(none, 'footage', 'footages')} not indexed` : '', part > 0 ? `${counted(part, 'footage', 'footages')} indexed in part` : '', failed > 0 ? `${counted(failed, 'frame')} failed` : '', anywhereWords(anywhere)].filter((words) => words !== '');
  return said.length === 0 ? 'nothing missing' : said.join(', ');
}

export function spanWords(span: Span, axis: 'wall' | 'own'): string {
  return `${spanText(span, axis)}, ${lengthText(span.toMs - span.fromMs)}`;
}

export function trackWords({ fromMs, toMs, sightings }: Pick<LaneTrack, 'fromMs' | 'toMs' | 'sightings'>): string {
  return `${counted(sightings, 'sighting')} in ${lengthText(toMs - fromMs)}`;
}

/** “1,204 faces”: sightings are said as what they are, a face in one frame each. */
export const sightingsWords = (n: number | null): string => (n === null ? 'counting' : counted(n, 'sighting'));

export const searchedNote = 'A candidate is a lead to be examined, and no finding of who somebody is.';

export const keysWords: readonly (readonly [keys: string, does: string])[] = [
  ['+ and −', 'closer, further'], ['← →', 'earlier, later'], ['↑ ↓', 'another lane'], ['Home, End', 'where the footage begins, ends'], ['0', 'everything'], [', and .', 'the face before, the next face'],
  ['Shift ← →', 'choose a stretch'], ['S', 'search the chosen stretch'], ['Enter', 'choose the face at the cursor'], ['Escape', 'nothing chosen'],
];

export const legendWords = `Height: how many faces were seen. Strength: how good the best picture is. ${count(5)} faces at once fill a lane.`;

/** What a mark says. */
export function markWords({ kind, label, rank, answer, decided }: Mark, search: string | null): string {
  if (kind === 'candidate') return `Candidate of rank ${rank} of ${search ?? ''}${answer === null ? '' : `, in its answer ${answer}`}.`;
  return `${label}, ${decided!.reviewer}: ${decided!.conclusion}, on rank ${decided!.rank} of ${decided!.search}.`;
}

/** Why no face is shown at a moment. */
export function emptyWords(stretch: Stretch | null, ms: number): string {
  if (stretch === null) return 'no footage of this time';
  const { run } = stretch;
  if (run === null || run.covered === null || ms < run.covered.fromMs || ms > run.covered.toMs) return `${stretch.exhibit}: not indexed here, so nobody knows`;
  const here = ({ fromMs, toMs }: Span): boolean => fromMs <= ms && ms <= toMs;
  if (run.failedAt.some(here)) return `${stretch.exhibit}: frames failed here`;
  return run.gaps.some(here) ? `${stretch.exhibit}: a gap, no frames` : `${stretch.exhibit}: no face was found here`;
}

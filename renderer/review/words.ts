/** @file What the review pages say: where a line-up stands, the parts of a face, and what a decision and a lead are and are not. Pure. */
import { counted } from '../../electron/core/countWords.ts';
import type { FaceComponent } from '../../electron/core/review.ts';
import { conclusionWords, type Conclusion, type Strength } from '../../electron/core/review.ts';
import type { LineupView, MadeLineup, Neighbour, ReviewerView, ShownLead, WholeLineup } from '../../electron/core/shownReviews.ts';
import { capitalised, type Tone } from '../words.ts';

/** A candidate as the engine's calls take it; `probe` null: the one that was searched for. */
export interface CandidateOf {
  readonly search: string;
  readonly probe: string | null;
  readonly rank: number;
}

/** With what each part takes in, after the headings of the list that the engine follows. */
export const componentWords: Readonly<Record<FaceComponent, readonly [name: string, takesIn: string]>> = {
  'face-shape': ['Shape of the face', 'outline, length to width'],
  'hairline': ['Hairline', 'course, recession, density'],
  'forehead': ['Forehead', 'height, slope, ridges'],
  'eyebrows': ['Eyebrows', 'shape, thickness, distance'],
  'eyes': ['Eyes', 'opening, folds, angle'],
  'cheeks': ['Cheeks', 'fullness, cheekbones'],
  'nose': ['Nose', 'bridge, tip, nostrils'],
  'ears': ['Ears', 'outline, lobe, protrusion'],
  'mouth': ['Mouth', 'lips, width, corners'],
  'chin-and-jaw': ['Chin and jaw', 'line, prominence, cleft'],
  'neck': ['Neck', 'length, folds'],
  'facial-hair': ['Facial hair', 'extent, shape'],
  'lines': ['Lines', 'place and depth'],
  'scars-and-blemishes': ['Scars and blemishes', 'place, size, form'],
  'alterations': ['Alterations', 'piercing, make-up, tattoo'],
};

/** What the reviewer has to do next. */
export type Step = 'see' | 'describe' | 'open' | 'decide' | 'decided';

export function stepOf({ faceShownAt, own }: ReviewerView): Step {
  if (own?.decisions.length) return 'decided';
  if (own?.openedAt) return 'decide';
  return own?.describedAt ? 'open' : faceShownAt === null ? 'see' : 'describe';
}

const stepStates: Readonly<Record<Step, readonly [Tone, string]>> = {
  see: ['active', 'Waits for you: look at the face'],
  describe: ['active', 'Waits for your description'],
  open: ['active', 'Described; waits for you to open it'],
  decide: ['active', 'Waits for your decision'],
  decided: ['quiet', 'You have decided'],
};

const nextStep: Readonly<Record<Step, string>> = { see: 'Begin with', describe: 'Describe the face of', open: 'Go on with', decide: 'Go on with', decided: 'Read' };

/** One line of the work list. */
export interface Work {
  readonly lineup: string;
  readonly state: readonly [Tone, string];
  readonly waits: boolean;
  readonly about: string;
  readonly opens: string;
}

export function workOf(view: LineupView): Work {
  if ('forReviewer' in view) {
    const step = stepOf(view.forReviewer);
    const { lineup, pictures, others } = view.forReviewer;
    const decided = others?.filter(({ decisions }) => decisions.length > 0).length ?? 0;
    const about = step === 'decided' ? (decided === 0 ? 'Nobody else has decided yet' : `${counted(decided, 'other reviewer')} decided too`) : `One face, then ${counted(pictures, 'picture')}`;
    return { lineup, state: stepStates[step], waits: step !== 'decided', about, opens: `${nextStep[step]} ${lineup}` };
  }
  const { lineup, search, rank } = view.whole;
  const state = wholeState(view.whole);
  return { lineup, state, waits: state[0] === 'active', about: `Candidate of rank ${rank} of ${search}`, opens: `Open ${lineup}` };
}

/** Where a line-up stands for those who may see all of it. */
export function wholeState({ reviews, disagreement }: WholeLineup): readonly [Tone, string] {
  const decided = reviews.filter(({ decisions }) => decisions.length > 0).length;
  if (decided === 0) return ['active', reviews.length === 0 ? 'Waits for a first reviewer' : 'First review under way'];
  if (decided === 1) return ['active', reviews.length > 1 ? 'Second review under way' : 'Waits for a second reviewer'];
  return disagreement ? ['caution', 'The reviewers disagree'] : ['quiet', `Decided by ${counted(decided, 'reviewer')}`];
}

/** 0 is the face that is searched for. */
export function pictureName(place: number): string {
  return place === 0 ? 'the face that is searched for' : `picture ${place}`;
}

export function nameOfLineup(view: LineupView): string {
  return 'forReviewer' in view ? view.forReviewer.lineup : view.whole.lineup;
}

export function concluded({ conclusion, strength }: { readonly conclusion: Conclusion; readonly strength: Strength | null }): string {
  return `${capitalised(conclusionWords[conclusion])}${strength === null ? '' : `, ${strength}`}`;
}

/** “0.2 s before”. */
export function neighbourWords({ seconds }: Neighbour): string {
  return `${Math.abs(seconds).toFixed(2)} s ${seconds < 0 ? 'before' : 'after'}`;
}

export function madeWords({ lineup, fillers, uncertain, unproven, widened }: MadeLineup): string {
  return [
    `${lineup} shows the candidate and ${fillers} others of the same footage${widened === 0 ? '' : `; to find them, the band of size and quality was widened ${widened === 1 ? 'once' : 'twice'}`}.`,
    ...(uncertain > 0 ? [`${uncertain} of them ${uncertain === 1 ? 'is' : 'are'} not certainly somebody else than the candidate, because no frame shows them together.`] : []),
    ...(unproven > 0 ? [`${counted(unproven, 'pair')} of them ${unproven === 1 ? 'is' : 'are'} not certainly two people.`] : []),
  ].join(' ');
}

export const leadCaution =
  'A lead is a reason to look further. It does not say who this is, also where two reviewers agree: they looked at the same pictures, and people who look alike are what a search finds first. ' +
  'What speaks for it has to come from elsewhere than the face: where somebody was, what they carried, who saw them.';

export const outcomeWords: Readonly<Record<NonNullable<ShownLead['outcome']>['outcome'], string>> = { right: 'It was this person', wrong: 'It was somebody else', unverified: 'Not verified' };

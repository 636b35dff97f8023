/** @file What each workspace shows, what it proves and what it does not, for whoever has it open. */
import type { WorkspaceId } from '../shell/pages.ts';

interface GuideText {
  readonly title: string;
  readonly does: readonly string[];
  readonly shows: readonly string[];
  readonly showsNot: readonly string[];
}

export const guideWords: Readonly<Record<WorkspaceId, GuideText>> = {
  case: {
    title: 'The case',
    does: ['Takes in seized files as exhibits; each is hashed at receipt and never changed.', 'States the recorder’s clock: two checks against a reference give its offset and drift, with the uncertainty.', 'Indexes footage: every face is found, followed and counted. Stopped or killed, it goes on from where it was.'],
    shows: ['That a file is still, byte for byte, what was received, as far as it was read again.', 'Which frames were decoded and looked at, which failed, and where the gaps are.'],
    showsNot: ['That the file is what the recorder wrote: before receipt nothing is known.', 'That nobody was there where no face was found: faces may be too small, turned away, blurred or in a gap.'],
  },
  search: {
    title: 'Search',
    does: ['Compares a probe face with every searchable track in scope, exactly, under an authority that a second person granted.', 'Says before the result how many tracks are compared and how many candidates chance alone would give.'],
    shows: ['How the tracks order by likeness to one model, the same each time.', 'Every candidate and everything that was not one; the other side gets all of it.'],
    showsNot: ['Who somebody is. A candidate is a lead; whoever stands first may be somebody else, also with a high score.', 'A probability that two faces are one person’s. No score is that.', 'Anything about people whose faces could not be compared.'],
  },
  timeline: {
    title: 'The timeline',
    does: ['Lays every camera on one wall clock, from weeks to single frames.', 'Draws where faces were seen, where footage has gaps, and what was not indexed.'],
    shows: ['When something was recorded, by the recorder’s clock as somebody checked it, with its uncertainty.'],
    showsNot: ['An exact time where a clock was never checked.', 'That two cameras saw the same moment, when their uncertainties overlap.'],
  },
  player: {
    title: 'The player',
    does: ['Plays cameras in step on the wall clock and steps through the frames of the original, by their exact ticks.', 'Says when a picture is a proxy and not the original.'],
    shows: ['The frame that the original holds at exactly these ticks.'],
    showsNot: ['What a browser plays between the frames: only a frame that names its ticks comes from the original.'],
  },
  review: {
    title: 'Review',
    does: ['Leads a reviewer in order: describe the questioned face, open the line-up, decide, with reasons.', 'Hides scores, ranks and what others decided until the decision is recorded. A second reviewer works blind to the first.'],
    shows: ['Whether somebody who did not know the ranking picks the candidate from among people who are certainly others.'],
    showsNot: ['Identity. A decision is a person’s opinion on a stated scale and can be wrong.', 'Independence beyond what the force arranged: the record says who, not what they had heard.'],
  },
  disclosure: {
    title: 'Disclosure',
    does: ['Lists every search that was made, answered or refused.', 'Makes a signed bundle, verifies a received one, and runs its searches again, also with another threshold, probe or pack.'],
    shows: ['That files, signatures, entries and what the bundle says of them agree.', 'Whether the same input gives the same list on this machine; if not, at which stage it first differs.'],
    showsNot: ['That what was recorded is true. A case that was made up from the beginning verifies like any other.', 'That the key is the force’s: it has to reach you by another way than the bundle.'],
  },
  ledger: {
    title: 'The ledger',
    does: ['Keeps every act as a signed entry: who, when, what, under which authority.', 'Proves one entry without showing the others.'],
    shows: ['That no entry was changed, left out, put in or cut off since the checkpoint that you hold.'],
    showsNot: ['That an act that left no entry did not happen outside of the program.', 'Who sat at the keyboard: only whose key signed.'],
  },
  machine: {
    title: 'Models and machine',
    does: ['Shows the face models, their calibration and limits, and tests them with faces of known score.', 'Says what works on this machine and what is missing.'],
    shows: ['That the models are the ones their hashes name and give the known answers here.'],
    showsNot: ['How often they err on your footage: that takes a calibration, and where there is none it says “not measured”.'],
  },
};

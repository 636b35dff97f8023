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
    title: 'Timeline',
    does: ['Shows every camera on one wall clock, with the faces that were found, from weeks to single frames.', 'A chosen stretch becomes the filter of the next search; candidates and decisions stand at their moments.'],
    shows: ['When and where faces were seen, and how good the pictures are.', 'What was not seen: gaps, footage that is not indexed, and how uncertain each recorder’s clock is.'],
    showsNot: ['That two cameras agree to the second: each time holds within its own clock’s uncertainty, and a clock that was never checked may be wrong by any amount.', 'That nobody was there where no face was found.', 'Where in a footage a frame failed: the record counts failed frames and does not place them.'],
  },
  player: {
    title: 'Player',
    does: ['Plays up to four cameras in step on wall time, as far as their clocks are known, and says of each how far that is.', 'Steps through the original’s own frames. A picture that stands still is decoded from the original at exactly the ticks that stand below it.', 'Takes a still or a clip out of the case, with its hash and an entry in the ledger.'],
    shows: ['Which frame of the original a picture is, and when its camera’s clock puts it, with the uncertainty.', 'Where the index saw a face: whole lines in a frame that was looked at, broken ones in between.'],
    showsNot: ['Exact frames while it plays: then the picture is the browser’s, or, where the browser cannot play the original, shrunk frames from the engine, perhaps not all of them; it says which. Pause to judge.', 'That two cameras show the same moment where a clock was never checked, or closer than the uncertainties together.', 'Every face: one that the index did not find has no box.'],
  },
  review: {
    title: 'Review',
    does: ['Lets a reviewer describe the face that is searched for before they see any other, and locks that.', 'Shows the candidate among people of the same footage who are certainly others, in an order that chance makes for each reviewer, without scores and ranks.', 'Takes a decision in words with its reasons; a later one takes its place and never changes it. A second reviewer decides blind to the first.', 'Keeps what was found of a candidate by other means, and how it turned out.'],
    shows: ['What each reviewer saw, wrote and decided, in which order, and how they looked at the pictures.', 'How often reviewers picked somebody who is certainly not the candidate.'],
    showsNot: ['Who somebody is. Two reviewers who agree have looked at the same pictures, and may both be wrong.', 'How rare a feature is: the scale’s words rest on no measured frequency.', 'That a reviewer knew nothing: the program withholds what it has, and cannot know what somebody was told.'],
  },
  disclosure: {
    title: 'Disclosure',
    does: ['Lists every search of the case, used or not, with who asked for it, under which authority, and what it gave.', 'Makes a signed bundle for the other side in five steps; before it is made, it says what it will hold, hide and lack.', 'Checks a bundle that was received, makes its searches again, and makes them otherwise: with another picture, lowest score or model. That takes no case.'],
    shows: ['That a bundle is, file by file, what its exporter signed, and that its entries are in the ledger of the case.', 'That no search is missing from the schedule: each is an entry before it is answered, and the numbers have no gap.', 'Whether a search comes out the same on another machine, and at which stage it first does not.'],
    showsNot: ['That what an entry says is true. A key shows whose it is only by comparison with one that came by another way.', 'What is in entries that are hidden; they are counted.', 'Who anybody is. A search that comes out the same again is as right or as wrong as it was.', 'That every bystander is blurred: faces that were not found are not.'],
  },
  ledger: {
    title: 'The ledger',
    does: ['Lists every act as a sentence: who, when, what, about what.', 'Proves that one entry is under the signed checkpoint, with the numbers to derive it again without this program.', 'Gives the checkpoint’s fingerprint to read out or print, and verifies the whole record anew.'],
    shows: ['That no entry was changed, taken out or put in between since a checkpoint that somebody else kept.', 'Whose key signed each act.', 'That texts about people can be erased and the ledger still holds: an entry has only their salted hash.'],
    showsNot: ['That what an entry says is true, or who sat at the keyboard.', 'To somebody who kept no earlier checkpoint: that the holder of the case’s key has not written the whole ledger anew.', 'When something happened, but by this machine’s clock or by a time stamp that was added.'],
  },
  machine: {
    title: 'This machine',
    does: ['Tries each part of Retrace on this machine and says what to do where one is missing.', 'Lists the model packs: their files and terms, what was measured of them and on whom, and tests one with faces of known score.'],
    shows: ['That the models are the ones their hashes name and give the known answers here.'],
    showsNot: ['How often they err on your footage: that takes a calibration, and where there is none it says “not measured”.'],
  },
};

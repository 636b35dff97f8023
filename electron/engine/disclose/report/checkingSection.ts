/** @file Section 14: how to check the report without its makers, and what its words mean. */
import { heading, list, note, say } from './blocks.ts';
import type { ReportBlock } from './document.ts';

export function howToCheck(): ReportBlock[] {
  return [
    ...say('None of this needs a network, the case, or trust in the program that made the bundle.'),
    list([
      ['Check that no file was changed, added or left out, and who signed: ', { code: 'VERIFY.txt' }, ' gives the commands for tools that every forensic laboratory has (sha256sum, ssh-keygen, openssl).'],
      ['Check everything at once: ', { code: 'node verify.mjs' }, ' in the folder of the bundle. It is one plain file that can be read.'],
      ['Run the search again from the stored vectors: ', { code: 'retrace replay <bundle>' }, '. It must give the same list and the same scores, or it names the first stage that differs.'],
      ['Run it again from the footage: ', { code: 'retrace replay <bundle> --footage <folder>' }, ', with copies of the exhibits whose SHA-256 is in section 4.'],
      ['Search differently: ', { code: 'retrace counter-search <bundle>' }, ' takes another picture, another lowest score or another model pack, and says who drops out and who fits better.'],
    ], true),
    note('Characters that the typeface of report.pdf lacks are written there as numbers, such as [U+0639]; report.html shows them. Characters that cannot be seen are written as \\u{…} in both.'),
    heading(2, 'Words used'),
    { kind: 'facts', rows: glossary },
  ];
}

const glossary: readonly (readonly [string, string])[] = [
  ['Authority', 'The recorded permission to search: for which offence, why, in which footage, granted by whom, until when.'],
  ['Bundle', 'This folder: everything that is needed to check a search and to run it again.'],
  ['Candidate', 'A track that a search returned. A lead for people to examine; never an identification.'],
  ['Clock', 'How the recorder’s time relates to real time, who checked that, and how far it may be out.'],
  ['Corroboration', 'Other evidence for or against a lead, found by other means than this program.'],
  ['Decision', 'What a reviewer concluded, with reasons. A later one supersedes it; none is ever changed.'],
  ['Exhibit', 'An item of seized media as it was received.'],
  ['Filler', 'A face in a line-up that is not the candidate’s, taken from the same footage.'],
  ['Footage', 'One video of an exhibit.'],
  ['Hash, SHA-256', 'A number made from all bytes of a file. Change one byte and it is another number.'],
  ['Ledger', 'The list of all recorded acts of the case in order. An entry cannot be changed, removed or put in later without notice.'],
  ['Line-up', 'The candidate’s face among fillers, in random order, shown to a reviewer who is told neither scores nor ranks.'],
  ['Model pack', 'The networks that find faces and turn them into numbers, fixed by their hashes.'],
  ['Probe', 'The face searched for, with its picture.'],
  ['Quality', 'From 0 to 1: how suitable a face is for comparing, by its size, sharpness and angle. Not a probability.'],
  ['Rank', 'Place in the list of candidates; 1 has the highest score.'],
  ['Run', 'One pass of the program through a footage, looking for faces.'],
  ['Score', 'How alike two faces look to the model pack. Not a probability, not a percentage.'],
  ['Sighting', 'One face in one frame.'],
  ['Tick', 'The time of a frame as the file itself counts it. It names the frame exactly.'],
  ['Track', 'One face followed from frame to frame. What a search compares and what a candidate is.'],
  ['Vector', 'The row of numbers that the model pack makes of a face.'],
];

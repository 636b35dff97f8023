/** @file One candidate for those who may know that it is one: its line-ups with every review, a new line-up, and what is known of it from elsewhere. */
import { useState } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { ShownLead, WholeLineup } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { FacePicture } from '../search/FacePicture.tsx';
import { HandOver } from '../parts/HandOver.tsx';
import { useDesk } from '../state/desk.tsx';
import { go } from '../state/place.ts';
import { utc } from '../words.ts';
import { LeadPanel } from './LeadPanel.tsx';
import { NewLineup } from './NewLineup.tsx';
import { ReviewText } from './ReviewText.tsx';
import styles from './review.module.css';
import { wholeState, type CandidateOf } from './words.ts';

export function CandidateDesk({ of, lineups, lead }: { readonly of: CandidateOf; readonly lineups: readonly WholeLineup[]; readonly lead: ShownLead | null | 'withheld' }) {
  const { person } = useDesk();
  return (
    <div className={styles.candidate}>
      <div className={styles.column}>
        {lineups.map((lineup) => (
          <Whole key={lineup.lineup} of={lineup} />
        ))}
        {lineups.length === 0 && (
          <Panel title="No line-up yet">
            <Empty icon="people" title="Nobody has reviewed this candidate">Its place in a list says nothing of who it is. In a line-up it stands among people who are certainly others, and reviewers decide without knowing which it is.</Empty>
          </Panel>
        )}
        {mayDo(person.roles, 'lineup-created') && <NewLineup of={of} again={lineups.length > 0} />}
      </div>
      {lead !== 'withheld' && <LeadPanel of={of} lead={lead} />}
    </div>
  );
}

function Whole({ of }: { readonly of: WholeLineup }) {
  const { caseId } = useDesk();
  const { lineup, createdAt, createdBy, fillers, uncertain, unproven, band, reviews, probe, track } = of;
  const [handing, setHanding] = useState(false);
  return (
    <Panel title={`Line-up ${lineup}`} under={`Made by ${createdBy}, ${utc(createdAt)}`} actions={<State is={wholeState(of)} />}>
      <Facts
        of={[
          ['Beside the candidate', counted(fillers.length, 'other')],
          ['Certainly others', uncertain.length === 0 ? 'all of them: a frame shows each together with the candidate' : `${fillers.length - uncertain.length} of ${fillers.length}`],
          ...(unproven > 0 ? [['Pairs not certainly two people', String(unproven)] as const] : []),
          ['Band of size and quality', band.widened === 0 ? 'the narrowest' : `widened ${band.widened === 1 ? 'once' : 'twice'}`],
        ]}
      />
      <div className={styles.faces}>
        <FacePicture name="probeFace" of={{ caseId, probeId: probe, size: '240' }} says="The face that is searched for" />
        <FacePicture name="face" of={{ caseId, trackId: track, size: '240' }} says="The candidate" />
        <span className={styles.soft}>The face that is searched for</span>
        <span className={styles.soft}>The candidate</span>
      </div>
      <div className={styles.controls}>
        <Button label="See the candidate in the footage" icon="play" onPress={() => go('player', { track })} />
        <Button label={`What the ledger says of ${lineup}`} icon="ledger" onPress={() => go('ledger', { about: lineup })} />
      </div>
      {reviews.map((review) => (
        <ReviewText key={review.reviewer} review={review} named />
      ))}
      {handing ? <HandOver to="reviewer" /> : <div><Button label="A reviewer signs in here" icon="person" kind={reviews.length < 2 ? 'main' : 'plain'} onPress={() => setHanding(true)} /></div>}
    </Panel>
  );
}

/** @file What a reviewer decided and, now that they have, what others did; whom anybody picked is told to none of them. */
import { useState } from 'react';
import { scaleCaution } from '../../electron/core/review.ts';
import type { ReviewerView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { HandOver } from '../parts/HandOver.tsx';
import { ReviewText } from './ReviewText.tsx';
import styles from './review.module.css';

export function Decided({ view: { own, ownPicks, others }, onSupersede }: { readonly view: ReviewerView; readonly onSupersede: () => void }) {
  const [handing, setHanding] = useState(false);
  const decided = others?.filter(({ decisions }) => decisions.length > 0) ?? [];
  return (
    <div className={styles.decided}>
      <Panel title="Your decision is recorded" actions={<Button label="State another in its place" icon="edit" onPress={onSupersede} />}>
        {own && <ReviewText review={own} picks={ownPicks} />}
        <p className={styles.soft}>{scaleCaution}</p>
        <p className={styles.soft}>Nobody changes it. You can state another in its place; both stay in the record{decided.length > 0 ? ', and the new one is marked as made when another’s could be seen' : ''}.</p>
      </Panel>
      <Panel title="Other reviewers">
        {decided.length === 0 ? <p>Nobody else has decided yet. Do not tell the next reviewer what you saw; what you wrote is withheld from them until they have decided.</p> : decided.map((review) => <ReviewText key={review.reviewer} review={review} named />)}
        <Notice tone="info">Which of the pictures was the candidate is told to no reviewer.</Notice>
        {handing ? <HandOver to="reviewer" /> : <div><Button label="Hand the window to another reviewer" icon="people" kind={decided.length === 0 ? 'main' : 'plain'} onPress={() => setHanding(true)} /></div>}
      </Panel>
    </div>
  );
}

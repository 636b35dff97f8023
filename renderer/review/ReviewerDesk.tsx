/** @file One line-up as its reviewer works on it, step by step; no step shows what belongs to a later one. */
import { useState } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import type { ReviewerView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Work } from '../parts/Work.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAct, useJob } from '../state/host.tsx';
import { CompareStep } from './CompareStep.tsx';
import { Decided } from './Decided.tsx';
import { DescribeStep } from './DescribeStep.tsx';
import { ReviewText } from './ReviewText.tsx';
import styles from './review.module.css';
import { stepOf, type Step } from './words.ts';

const steps: readonly (readonly [string, readonly Step[]])[] = [['See the face', ['see']], ['Describe it', ['describe']], ['Open the line-up', ['open']], ['Compare and decide', ['decide']]];

export function ReviewerDesk({ view }: { readonly view: ReviewerView }) {
  const [superseding, setSuperseding] = useState<string | null>(null);
  const { lineup, own } = view;
  const step = stepOf(view);
  const standing = own?.decisions.at(-1)?.decision ?? null;
  const isSuperseding = superseding !== null && superseding === standing;
  const now = isSuperseding ? 'decide' : step;
  const at = steps.findIndex(([, of]) => of.includes(now));
  return (
    <>
      <ol className={styles.steps} aria-label="Steps">
        {steps.map(([name], i) => (
          <li key={name} aria-current={i === at ? 'step' : undefined} data-done={at < 0 || i < at || undefined}>
            <b>{at < 0 || i < at ? <Icon name="check" size={12} /> : i + 1}</b> {name}
          </li>
        ))}
      </ol>
      {now === 'see' && <SeeStep lineup={lineup} />}
      {now === 'describe' && <DescribeStep lineup={lineup} />}
      {now === 'open' && <OpenStep view={view} />}
      {now === 'decide' && <CompareStep view={view} supersedes={isSuperseding ? standing : null} onRecorded={() => setSuperseding(null)} />}
      {now === 'decided' && <Decided view={view} onSupersede={() => setSuperseding(standing)} />}
    </>
  );
}

function SeeStep({ lineup }: { readonly lineup: string }) {
  const { caseId } = useDesk();
  const show = useAct('showFace');
  return (
    <Panel title="First the face alone">
      <p className={styles.words}>You will see one face: the one that is searched for. Describe it before you see any other. Whoever knows what to look for finds it, so nothing else is shown until your description is locked.</p>
      <p className={styles.words}>Scores, ranks, what the search gave and what other reviewers decided are withheld from you. If you know the case or the person, say so and let somebody else review.</p>
      {show.error && <Notice tone="bad">{show.error.message}</Notice>}
      <div>
        <Button label="Show me the face; that is recorded" icon="eye" kind="main" waiting={show.isPending} onPress={() => show.mutate({ caseId, lineup })} />
      </div>
    </Panel>
  );
}

function OpenStep({ view: { lineup, pictures, own } }: { readonly view: ReviewerView }) {
  const { caseId } = useDesk();
  const opening = useJob('openLineup', caseId, (asked) => asked.lineup === lineup);
  return (
    <Panel title="Your description is locked">
      <p className={styles.words}>The line-up has {counted(pictures, 'picture')} of people from the same footage, in an order that chance made for you alone. The person who is searched for may be none of them.</p>
      <Work job={opening} label="Cutting the pictures from the original" />
      <div>
        <Button label="Open the line-up; that is recorded" icon="people" kind="main" waiting={opening.underWay} onPress={() => opening.begin({ caseId, lineup })} />
      </div>
      {own && <ReviewText review={own} />}
    </Panel>
  );
}

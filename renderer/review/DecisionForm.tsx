/** @file The decision: which picture, what it supports, and why; nothing is chosen beforehand. */
import { conclusions, conclusionWords, problemOf, scaleCaution, strengths, type Conclusion, type Strength } from '../../electron/core/review.ts';
import type { ReviewerView } from '../../electron/core/shownReviews.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { capitalised } from '../words.ts';
import { Features, featuresOf, type FeatureTexts } from './Features.tsx';
import type { Looks } from './looks.ts';
import styles from './review.module.css';

interface DecisionFormProps {
  readonly view: ReviewerView;
  readonly places: readonly number[];
  readonly supersedes: string | null;
  readonly looks: Looks;
  readonly onRecorded: () => void;
}

const nobody = 'nobody';
const empty = { pick: '', conclusion: '' as Conclusion | '', strength: '' as Strength | '', reasons: '', viewing: '', texts: {} as FeatureTexts };

export function DecisionForm({ view: { lineup, own }, places, supersedes, looks, onRecorded }: DecisionFormProps) {
  const { caseId } = useDesk();
  const decide = useAct('decide');
  const [{ pick, conclusion, strength, reasons, viewing, texts }, change, forget] = useDraft(`decide-${lineup}`, empty);
  const graded = conclusion === 'support' || conclusion === 'different';
  const features = featuresOf(texts);
  const seen = [viewing.trim(), looks.said ?? ''].filter((part) => part !== '').join(' ');
  const statement = conclusion === '' ? null : { pick: pick === nobody || pick === '' ? null : Number(pick), conclusion, strength: graded && strength !== '' ? strength : null, reasons, features, viewing: seen === '' ? null : seen };
  const problem = pick === '' ? 'Say which picture it is about, or nobody' : statement === null ? 'Say what it supports' : problemOf(statement) ?? (reasons.trim() === '' ? 'Say why' : null);
  const record = (): void => {
    if (statement === null || problem !== null) return;
    decide.mutate({ caseId, lineup, ...statement, supersedes }, { onSuccess: () => (forget(), looks.forget(), onRecorded()) });
  };
  return (
    <Panel title={supersedes === null ? 'Your decision' : `A decision in place of ${supersedes}`}>
      <Choice label="Which picture shows the person who is searched for?" as="segments" value={pick} onChange={(next) => change({ pick: next })} options={[...places.map((place) => ({ id: String(place), label: String(place) })), { id: nobody, label: 'Nobody' }]} />
      <Choice label="What comparing them supports" as="radios" value={conclusion} onChange={(next) => next !== '' && change({ conclusion: next })} options={conclusions.map((each) => ({ id: each, label: capitalised(conclusionWords[each]) }))} />
      {graded && <Choice label="How far" as="segments" value={strength} onChange={(next) => next !== '' && change({ strength: next })} options={strengths.map((each) => ({ id: each, label: capitalised(each) }))} />}
      <TextBox label="Why" kind="lines" value={reasons} onChange={(text) => change({ reasons: text })} hint="What is alike and what differs, and what the pictures do not show." />
      <details className={styles.more}>
        <summary>{features.length === 0 ? (graded ? 'Part by part: what it rests on, at least one' : 'Part by part: none compared yet') : `Part by part: ${features.length} compared`}</summary>
        <Features texts={texts} onChange={(next) => change({ texts: next })} before={Object.fromEntries(own?.description.map(({ component, text }) => [component, text]) ?? [])} />
      </details>
      <TextBox label="Screen, size, light" value={viewing} onChange={(text) => change({ viewing: text })} hint={looks.said === null ? 'How you looked at the pictures.' : `Recorded with it: ${looks.said}`} />
      <p className={styles.soft}>{scaleCaution}</p>
      {decide.error && <Notice tone="bad">{decide.error.message}</Notice>}
      <div className={styles.lockRoom}>
        <Button label="Record the decision" icon="lock" kind="main" disabled={problem !== null} waiting={decide.isPending} onPress={record} />
        {problem !== null && <span className={styles.soft}>{capitalised(problem)}.</span>}
      </div>
    </Panel>
  );
}

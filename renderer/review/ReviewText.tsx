/** @file One reviewer's work on a line-up, word for word. */
import { counted } from '../../electron/core/countWords.ts';
import type { DisclosedReview } from '../../electron/core/disclosure.ts';
import { pickWords } from '../../electron/core/review.ts';
import type { ShownReview } from '../../electron/core/shownReviews.ts';
import { Facts } from '../parts/Facts.tsx';
import { utc } from '../words.ts';
import styles from './review.module.css';
import { componentWords, concluded, pictureName } from './words.ts';

interface ReviewTextProps {
  /** Whom they picked stands here where it is told. */
  readonly review: ShownReview | DisclosedReview;
  /** Says whose it is. */
  readonly named?: boolean;
  /** Places that were chosen, decision by decision, for whoever chose them. */
  readonly picks?: readonly (number | null)[];
}

export function ReviewText({ review: { reviewer, describedAt, description, openedAt, decisions }, named = false, picks }: ReviewTextProps) {
  return (
    <article className={styles.review}>
      {named && <h3>{reviewer}</h3>}
      {decisions.length === 0 && <p className={styles.soft}>{openedAt !== null ? 'Opened the line-up' : describedAt !== null ? 'Described the face' : 'Saw the face'}; no decision yet.</p>}
      {decisions.map((decision, i) => (
        <section key={decision.decision} className={styles.decision} data-past={i < decisions.length - 1 || undefined}>
          <p>
            <strong>{concluded(decision)}</strong> <span className={styles.soft}>{decision.decision}, {utc(decision.at)}{i < decisions.length - 1 ? ', superseded' : ''}</span>
          </p>
          <p>{decision.reasons ?? 'The reasons were erased.'}</p>
          <Facts
            of={[
              ...(picks ? [['You chose', pickedPlace(picks[i])] as const] : []),
              ...('picked' in decision ? [['Picked', pickWords[decision.picked]] as const, ['Blind', decision.blind ? 'No other decision could be seen' : 'Made when another’s decision could be seen'] as const] : []),
              ...decision.features.map(({ component, text }) => [componentWords[component][0], text] as const),
              ...(decision.viewing === null ? [] : [['How it was viewed', decision.viewing] as const]),
            ]}
          />
        </section>
      ))}
      {description.length > 0 && (
        <details className={styles.more}>
          <summary>Described before the line-up was opened: {counted(description.length, 'part')} of the face</summary>
          <Facts of={description.map(({ component, text }) => [componentWords[component][0], text] as const)} />
        </details>
      )}
    </article>
  );
}

function pickedPlace(place: number | null | undefined): string {
  return typeof place === 'number' ? pictureName(place) : 'nobody';
}

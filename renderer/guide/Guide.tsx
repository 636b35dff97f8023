/** @file The guide beside a page: what it does, what it shows and what it does not. */
import { Button } from '../parts/Button.tsx';
import type { WorkspaceId } from '../shell/pages.ts';
import styles from './guide.module.css';
import { guideWords } from './words.ts';

export function Guide({ page, onClose }: { readonly page: WorkspaceId; readonly onClose: () => void }) {
  const { title, does, shows, showsNot } = guideWords[page];
  return (
    <aside className={styles.guide} aria-label={`Guide: ${title}`}>
      <header className={styles.head}>
        <h2>{title}</h2>
        <Button label="Close the guide" icon="cross" kind="quiet" iconOnly onPress={onClose} />
      </header>
      <Part title="What it does" sentences={does} />
      <Part title="What it shows" sentences={shows} tone="good" />
      <Part title="What it does not show" sentences={showsNot} tone="caution" />
      <p className={styles.last}>No action on a candidate alone: first comes evidence that does not depend on the face. Age, sex and ethnicity are not estimated and must not be read out of a score.</p>
    </aside>
  );
}

function Part({ title, sentences, tone = 'plain' }: { readonly title: string; readonly sentences: readonly string[]; readonly tone?: 'plain' | 'good' | 'caution' }) {
  return (
    <section className={styles.part} data-tone={tone}>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

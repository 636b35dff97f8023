/** @file The guide page: what the program is for and what a result must never be taken for. */
import { Page } from '../parts/Page.tsx';
import { limits, promises } from '../words.ts';
import styles from './guide.module.css';

export function GuidePage() {
  return (
    <Page title="What it is for, and what it must not be used for" under="For analysts who search footage, investigators who decide, and the other side’s experts who check both.">
      <section className={styles.part} aria-labelledby="limits">
        <h2 id="limits">What a result does not show</h2>
        <dl className={styles.list}>
          {limits.map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={styles.part} aria-labelledby="promises">
        <h2 id="promises">What can be relied on</h2>
        <dl className={styles.list}>
          {promises.map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
}

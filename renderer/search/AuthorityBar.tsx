/** @file The authorities that count now, at all times above the page: scope, expiry, what is left of them, and which wait for an officer. */
import type { StandingAuthority } from '../../electron/api/searchContract.ts';
import { count } from '../../electron/core/countWords.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { State } from '../parts/State.tsx';
import { utc } from '../words.ts';
import styles from './search.module.css';
import { authorityWords, classesOf, scopeWords, timeLeft } from './words.ts';

interface AuthorityBarProps {
  /** RFC 3339. */
  readonly now: string;
  readonly authorities: readonly StandingAuthority[];
  readonly exhibits: readonly ExhibitSummary[];
  readonly onOpen: (authority: string) => void;
  /** Null where this person may not ask. */
  readonly onRequest: (() => void) | null;
}

export function AuthorityBar({ now, authorities, exhibits, onOpen, onRequest }: AuthorityBarProps) {
  const searches = authorities.filter(({ kind }) => kind === 'search');
  const current = searches.filter(({ state }) => state === 'in-force' || state === 'requested');
  const past = searches.filter((each) => !current.includes(each));
  return (
    <section className={styles.authorities} aria-label="Authority">
      {!current.some(({ state }) => state === 'in-force') && (
        <div className={styles.authority} data-state="none">
          <Icon name="shield" size={20} />
          <div>
            <strong>No authority is in force</strong>
            <p className={styles.soft}>Nothing can be searched for until an authorising officer has granted one. It says what for, where, for how long and how often.</p>
          </div>
          {onRequest && current.length === 0 && <Button label="Ask for an authority" icon="plus" kind="main" onPress={onRequest} />}
        </div>
      )}
      {current.map((authority) => (
        <div key={authority.authority} className={styles.authority} data-state={authority.state}>
          <Icon name="shield" size={20} />
          <div>
            <div className={styles.line}>
              <strong>{authority.authority}</strong>
              <State is={authorityWords(authority.state)} />
              <span>
                {authority.state === 'in-force' ? 'Expires' : 'Would expire'} {utc(new Date(authority.expires).toISOString())}, {timeLeft(authority.expires, now) ?? 'which is past'}
              </span>
            </div>
            <p className={styles.scope}>
              {count(authority.searches - authority.used)} of {count(authority.searches)} searches left · {scopeWords(authority, exhibits)} · probes: {classesOf(authority)}
            </p>
          </div>
          <Button label={authority.state === 'requested' ? `Decide on ${authority.authority}` : `Read ${authority.authority}`} kind={authority.state === 'requested' ? 'plain' : 'quiet'} onPress={() => onOpen(authority.authority)} />
        </div>
      ))}
      {past.length > 0 && (
        <details className={styles.past}>
          <summary>Not in force any more: {past.map(({ authority }) => authority).join(', ')}</summary>
          {past.map(({ authority, state }) => (
            <div key={authority} className={styles.line}>
              <Button label={authority} kind="quiet" onPress={() => onOpen(authority)} />
              <State is={authorityWords(state)} />
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

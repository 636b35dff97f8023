/** @file A state in words, with an icon and a colour that say the same. */
import type { Tone } from '../words.ts';
import { Icon, type IconName } from './Icon.tsx';
import styles from './parts.module.css';

const icons: Readonly<Record<Tone, IconName>> = { good: 'check', caution: 'warn', bad: 'cross', quiet: 'dash', active: 'turn' };

export function State({ is: [tone, words] }: { readonly is: readonly [Tone, string] }) {
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon name={icons[tone]} />
      {words}
    </span>
  );
}

/** @file Copies a text by a press, and says whether it was. */
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import styles from './parts.module.css';

const outcomes = { copied: ['Copied', 'check'], refused: ['The clipboard did not take it', 'warn'] } as const;

/** `small`: in line with text, the icon alone. */
export function Copy({ text, label, small = false }: { readonly text: string; readonly label: string; readonly small?: boolean }) {
  const [outcome, setOutcome] = useState<keyof typeof outcomes | null>(null);
  const [said, icon] = outcome === null ? ([label, 'copy'] as const) : outcomes[outcome];
  const press = (): void => void navigator.clipboard.writeText(text).then(() => setOutcome('copied'), () => setOutcome('refused'));
  if (!small) return <Button label={said} icon={icon} onPress={press} />;
  return (
    <AriaButton aria-label={said} onPress={press} className={styles.copy!}>
      <Icon name={icon} size={13} />
    </AriaButton>
  );
}

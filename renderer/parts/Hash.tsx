/** @file A hash, shortened, whole in its tip, copied by a press. */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Icon } from './Icon.tsx';
import styles from './parts.module.css';

export function Hash({ of, name = 'SHA-256' }: { readonly of: string; readonly name?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(of).then(() => setCopied(true), () => setCopied(false));
  return (
    <span className={styles.hash} title={`${name} ${of}`}>
      <code>{of.slice(0, 16)}…</code>
      <Button aria-label={copied ? `${name} copied` : `Copy ${name} ${of}`} onPress={copy} className={styles.hashCopy!}>
        <Icon name={copied ? 'check' : 'copy'} size={13} />
      </Button>
    </span>
  );
}

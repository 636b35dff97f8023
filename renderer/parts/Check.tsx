/** @file A box to tick. */
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import { Icon } from './Icon.tsx';
import styles from './fields.module.css';

export function Check({ children, checked, onChange, disabled = false }: { readonly children: ReactNode; readonly checked: boolean; readonly onChange: (checked: boolean) => void; readonly disabled?: boolean }) {
  return (
    <Checkbox className={styles.check!} isSelected={checked} onChange={onChange} isDisabled={disabled}>
      <span className={styles.box}>{checked && <Icon name="check" size={14} />}</span>
      <span>{children}</span>
    </Checkbox>
  );
}

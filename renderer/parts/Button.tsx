/** @file A button whose words name its consequence. */
import { Button as AriaButton } from 'react-aria-components';
import { Icon, type IconName } from './Icon.tsx';
import styles from './button.module.css';

interface ButtonProps {
  readonly label: string;
  readonly onPress?: () => void;
  /** 'main': the one thing to do here. 'quiet': without a border. 'link': in line with text, to where something stands. 'danger': cannot be undone. */
  readonly kind?: 'plain' | 'main' | 'quiet' | 'link' | 'danger';
  readonly icon?: IconName;
  /** Under way: stays focusable and says so. */
  readonly waiting?: boolean;
  readonly disabled?: boolean;
  /** The icon alone is drawn; the words are read out and shown as a tip. */
  readonly iconOnly?: boolean;
  /** Read out in place of the words, which it holds, where they alone do not say what it is about. */
  readonly spoken?: string;
  /** In a form: sends it. */
  readonly submits?: boolean;
}

export function Button({ label, onPress, kind = 'plain', icon, waiting = false, disabled = false, iconOnly = false, spoken, submits = false }: ButtonProps) {
  return (
    <AriaButton className={styles.button!} data-kind={kind} data-icon-only={iconOnly || undefined} isPending={waiting} isDisabled={disabled} type={submits ? 'submit' : 'button'} {...(onPress && { onPress })} {...((iconOnly || spoken !== undefined) && { 'aria-label': spoken ?? label })}>
      {icon && <Icon name={waiting ? 'turn' : icon} />}
      {!iconOnly && label}
      {iconOnly && <span className={styles.tip} aria-hidden="true">{label}</span>}
    </AriaButton>
  );
}

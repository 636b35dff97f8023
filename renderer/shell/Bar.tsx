/** @file The bar: which case, what is under way, who is at work in which role, and the way out. */
import { roleWords } from '../../electron/core/role.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useDesk } from '../state/desk.tsx';
import { useCloseCase } from '../state/host.tsx';
import { UnderWay } from './UnderWay.tsx';
import styles from './shell.module.css';

interface BarProps {
  readonly onLock: () => void;
  readonly onPalette: () => void;
  readonly onGuide: () => void;
  readonly guided: boolean;
}

export function Bar({ onLock, onPalette, onGuide, guided }: BarProps) {
  const { caseId, name, reference, person } = useDesk();
  const close = useCloseCase();
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <img src="./icon.svg" alt="" width="22" height="22" />
        <strong>{name}</strong>
        <span className={styles.reference}>{reference}</span>
        <Button label="Close the case" icon="cross" kind="quiet" iconOnly onPress={() => close.mutate({ caseId })} />
      </div>
      <button type="button" className={styles.ask} onClick={onPalette}>
        <Icon name="search" size={14} /> Commands <kbd>Ctrl K</kbd>
      </button>
      <div className={styles.right}>
        <UnderWay />
        <span className={styles.person} title={`${person.name}, ${roleWords(person.roles)}`}>
          <Icon name="person" />
          <span>
            <strong>{person.name}</strong>
            <small>{roleWords(person.roles)}</small>
          </span>
        </span>
        <Button label="Lock" icon="lock" onPress={onLock} />
        <Button label={guided ? 'Close the guide' : 'Guide'} icon="book" kind={guided ? 'plain' : 'quiet'} onPress={onGuide} />
      </div>
    </header>
  );
}

/** @file A dialog over the page: its title, what it asks, and what can be done. Escape leaves it. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';
import styles from './sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** What can be done, from left to right; the last one is the main one. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'wide';
  /** Where leaving would lose something, only the actions end it. */
  readonly staying?: boolean;
}

export function Sheet({ title, onClose, children, actions, width = 'narrow', staying = false }: SheetProps) {
  const dialog = useRef<HTMLElement>(null);
  // What had the focus may be gone (a form that was sent): Escape and Tab go on from the dialog.
  useEffect(() => {
    if (document.activeElement === document.body) dialog.current?.focus();
  });
  return (
    <ModalOverlay className={styles.scrim!} isOpen isDismissable={!staying} isKeyboardDismissDisabled={staying} onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles.sheet!} data-width={width}>
        <Dialog ref={dialog} className={styles.dialog!}>
          <header className={styles.head}>
            <Heading slot="title">{title}</Heading>
            {!staying && <Button label="Close" icon="cross" kind="quiet" iconOnly onPress={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.foot}>{actions}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

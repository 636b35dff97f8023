/** @file The locked case: who is here, by name and passphrase. Nothing of the case but its name and reference is in the page. */
import type { OpenedCase } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { WhoForm } from '../parts/WhoForm.tsx';
import { useAct, useCloseCase } from '../state/host.tsx';
import styles from './signIn.module.css';

export function SignIn({ opened: { caseId, name, reference, people } }: { readonly opened: OpenedCase }) {
  const signIn = useAct('signIn');
  const close = useCloseCase();
  const leave = <Button label="Close the case" kind="quiet" onPress={() => close.mutate({ caseId })} />;
  return (
    <main className={styles.scene}>
      <div className={styles.card}>
        <header className={styles.head}>
          <img src="./icon.svg" alt="" width="40" height="40" />
          <div>
            <h1>{name}</h1>
            <p className={styles.soft}>{reference}</p>
          </div>
        </header>
        {people.length === 0 ? (
          <>
            <Notice tone="caution">No member of this case has a key on this machine. A member can be added from an operator’s card by somebody who may add members.</Notice>
            <div>{leave}</div>
          </>
        ) : (
          <WhoForm question="Who are you?" caseId={caseId} people={people} signIn={signIn} beside={leave} />
        )}
        <p className={styles.soft}>Every act from here on is recorded in your name and signed with your key. What somebody else typed before stays theirs.</p>
      </div>
    </main>
  );
}

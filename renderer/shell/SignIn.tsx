/** @file The locked case: who is here, by name and passphrase. Nothing of the case but its name and reference is in the page. */
import { useState } from 'react';
import type { OpenedCase } from '../../electron/api/hostContract.ts';
import { roleWords } from '../../electron/core/role.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useAct, useForgetAnswers } from '../state/host.tsx';
import { go } from '../state/place.ts';
import styles from './signIn.module.css';

export function SignIn({ opened }: { readonly opened: OpenedCase }) {
  const { caseId, name, reference, people } = opened;
  const [operator, setOperator] = useState<string | null>(people.length === 1 ? people[0]!.name : null);
  const [passphrase, setPassphrase] = useState('');
  const signIn = useAct('signIn');
  const close = useAct('closeCase');
  const forget = useForgetAnswers();
  return (
    <main className={styles.scene}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (operator !== null) signIn.mutate({ caseId, operator, passphrase }, { onSettled: () => setPassphrase('') });
        }}
      >
        <img src="./icon.svg" alt="" width="40" height="40" />
        <div>
          <h1>{name}</h1>
          <p className={styles.soft}>{reference}</p>
        </div>
        {people.length === 0 ? (
          <Notice tone="caution">No member of this case has a key on this machine. A member can be added from an operator’s card by somebody who may add members.</Notice>
        ) : (
          <>
            <Choice label="Who are you?" as="radios" value={operator} onChange={setOperator} options={people.map((person) => ({ id: person.name, label: person.name, under: roleWords(person.roles) }))} />
            <TextBox label="Passphrase" kind="passphrase" value={passphrase} onChange={setPassphrase} required />
          </>
        )}
        {signIn.error && <Notice tone="bad">{signIn.error.message}</Notice>}
        <div className={styles.actions}>
          <Button label="Close the case" kind="quiet" onPress={() => close.mutate({ caseId }, { onSuccess: () => (forget(), go('')) })} />
          {people.length > 0 && <Button label="Sign in" icon="enter" kind="main" submits waiting={signIn.isPending} disabled={operator === null} />}
        </div>
        <p className={styles.soft}>Every act from here on is recorded in your name and signed with your key. What somebody else typed before stays theirs.</p>
      </form>
    </main>
  );
}

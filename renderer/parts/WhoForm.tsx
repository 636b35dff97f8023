/** @file Who is there: a name among several, and the passphrase of its key. */
import { useState, type ReactNode } from 'react';
import { roleWords, type Role } from '../../electron/core/role.ts';
import type { useTakeOver } from '../state/host.tsx';
import { Button } from './Button.tsx';
import { Choice } from './Choice.tsx';
import { Notice } from './Notice.tsx';
import styles from './parts.module.css';
import { TextBox } from './TextBox.tsx';

interface WhoFormProps {
  readonly question: string;
  readonly caseId: string;
  readonly people: readonly { readonly name: string; readonly roles: readonly Role[] }[];
  readonly signIn: Pick<ReturnType<typeof useTakeOver>, 'mutate' | 'error' | 'isPending'>;
  /** What else can be done here, before signing in. */
  readonly beside?: ReactNode;
}

export function WhoForm({ question, caseId, people, signIn, beside }: WhoFormProps) {
  const [operator, setOperator] = useState<string | null>(people.length === 1 ? people[0]!.name : null);
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      className={styles.who}
      onSubmit={(event) => {
        event.preventDefault();
        if (operator !== null) signIn.mutate({ caseId, operator, passphrase }, { onSettled: () => setPassphrase('') });
      }}
    >
      <Choice label={question} as="radios" value={operator} onChange={setOperator} options={people.map(({ name, roles }) => ({ id: name, label: name, under: roleWords(roles) }))} />
      <TextBox label="Passphrase" kind="passphrase" value={passphrase} onChange={setPassphrase} required />
      {signIn.error && <Notice tone="bad">{signIn.error.message}</Notice>}
      <div className={styles.whoActs}>
        {beside}
        <Button label={operator === null ? 'Sign in' : `Sign in as ${operator}`} icon="enter" kind="main" submits waiting={signIn.isPending} disabled={operator === null || passphrase === ''} />
      </div>
    </form>
  );
}

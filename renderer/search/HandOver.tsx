/** @file Somebody else takes over in the same window, because the act is theirs and not that of whoever is at work; what was typed is kept for its owner. */
import { useState } from 'react';
import { roleWords, type Role } from '../../electron/core/role.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Notice } from '../parts/Notice.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useTakeOver } from '../state/host.tsx';
import styles from './search.module.css';

export function HandOver({ to }: { readonly to: Role }) {
  const { caseId, people, person } = useDesk();
  const able = people.filter(({ name, roles }) => roles.includes(to) && name !== person.name);
  const [operator, setOperator] = useState<string | null>(able.length === 1 ? able[0]!.name : null);
  const [passphrase, setPassphrase] = useState('');
  const takeOver = useTakeOver();
  if (able.length === 0) return <Notice tone="caution">No {roleWords([to])} of this case has a key on this machine. They can decide on their own machine, or be added as a member here.</Notice>;
  return (
    <form
      className={styles.handOver}
      onSubmit={(event) => {
        event.preventDefault();
        if (operator !== null) takeOver.mutate({ caseId, operator, passphrase }, { onError: () => setPassphrase('') });
      }}
    >
      <p>
        This takes somebody who is {roleWords([to])}, who signs in here and takes over this window. What {person.name} was typing is kept for {person.name}.
      </p>
      <Choice label="Who takes over?" as="radios" value={operator} onChange={setOperator} options={able.map(({ name, roles }) => ({ id: name, label: name, under: roleWords(roles) }))} />
      <TextBox label="Passphrase" kind="passphrase" value={passphrase} onChange={setPassphrase} required />
      {takeOver.error && <Notice tone="bad">{takeOver.error.message}</Notice>}
      <div>
        <Button label={operator === null ? 'Sign in' : `Sign in as ${operator}`} icon="enter" kind="main" submits disabled={operator === null || passphrase === ''} waiting={takeOver.isPending} />
      </div>
    </form>
  );
}

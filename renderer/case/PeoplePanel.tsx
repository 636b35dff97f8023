/** @file The members of the case with their roles, and adding or removing one. */
import { useState } from 'react';
import { everyRole, roleWords, type Role } from '../../electron/core/role.ts';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Choice } from '../parts/Choice.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAct, useAsk } from '../state/host.tsx';
import { utc } from '../words.ts';
import styles from './sheets.module.css';

export function PeoplePanel() {
  const { caseId } = useDesk();
  const members = useAsk('members', { caseId });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Panel title="People" under="Who searches cannot authorise; who decided first cannot be the second reviewer." flush actions={<Button label="Add a member" icon="plus" onPress={() => setAdding(true)} />}>
      <Table
        heads={['Name', 'Roles', 'Added by', 'Key']} acts
        rows={(members.data ?? []).map(({ name, roles, addedBy, addedAt, publicKey, removedAt }) => [
          publicKey, name, roleWords(roles), <span key="by" className={styles.soft}>{addedBy}, {utc(addedAt)}</span>, <code key="key" title={publicKey}>{publicKey.slice(0, 12)}…</code>,
          removedAt === null ? <Button key="remove" label="Remove" kind="quiet" onPress={() => setRemoving(name)} /> : <State key="removed" is={['quiet', `Removed ${utc(removedAt)}`]} />,
        ])}
      />
      {adding && <AddMember onClose={() => setAdding(false)} />}
      {removing !== null && <RemoveMember name={removing} onClose={() => setRemoving(null)} />}
    </Panel>
  );
}

function AddMember({ onClose }: { readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const operators = useAsk('operators', {});
  const add = useAct('addMember');
  const create = useAct('createOperator');
  const [from, setFrom] = useState<'here' | 'new' | 'card'>('here');
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [card, setCard] = useState<ChosenFile | null>(null);
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const member = (operator: string): void => add.mutate({ caseId, from: { operator }, roles: [...roles] }, { onSuccess: onClose });
  const press = (): void => {
    if (from === 'card' && card) add.mutate({ caseId, from: { cardFileId: card.fileId }, roles: [...roles] }, { onSuccess: onClose });
    else if (from === 'new') create.mutate({ name, passphrase }, { onSuccess: (made) => member(made.name) });
    else member(name);
  };
  const ready = roles.length > 0 && (from === 'card' ? card !== null : name.trim() !== '' && (from === 'here' || passphrase !== ''));
  const problem = add.error ?? create.error;
  return (
    <Sheet title="Add a member" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Add the member" kind="main" onPress={press} disabled={!ready} waiting={add.isPending || create.isPending} /></>}>
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      <Choice label="Who" as="segments" value={from} onChange={setFrom} options={[{ id: 'here', label: 'Somebody of this machine' }, { id: 'new', label: 'A new operator' }, { id: 'card', label: 'From a card' }]} />
      {from === 'here' && <Choice label="Operator" value={name === '' ? null : name} onChange={setName} options={operators.data?.map((each) => ({ id: each.name, label: each.name })) ?? []} />}
      {from === 'new' && (
        <>
          <TextBox label="Name" value={name} onChange={setName} required />
          <TextBox label="Passphrase" kind="passphrase" value={passphrase} onChange={setPassphrase} required hint="The new operator types it; there is no way to recover it." />
        </>
      )}
      {from === 'card' && <FileChooser label={card ? `Card: ${card.name}` : 'Choose the card'} what="file" onChosen={([chosen]) => setCard(chosen ?? null)} />}
      <fieldset className={styles.checks}>
        <legend>Roles</legend>
        {everyRole.map((role) => (
          <Check key={role} checked={roles.includes(role)} onChange={(checked) => setRoles(checked ? [...roles, role] : roles.filter((held) => held !== role))}>
            {roleWords([role])}
          </Check>
        ))}
      </fieldset>
    </Sheet>
  );
}

function RemoveMember({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const remove = useAct('removeMember');
  const [reason, setReason] = useState('');
  return (
    <Sheet title={`Remove ${name}`} onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Remove the member" kind="danger" onPress={() => remove.mutate({ caseId, name, reason }, { onSuccess: onClose })} disabled={reason.trim() === ''} waiting={remove.isPending} /></>}>
      {remove.error && <Notice tone="bad">{remove.error.message}</Notice>}
      <p>Their copy of the case’s key goes and they can add nothing more. What they did stays in the record.</p>
      <TextBox label="Why" kind="lines" value={reason} onChange={setReason} required />
    </Sheet>
  );
}

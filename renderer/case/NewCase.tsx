/** @file Beginning a case: what it is called, where it is kept, and who begins it. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { everyRole, makerRoles, roleWords, type Role } from '../../electron/core/role.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useAct, useAsk } from '../state/host.tsx';
import styles from './welcome.module.css';

export function NewCase({ onClose }: { readonly onClose: () => void }) {
  const operators = useAsk('operators', {});
  const make = useAct('createCase');
  const [name, setName] = useState('');
  const [reference, setReference] = useState('');
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(makerRoles);
  const [folder, setFolder] = useState<ChosenFile | null>(null);
  const known = operators.data?.some((each) => each.name === operator.trim()) ?? false;
  const differs = !known && again !== '' && again !== passphrase;
  const ready = [name, reference, operator, passphrase].every((text) => text.trim() !== '') && folder !== null && roles.length > 0 && (known || again === passphrase);
  const begin = (): void => {
    if (folder) make.mutate({ fileId: folder.fileId, name, reference, operator: operator.trim(), roles: [...roles], passphrase }, { onSuccess: onClose });
  };
  return (
    <Sheet title="Begin a case" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Begin the case" kind="main" onPress={begin} disabled={!ready} waiting={make.isPending} /></>}>
      {make.error && <Notice tone="bad">{make.error.message}</Notice>}
      <div className={styles.pair}>
        <TextBox label="Name" value={name} onChange={setName} required autoFocus />
        <TextBox label="Reference" value={reference} onChange={setReference} hint="As the force writes it, such as OP/26/114" required />
      </div>
      <div className={styles.where}>
        <FileChooser label={folder ? 'Choose another folder' : 'Choose where to keep it'} what="folder" onChosen={([chosen]) => setFolder(chosen ?? null)} />
        <span className={styles.soft}>{folder ? `In a new folder within “${folder.name}”` : 'A folder on this machine'}</span>
      </div>
      <TextBox label="Your name" value={operator} onChange={setOperator} hint={known ? 'Your key is on this machine already.' : 'A key of your own is made; what you do is signed with it.'} required />
      <div className={styles.pair}>
        <TextBox label="Passphrase" kind="passphrase" value={passphrase} onChange={setPassphrase} required hint={known ? 'The one you have' : 'There is no way to recover it'} />
        {!known && <TextBox label="The same again" kind="passphrase" value={again} onChange={setAgain} required wrong={differs ? 'This is not the same.' : null} />}
      </div>
      <fieldset className={styles.roles}>
        <legend>Your roles in this case</legend>
        {everyRole.map((role) => (
          <Check key={role} checked={roles.includes(role)} onChange={(checked) => setRoles(checked ? [...roles, role] : roles.filter((held) => held !== role))}>
            {roleWords([role])}
          </Check>
        ))}
        <p className={styles.soft}>Who searches can never have granted the authority, and a reviewer is somebody else: others are added later from their cards.</p>
      </fieldset>
    </Sheet>
  );
}

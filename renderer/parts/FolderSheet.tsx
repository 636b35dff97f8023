/** @file The folders of this machine as the host shows them to a browser, for choosing. Names and ids; no path reaches the page. */
import { useState } from 'react';
import { Checkbox, GridList, GridListItem, type Selection } from 'react-aria-components';
import type { ChosenFile, FolderLine } from '../../electron/api/hostContract.ts';
import { useAsk, useClient } from '../state/host.tsx';
import { fileSize, utc } from '../words.ts';
import { Button } from './Button.tsx';
import styles from './folder.module.css';
import { Icon } from './Icon.tsx';
import { Notice } from './Notice.tsx';
import { Sheet } from './Sheet.tsx';
import { TextBox } from './TextBox.tsx';

interface FolderSheetProps {
  readonly title: string;
  readonly what: 'folder' | 'file' | 'files' | 'new';
  readonly extensions: readonly string[];
  readonly suggested: string;
  readonly onClose: () => void;
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

export function FolderSheet({ title, what, extensions, suggested, onClose, onChosen }: FolderSheetProps) {
  const client = useClient();
  const [at, setAt] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState(suggested);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useAsk('lookInto', { fileId: at, extensions: [...extensions] });
  const enter = (fileId: string): void => {
    setChosen(new Set());
    setAt(fileId);
  };
  const lines = asked.data?.lines.filter(({ kind }) => kind !== 'file' || what === 'file' || what === 'files') ?? [];
  const files = lines.filter(({ fileId }) => chosen.has(fileId));
  const several = what === 'files';
  // Where several can be chosen, pressing a file chooses it beside the others.
  const press = (line: FolderLine): void => (line.kind === 'file' || (line.kind === 'case' && what === 'folder') ? onChosen([line]) : enter(line.fileId));
  const folder = asked.data?.folder;
  const take = (): void => {
    if (!folder) return;
    if (what === 'new') void client('nameNew', { fileId: folder.fileId, name }).then((made) => onChosen([made]), (error: Error) => setProblem(error.message));
    else if (what === 'folder') onChosen([folder]);
    else onChosen(files);
  };
  const ready = what === 'new' ? name.trim() !== '' : what === 'folder' || files.length > 0;
  const taking = what === 'folder' ? `Choose “${folder?.name ?? ''}”` : what === 'new' ? 'Use this name here' : files.length > 1 ? `Choose ${files.length} files` : 'Choose';
  return (
    <Sheet title={title} onClose={onClose} width="wide" actions={<><Button label="Cancel" onPress={onClose} /><Button label={taking} kind="main" onPress={take} disabled={!ready} /></>}>
      <nav className={styles.trail} aria-label="Folders above">
        {asked.data?.above.map(({ fileId, name: above }) => (
          <Button key={fileId} label={above} kind="quiet" onPress={() => enter(fileId)} />
        ))}
        <strong>{folder?.name}</strong>
      </nav>
      {(problem ?? asked.error?.message) && <Notice tone="bad">{problem ?? asked.error?.message}</Notice>}
      <GridList
        aria-label={`In ${folder?.name ?? 'the folder'}`} className={styles.list!} items={lines} selectionMode={several ? 'multiple' : what === 'file' ? 'single' : 'none'} selectionBehavior={several ? 'toggle' : 'replace'}
        disabledKeys={lines.filter(({ kind }) => kind !== 'file').map(({ fileId }) => fileId)} disabledBehavior="selection"
        selectedKeys={chosen} onSelectionChange={(keys: Selection) => setChosen(new Set(keys === 'all' ? lines.flatMap(({ fileId, kind }) => (kind === 'file' ? [fileId] : [])) : [...keys].map(String)))}
        renderEmptyState={() => <p className={styles.none}>{asked.isPending ? 'One moment' : 'Nothing here that can be chosen.'}</p>}
      >
        {(line: FolderLine) => (
          <GridListItem id={line.fileId} textValue={line.name} className={styles.line!} {...((!several || line.kind !== 'file') && { onAction: () => press(line) })}>
            {several && line.kind === 'file' ? <Checkbox slot="selection" className={styles.tick!}>{({ isSelected }) => <span>{isSelected && <Icon name="check" size={14} />}</span>}</Checkbox> : <Icon name={line.kind === 'file' ? 'file' : line.kind === 'case' ? 'shield' : 'folder'} />}
            <span>{line.name}</span>
            <span className={styles.soft}>{line.kind === 'case' ? 'case' : line.bytes === null ? '' : fileSize(line.bytes)}</span>
            <span className={styles.soft}>{utc(line.changedAt)}</span>
          </GridListItem>
        )}
      </GridList>
      {what === 'new' && <TextBox label="Name" value={name} onChange={setName} hint="A new one; nothing is overwritten." />}
    </Sheet>
  );
}

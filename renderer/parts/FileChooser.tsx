/** @file Choosing files, a folder, or a place for a new one: with the system's dialog in a window of its own, with the host's folders in a browser. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { useAsk, useClient } from '../state/host.tsx';
import { Button } from './Button.tsx';
import { FolderSheet } from './FolderSheet.tsx';
import type { IconName } from './Icon.tsx';

interface FileChooserProps {
  /** The button's words, and the title of the dialog. */
  readonly label: string;
  readonly what: 'folder' | 'file' | 'files' | 'new';
  /** Without dots; empty: every file. */
  readonly extensions?: readonly string[];
  /** A name for what is new. */
  readonly suggested?: string;
  readonly kind?: 'plain' | 'main';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly waiting?: boolean;
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

const everyFile: readonly string[] = [];

export function FileChooser({ label, what, extensions = everyFile, suggested, kind = 'plain', icon = 'open', disabled = false, waiting = false, onChosen }: FileChooserProps) {
  const client = useClient();
  const about = useAsk('about', {});
  const [shown, setShown] = useState(false);
  const press = (): void => {
    if (about.data?.host !== 'window') return setShown(true);
    void client('choose', { what, title: label, extensions: [...extensions], suggested: suggested ?? null }).then((files) => files.length > 0 && onChosen(files));
  };
  return (
    <>
      <Button label={label} icon={icon} kind={kind} onPress={press} disabled={disabled || !about.data} waiting={waiting} />
      {shown && (
        <FolderSheet
          title={label} what={what} extensions={extensions} suggested={suggested ?? ''} onClose={() => setShown(false)}
          onChosen={(files) => {
            setShown(false);
            onChosen(files);
          }}
        />
      )}
    </>
  );
}

/** @file Choosing files, a folder, or a place for a new one: with the system's dialog in a window of its own, with the host's folders in a browser; or by dropping them. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { useDropped } from '../state/dropped.ts';
import { useAsk, useClient, useTake } from '../state/host.tsx';
import { dropWords } from '../words.ts';
import { Button } from './Button.tsx';
import { FolderSheet } from './FolderSheet.tsx';
import type { IconName } from './Icon.tsx';
import { Notice } from './Notice.tsx';

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
  /** What is dropped anywhere into the window is chosen. 'copy': a copy of the bytes does as well, which is all that a browser gives. */
  readonly drops?: 'place' | 'copy';
  readonly onChosen: (files: readonly ChosenFile[]) => void;
}

const everyFile: readonly string[] = [];

export function FileChooser({ label, what, extensions = everyFile, suggested, kind = 'plain', icon = 'open', disabled = false, waiting = false, drops, onChosen }: FileChooserProps) {
  const client = useClient();
  const about = useAsk('about', {});
  const take = useTake();
  const [shown, setShown] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (files: readonly ChosenFile[]): void => {
    setProblem(null);
    onChosen(files);
  };
  const over = useDropped(drops !== undefined && !disabled && !waiting && about.data !== undefined && !shown, (files) => {
    if (drops === 'place' && about.data?.host !== 'window') return setProblem(dropWords.noPlace);
    const fitting = files.filter(({ name }) => extensions.length === 0 || extensions.includes(name.split('.').at(-1)!.toLowerCase()));
    if (fitting.length === 0) return setProblem(dropWords.wrongKind(extensions));
    void take(what === 'files' ? fitting : fitting.slice(0, 1)).then((taken) => {
      const wanted = taken.filter(({ bytes }) => (bytes === null) === (what === 'folder'));
      if (wanted.length > 0) choose(wanted);
      else setProblem(taken.length === 0 ? dropWords.notTaken : what === 'folder' ? dropWords.noFolder : dropWords.folder);
    });
  });
  const press = (): void => {
    if (about.data?.host !== 'window') return setShown(true);
    void client('choose', { what, title: label, extensions: [...extensions], suggested: suggested ?? null }).then((files) => files.length > 0 && choose(files));
  };
  return (
    <>
      <Button label={over ? dropWords.here : label} icon={icon} kind={over ? 'main' : kind} onPress={press} disabled={disabled || !about.data} waiting={waiting} />
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {shown && (
        <FolderSheet
          title={label} what={what} extensions={extensions} suggested={suggested ?? ''} onClose={() => setShown(false)}
          onChosen={(files) => {
            setShown(false);
            choose(files);
          }}
        />
      )}
    </>
  );
}

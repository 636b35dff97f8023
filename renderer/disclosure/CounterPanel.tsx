/** @file Counter-search: the search of a received bundle made otherwise, with another picture, another lowest score or another model, and what that changes. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import type { BundleFacts } from '../../electron/core/bundlePreview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { Work } from '../parts/Work.tsx';
import { useAsk, useJob } from '../state/host.tsx';
import { CounterResult } from './CounterResult.tsx';
import styles from './disclosure.module.css';
import { counterShows, endedWords } from './words.ts';

const pictures = ['png', 'jpg', 'jpeg', 'webp', 'tif', 'tiff', 'bmp', 'avif', 'gif'];
const every = 'every', same = 'same';

/** The folder with the footage of a bundle, which both searching again and searching otherwise read. */
export interface FootageFolder {
  readonly footage: ChosenFile | null;
  readonly onFootage: (folder: ChosenFile | null) => void;
}

export function CounterPanel({ bundle, facts, footage, onFootage }: { readonly bundle: string; readonly facts: BundleFacts | null } & FootageFolder) {
  const counter = useJob('counterSearch', null, ({ fileId }) => fileId === bundle);
  const [picture, setPicture] = useState<ChosenFile | null>(null);
  const [face, setFace] = useState('');
  const [score, setScore] = useState('');
  const [search, setSearch] = useState(every);
  const packs = useAsk('packs', {});
  const [pack, setPack] = useState(same);
  const otherPack = pack === same ? null : pack;
  const answered = facts?.searches.filter((each) => each.answered) ?? [];
  const threshold = score.trim() === '' ? null : Number(score);
  const number = face.trim() === '' ? null : Number(face);
  const wrongScore = threshold !== null && !(Math.abs(threshold) <= 1e6), wrongFace = number !== null && !(Number.isInteger(number) && number > 0 && number <= 10_000);
  const missing = otherPack !== null && footage === null ? 'Choose the folder with the footage.' : picture === null && threshold === null && otherPack === null ? 'Choose what is to be otherwise: the picture, the lowest score or the model.' : null;
  const begin = (): void => counter.begin({ fileId: bundle, search: search === every ? null : search, threshold, pack: otherPack, footageId: otherPack === null ? null : footage?.fileId ?? null, probe: picture && { fileId: picture.fileId, face: number } });
  const recorded = answered.filter(({ id }) => search === every || id === search).map(({ id, threshold: was }) => `${id}: ${was ?? 'none'}`).join(', ');
  return (
    <Panel title="Counter-search" under="The same search made otherwise, with a picture of your own, such as of somebody else, with another lowest score, or with another model. It shows what the list depends on.">
      <div className={styles.counter}>
        <Choice label="Search" value={search} onChange={setSearch} options={[{ id: every, label: 'Every search of the bundle' }, ...answered.map(({ id }) => ({ id, label: id }))]} />
        <div className={styles.chosen}>
          <strong>Picture</strong>
          <FileChooser label={picture === null ? 'Choose another picture' : 'Choose a different one'} what="file" extensions={pictures} icon="face" onChosen={([file]) => setPicture(file ?? null)} disabled={counter.underWay} />
          <p className={styles.soft}>{picture === null ? 'As it was, if you choose none. Yours stays on this machine and is recorded nowhere.' : `“${picture.name}”`}</p>
        </div>
        <TextBox label="Which face of it" value={face} onChange={setFace} hint="Only where it shows several: 1, 2 …" wrong={wrongFace ? 'A whole number from 1' : null} />
        <TextBox label="Lowest score" value={score} onChange={setScore} hint={recorded === '' ? 'In the units of the model' : `As it was: ${recorded}`} wrong={wrongScore ? 'A number' : null} />
        <Choice label="Model" value={pack} onChange={setPack} options={[{ id: same, label: 'As it was' }, ...(packs.data ?? []).map(({ id, version, title }) => ({ id, label: `${id} ${version}`, under: title }))]} hint={otherPack === null ? 'Another one needs the footage' : 'Its scores are in other units: say a lowest score in them, or none'} />
        {otherPack !== null && (
          <div className={styles.chosen}>
            <strong>Footage</strong>
            <FileChooser label={footage === null ? 'Choose the folder with the footage' : 'Choose another folder'} what="folder" icon="film" onChosen={([folder]) => onFootage(folder ?? null)} disabled={counter.underWay} />
            <p className={styles.soft}>{footage === null ? 'The faces of the list are measured again from it. Exhibits are found by their SHA-256 and only read.' : `“${footage.name}”`}</p>
          </div>
        )}
      </div>
      <div className={styles.line}>
        <Button label="Search otherwise" icon="scale" kind="main" onPress={begin} disabled={counter.underWay || wrongScore || wrongFace || missing !== null} />
        {missing !== null && <span className={styles.soft}>{missing}</span>}
      </div>
      <Work job={counter} label={counter.latest?.progress?.stage ?? 'Checking the bundle'} />
      {counter.value && (
        <>
          <p className={styles.soft}>{endedWords('Searched otherwise', counter.latest)}</p>
          {counter.value.findings.length > 0 && <Notice tone="bad">Something is wrong with the bundle; the check above says what. What follows rests on it.</Notice>}
          {counter.value.answers.map((answer) => <CounterResult key={`${answer.search} ${answer.probe}`} answer={answer} otherPicture={counter.input?.probe !== null} otherPack={counter.input?.pack ?? null} />)}
          <p className={styles.soft}>{counterShows}</p>
        </>
      )}
    </Panel>
  );
}

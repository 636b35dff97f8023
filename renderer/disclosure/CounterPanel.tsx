/** @file Counter-search: the search of a received bundle made otherwise, with another picture or another lowest score, and what that changes. */
import { useState } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import type { BundleFacts } from '../../electron/core/bundlePreview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Progress } from '../parts/Progress.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useJob } from '../state/host.tsx';
import { CounterResult } from './CounterResult.tsx';
import styles from './disclosure.module.css';
import { counterShows } from './words.ts';

const pictures = ['png', 'jpg', 'jpeg', 'webp', 'tif', 'tiff', 'bmp', 'avif', 'gif'];
const every = 'every';

export function CounterPanel({ bundle, facts }: { readonly bundle: string; readonly facts: BundleFacts | null }) {
  const counter = useJob('counterSearch', null);
  const asked = counter.latest?.input as Input<'counterSearch'> | undefined;
  const ours = asked?.fileId === bundle;
  const [picture, setPicture] = useState<ChosenFile | null>(null);
  const [face, setFace] = useState('');
  const [score, setScore] = useState('');
  const [search, setSearch] = useState(every);
  const answered = facts?.searches.filter((each) => each.answered) ?? [];
  const threshold = score.trim() === '' ? null : Number(score);
  const number = face.trim() === '' ? null : Number(face);
  const wrongScore = threshold !== null && !(Math.abs(threshold) <= 1e6), wrongFace = number !== null && !(Number.isInteger(number) && number > 0 && number <= 10_000);
  const begin = (): void => counter.begin({ fileId: bundle, search: search === every ? null : search, threshold, pack: null, footageId: null, probe: picture && { fileId: picture.fileId, face: number } });
  const recorded = answered.filter(({ id }) => search === every || id === search).map(({ id, threshold: was }) => `${id}: ${was ?? 'none'}`).join(', ');
  return (
    <Panel title="Counter-search" under="The same search made otherwise, on the vectors of the bundle: with a picture of your own, such as of somebody else, or another lowest score. It shows what the list depends on.">
      <div className={styles.counter}>
        <Choice label="Search" value={search} onChange={setSearch} options={[{ id: every, label: 'Every search of the bundle' }, ...answered.map(({ id }) => ({ id, label: id }))]} />
        <div className={styles.beside}>
          <FileChooser label={picture === null ? 'Choose another picture' : 'Choose a different one'} what="file" extensions={pictures} icon="face" onChosen={([file]) => setPicture(file ?? null)} disabled={counter.underWay} />
          <p className={styles.soft}>{picture === null ? 'It stays on this machine and is recorded nowhere.' : `“${picture.name}”`}</p>
        </div>
        <TextBox label="Which face of it" value={face} onChange={setFace} hint="Only where it shows several: 1, 2 …" wrong={wrongFace ? 'A whole number from 1' : null} />
        <TextBox label="Lowest score" value={score} onChange={setScore} hint={recorded === '' ? 'In the units of the model' : `As it was: ${recorded}`} wrong={wrongScore ? 'A number' : null} />
        <Button label="Search otherwise" icon="scale" kind="main" onPress={begin} disabled={counter.underWay || wrongScore || wrongFace || (picture === null && threshold === null)} />
      </div>
      {ours && counter.underWay && <Progress label={counter.latest?.progress?.stage ?? 'Checking the bundle'} progress={counter.latest?.progress ?? null} onStop={counter.stop} stopping={counter.latest?.state === 'stopping'} />}
      {ours && counter.sentence && <Notice tone="bad">{counter.sentence}</Notice>}
      {ours && counter.value && (
        <>
          {counter.value.findings.length > 0 && <Notice tone="bad">Something is wrong with the bundle; the check above says what. What follows rests on it.</Notice>}
          {counter.value.answers.map((answer) => <CounterResult key={`${answer.search} ${answer.probe}`} answer={answer} otherPicture={asked?.probe !== null} />)}
          <p className={styles.soft}>{counterShows}</p>
        </>
      )}
    </Panel>
  );
}

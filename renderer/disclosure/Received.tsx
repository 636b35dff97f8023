/** @file A bundle that was received: chosen, checked, searched again, and searched otherwise. Needs no case; the work goes on in the host when the page is left. */
import { useState } from 'react';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { Work } from '../parts/Work.tsx';
import { useJob } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import { CheckedBefore, useBundleWork } from './CheckedBefore.tsx';
import { CheckResult, isNoBundle } from './CheckResult.tsx';
import { CounterPanel } from './CounterPanel.tsx';
import styles from './disclosure.module.css';
import { ReplayPanel } from './ReplayPanel.tsx';
import { endedWords } from './words.ts';

export function Received() {
  const bundle = usePlace().shown['bundle'] ?? null;
  const check = useJob('verifyBundle', null, ({ fileId }) => fileId === bundle);
  const { isBusy, forget } = useBundleWork();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [key, setKey] = useState('');
  const [footage, setFootage] = useState<ChosenFile | null>(null);
  const result = check.value;
  const typedKey = key.replaceAll(/[\s:]/g, '').toLowerCase();
  const wrongKey = typedKey !== '' && !/^[0-9a-f]{64}$/.test(typedKey);
  const begin = (fileId: string): void => check.begin({ fileId, key: typedKey === '' || wrongKey ? null : typedKey });
  const take = ([file]: readonly ChosenFile[]): void => {
    if (!file) return;
    setChosen(file);
    show({ bundle: file.fileId });
    begin(file.fileId);
  };
  const close = (of: string): void => {
    show({ bundle: undefined });
    forget(of);
  };
  const shownName = result?.name ?? (chosen?.fileId === bundle ? chosen.name : null);
  return (
    <>
      <Panel title={shownName === null ? 'A bundle that you received' : `Bundle “${shownName}”`} under="Made here or elsewhere, a folder or a zip file. It is only read: nothing in it is opened by another program, unpacked or changed.">
        <div className={styles.choose}>
          <div className={styles.chosen}>
            <strong>The bundle</strong>
            <div className={styles.line}>
              <FileChooser label="Choose a folder" what="folder" kind={bundle === null ? 'main' : 'plain'} onChosen={take} disabled={check.underWay} />
              <FileChooser label="Choose a zip file" what="file" extensions={['zip']} icon="file" onChosen={take} disabled={check.underWay} />
            </div>
          </div>
          <TextBox label="Key of the case, if you were given it" value={key} onChange={setKey} wrong={wrongKey ? '64 digits from 0 to 9 and a to f, with or without spaces' : null} hint="By another way than the bundle: by telephone, on paper, from an earlier bundle" />
        </div>
        {bundle !== null && (
          <div className={styles.line}>
            <Button label={check.latest ? 'Check it again' : 'Check it'} icon="shield" kind={check.latest ? 'plain' : 'main'} onPress={() => begin(bundle)} disabled={wrongKey || check.underWay} />
            {result && <Button label="Close it" icon="cross" kind="quiet" onPress={() => close(bundle)} disabled={isBusy(bundle)} />}
          </div>
        )}
        <Work job={check} label="Checking every file, signature and entry" />
      </Panel>
      {result && bundle !== null && (
        <>
          <CheckResult result={result} under={endedWords('Checked', check.latest)} />
          {!isNoBundle(result) && <ReplayPanel bundle={bundle} footage={footage} onFootage={setFootage} />}
          {!isNoBundle(result) && <CounterPanel key={bundle} bundle={bundle} facts={result.facts} footage={footage} onFootage={setFootage} />}
        </>
      )}
      <CheckedBefore current={bundle} />
    </>
  );
}

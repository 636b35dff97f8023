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
import { CheckResult, isNoBundle } from './CheckResult.tsx';
import { CounterPanel } from './CounterPanel.tsx';
import styles from './disclosure.module.css';
import { ReplayPanel } from './ReplayPanel.tsx';

export function Received() {
  const check = useJob('verifyBundle', null);
  const bundle = usePlace().shown['bundle'] ?? check.input?.fileId ?? null;
  const [name, setName] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [footage, setFootage] = useState<ChosenFile | null>(null);
  const ours = bundle !== null && check.input?.fileId === bundle;
  const result = ours ? check.value : null;
  const typedKey = key.replaceAll(/[\s:]/g, '').toLowerCase();
  const wrongKey = typedKey !== '' && !/^[0-9a-f]{64}$/.test(typedKey);
  const begin = (fileId: string): void => check.begin({ fileId, key: typedKey === '' || wrongKey ? null : typedKey });
  const take = ([file]: readonly ChosenFile[]): void => {
    if (!file) return;
    setName(file.name);
    show({ bundle: file.fileId });
    begin(file.fileId);
  };
  const shownName = result?.name ?? name;
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
        {bundle !== null && <div><Button label={ours ? 'Check it again' : 'Check it'} icon="shield" kind={ours ? 'plain' : 'main'} onPress={() => begin(bundle)} disabled={wrongKey || check.underWay} /></div>}
        {ours && <Work job={check} label="Checking every file, signature and entry" />}
      </Panel>
      {result && bundle !== null && (
        <>
          <CheckResult result={result} />
          {!isNoBundle(result) && <ReplayPanel bundle={bundle} footage={footage} onFootage={setFootage} />}
          {!isNoBundle(result) && <CounterPanel key={bundle} bundle={bundle} facts={result.facts} footage={footage} onFootage={setFootage} />}
        </>
      )}
    </>
  );
}

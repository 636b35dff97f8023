/** @file The searches of a received bundle made again: stage by stage the same, within tolerance, different, or not tried. */
import { counted } from '../../electron/core/countWords.ts';
import { Button } from '../parts/Button.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import { Work } from '../parts/Work.tsx';
import { useJob } from '../state/host.tsx';
import type { FootageFolder } from './CounterPanel.tsx';
import styles from './disclosure.module.css';
import { Sentences } from './Sentences.tsx';
import { amountWords, endedWords, replayDiffers, replayShows, stageStates, stageWords } from './words.ts';

export function ReplayPanel({ bundle, footage, onFootage }: { readonly bundle: string } & FootageFolder) {
  const replay = useJob('replayBundle', null, ({ fileId }) => fileId === bundle);
  const report = replay.value;
  const left = report?.stages.filter(({ state }) => state === 'not-tried').length ?? 0;
  const first = report?.firstDifference ?? null;
  return (
    <Panel title="Search again" under="Every search of the bundle is made again from what the bundle holds, and compared with what was recorded. With the footage at hand, faces are found and measured again as well.">
      <div className={styles.line}>
        <Button label={report ? 'Search once more' : footage === null ? 'Search again from the bundle alone' : 'Search again with the footage'} icon="turn" kind={report ? 'plain' : 'main'} onPress={() => replay.begin({ fileId: bundle, footageId: footage?.fileId ?? null, search: null })} disabled={replay.underWay} />
        <FileChooser label={footage === null ? 'Choose the folder with the footage' : 'Choose another folder'} what="folder" icon="film" onChosen={([folder]) => onFootage(folder ?? null)} disabled={replay.underWay} />
        <span className={styles.soft}>{footage === null ? 'Exhibits are found by their SHA-256, under any name, and only read.' : `Footage from “${footage.name}”`}</span>
      </div>
      <Work job={replay} label={replay.latest?.progress?.stage ?? 'Checking the bundle'} />
      {report && (
        <>
          <Notice tone={first !== null || report.findings.length > 0 ? 'bad' : 'good'}>
            {first !== null ? `The first stage that came out different: ${stageWords[first.stage][0].toLowerCase()}${first.search === null ? '' : ` of ${first.search}`}. ${replayDiffers}` : report.findings.length > 0 ? 'No stage came out different, but something is wrong with the bundle.' : `Nothing that was tried came out different. ${replayShows}`}
            {left > 0 && ` ${counted(left, 'comparison')} of ${report.stages.length} could not be tried; the reasons stand beside them.`}
          </Notice>
          <p className={styles.soft}>{endedWords('Searched again', replay.latest)}</p>
          <Table
            label="Stages" heads={['Stage', 'Search', 'Came out', 'How much']}
            rows={report.stages.map(({ stage, search, state, amount, sentence, about }) => [
              `${stage} ${search} ${about}`, <span key="stage">{stageWords[stage][0]}<div className={styles.stage}>{stage === 'vectors' ? `${stageWords[stage][1]}: ${about}` : stageWords[stage][1]}</div></span>, search ?? 'All', <State key="state" is={stageStates[state]} />,
              <span key="how">{sentence}<div className={styles.soft}>{stage === 'bytes' ? '' : amountWords(amount)}</div></span>,
            ])}
          />
          {report.findings.length > 0 && <Sentences title="What was noticed about the bundle" of={report.findings.map(({ message }) => message)} none="" open />}
        </>
      )}
    </Panel>
  );
}

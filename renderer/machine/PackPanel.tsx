/** @file One model pack: its files and terms, what it says of itself, what was measured of it, and its self-test. */
import { counted } from '../../electron/core/countWords.ts';
import type { ShownPack } from '../../electron/core/packView.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Hash } from '../parts/Hash.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Table } from '../parts/Table.tsx';
import { Work } from '../parts/Work.tsx';
import { useJob } from '../state/host.tsx';
import { fileSize } from '../words.ts';
import styles from './machine.module.css';
import { Measured } from './Measured.tsx';

export function PackPanel({ pack }: { readonly pack: ShownPack }) {
  const { id, version, title, digest, notes, origin, isDefault, metric, dimension, files, calibration } = pack;
  const job = useJob('testPack', null, (asked) => asked.pack === id);
  return (
    <Panel title={`${id} ${version}${isDefault ? ' · used where none is named' : ''}`} under={title} actions={<Button label="Run its self-test" icon="inspect" onPress={() => job.begin({ pack: id })} disabled={job.underWay} />}>
      <Work job={job} label="Files against their hashes, then faces of known score" />
      {job.value && (job.value.findings.length > 0
        ? <Notice tone="bad">Do not index or search with this pack here. {job.value.findings.map(({ message }) => message).join(' ')}</Notice>
        : <Notice tone="good">Every file is the one that its hash names, and {counted(job.value.scores.length, 'known pair')} of drawn faces score here as they should. That shows that the pack computes here as elsewhere, and nothing of how well it tells people apart. Each index run and search does this again, and records it.</Notice>)}
      {job.value && job.value.scores.length > 0 && (
        <Table label="Scores of the self-test" className={styles.scores} heads={['Pair of drawn faces', 'Known score', 'Score here']} rows={job.value.scores.map(({ pair, expected, got }) => [pair, pair.replaceAll('.png', '').replace(' ', ' and '), expected.toFixed(4), got.toFixed(4)])} />
      )}
      <div className={styles.pack} data-measured={(calibration !== null && calibration !== 'unreadable') || undefined}>
        <div className={styles.part}>
          <Facts of={[['Description', <Hash key="digest" of={digest} name="Digest" />], ['From', origin === 'embedded' ? 'comes with the program' : 'added on this machine'], ['A face becomes', `${dimension} numbers, compared by ${metric === 'l2' ? 'their distance' : 'their angle'}`]]} />
          {notes.map((note) => <p key={note}>{note}</p>)}
        </div>
        <section className={styles.part} aria-label={`What was measured of ${id}`}>
          <h3>What was measured</h3>
          {calibration === null ? <Notice tone="caution">Not measured: no calibration of this pack is on this machine. Nobody can say how often it errs at any threshold; “retrace calibrate” measures it on labelled pictures. By group of people: not measured.</Notice>
            : calibration === 'unreadable' ? <Notice tone="bad">A calibration is here that cannot be read; it is not used. Measure again with “retrace calibrate”.</Notice>
            : <Measured calibration={calibration} />}
        </section>
        <div className={styles.files}>
          <Table
            heads={['File', 'Terms']}
            rows={files.map(({ name, bytes, sha256, licence, source }) => [name, <span key="file">{name}<div className={styles.soft}>{fileSize(bytes)} · <Hash of={sha256} /></div></span>, <span key="terms">{licence}<div className={styles.soft}>{source}</div></span>])}
          />
        </div>
      </div>
    </Panel>
  );
}

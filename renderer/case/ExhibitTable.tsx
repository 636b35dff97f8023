/** @file The exhibits of a case as a table: provenance, footage and clock, how far each is indexed, and problems in words. */
import type { Integrity } from '../../electron/api/caseContract.ts';
import { counted } from '../../electron/core/countWords.ts';
import type { ExhibitSummary, FootageSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Hash } from '../parts/Hash.tsx';
import { State } from '../parts/State.tsx';
import { go } from '../state/place.ts';
import { codecName, duration, fileSize, integrityWords, runWords, uncertainty, utc } from '../words.ts';
import styles from './case.module.css';
import { Coverage } from './Coverage.tsx';

interface ExhibitTableProps {
  readonly exhibits: readonly ExhibitSummary[];
  /** What the files were when they were last read again. */
  readonly integrity: readonly Integrity[];
  readonly onClock: (exhibit: ExhibitSummary) => void;
}

export function ExhibitTable({ exhibits: all, integrity, onClock }: ExhibitTableProps) {
  const exhibits = all.map((exhibit) => ({ ...exhibit, integrity: integrity.find(({ exhibitId }) => exhibitId === exhibit.id)?.state ?? exhibit.integrity }));
  return (
    <section className={styles.scroll} aria-label="Exhibits and footage">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Exhibit</th>
            <th scope="col">Camera and footage</th>
            <th scope="col">Clock</th>
            <th scope="col">Index</th>
            <th scope="col">Completeness</th>
          </tr>
        </thead>
        {exhibits.map((exhibit) => (
          <tbody key={exhibit.id}>
            {exhibit.footage.length === 0 ? (
              <tr>
                <ExhibitCell exhibit={exhibit} rows={1} />
                <td colSpan={4} className={styles.soft}>
                  No footage in this file
                </td>
              </tr>
            ) : (
              exhibit.footage.map((footage, i) => (
                <tr key={footage.id}>
                  {i === 0 && <ExhibitCell exhibit={exhibit} rows={exhibit.footage.length} />}
                  <FootageCells footage={footage} camera={exhibit.camera} onClock={() => onClock(exhibit)} />
                </tr>
              ))
            )}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function ExhibitCell({ exhibit, rows }: { readonly exhibit: ExhibitSummary; readonly rows: number }) {
  return (
    <th scope="rowgroup" rowSpan={rows}>
      <div className={styles.line}>
        <strong>{exhibit.reference}</strong>
        <State is={integrityWords[exhibit.integrity]} />
      </div>
      <div className={styles.name}>{exhibit.name}</div>
      <div className={styles.soft}>
        {fileSize(exhibit.bytes)} · <Hash of={exhibit.sha256} />
      </div>
      <div className={styles.soft}>Received {utc(exhibit.receivedAt)}</div>
      {exhibit.findings.map(({ code, message }) => (
        <p key={code + message} className={styles.finding}>
          {message}
        </p>
      ))}
    </th>
  );
}

/** Of a footage, by the time of its first frame and its length in microseconds, as the timeline takes a stretch. */
function wholeOf(utcOfFirst: string, us: string): { readonly from: string; readonly to: string } {
  return { from: utcOfFirst, to: new Date(Date.parse(utcOfFirst) + Number(us) / 1000).toISOString() };
}

function FootageCells({ footage, camera, onClock }: { readonly footage: FootageSummary; readonly camera: string | null; readonly onClock: () => void }) {
  const run = footage.runs.at(-1);
  return (
    <>
      <td>
        <div>{camera ?? 'Camera not named'}</div>
        <div className={styles.soft}>
          {duration(footage.durationUs)} · {footage.width}×{footage.height} {codecName(footage.codec)}
        </div>
        <div className={styles.ways}>
          <Button label="Play" spoken={`Play ${camera ?? 'this footage'}`} icon="play" kind="quiet" onPress={() => go('player', { footage: footage.id })} />
          {footage.startsAt && footage.durationUs && <Button label="Timeline" spoken={`Timeline of ${camera ?? 'this footage'}`} icon="timeline" kind="quiet" onPress={() => go('timeline', wholeOf(footage.startsAt!.utc, footage.durationUs!))} />}
        </div>
      </td>
      <td className={styles.clock}>
        <div className={styles.time}>{footage.startsAt ? utc(footage.startsAt.utc) : 'No wall time'}</div>
        <div className={styles.soft}>{uncertainty(footage.startsAt)}</div>
        <div className={styles.ways}>
          <Button label={footage.startsAt === null ? 'State the clock' : 'Clock'} spoken={`${footage.startsAt === null ? 'State the clock' : 'Clock'} of ${camera ?? 'this footage'}`} icon="clock" kind="quiet" onPress={onClock} />
        </div>
      </td>
      <td>
        {run ? <State is={runWords[run.state]} /> : <State is={['quiet', 'Not indexed']} />}
        {run && <div className={styles.soft}>{run.pack}</div>}
        {footage.runs.length > 1 && <div className={styles.soft}>{counted(footage.runs.length, 'run')}, latest shown</div>}
      </td>
      <td className={styles.wide}>{run?.completeness ? <Coverage completeness={run.completeness} /> : <span className={styles.soft}>Nothing looked at yet</span>}</td>
    </>
  );
}

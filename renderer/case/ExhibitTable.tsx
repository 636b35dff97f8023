/** @file The exhibits of a case as a table: provenance, footage and clock, how far each is indexed, and problems in words. */
import type { ExhibitSummary, FootageSummary } from '../../electron/core/overview.ts';
import { State } from '../parts/State.tsx';
import { codecName, counted, duration, fileSize, integrityWords, runWords, uncertainty, utc } from '../words.ts';
import styles from './case.module.css';
import { Coverage } from './Coverage.tsx';

export function ExhibitTable({ exhibits }: { readonly exhibits: readonly ExhibitSummary[] }) {
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
                  <FootageCells footage={footage} camera={exhibit.camera} />
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
        {fileSize(exhibit.bytes)} · <code title={`SHA-256 ${exhibit.sha256}`}>{exhibit.sha256.slice(0, 16)}…</code>
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

function FootageCells({ footage, camera }: { readonly footage: FootageSummary; readonly camera: string | null }) {
  const run = footage.runs.at(-1);
  return (
    <>
      <td>
        <div>{camera ?? 'Camera not named'}</div>
        <div className={styles.soft}>
          {duration(footage.durationUs)} · {footage.width}×{footage.height} {codecName(footage.codec)}
        </div>
      </td>
      <td className={styles.clock}>
        <div className={styles.time}>{footage.startsAt ? utc(footage.startsAt.utc) : 'No wall time'}</div>
        <div className={styles.soft}>{uncertainty(footage.startsAt)}</div>
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

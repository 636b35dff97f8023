/** @file What was measured of a pack: on whom, how often it errs at which threshold, and in which range that holds. */
import { fnmrAt, thresholdAt, type Calibration } from '../../electron/core/calibration.ts';
import { count } from '../../electron/core/countWords.ts';
import { mostChanceRate } from '../../electron/core/policy.ts';
import { percentText, rateText } from '../../electron/core/rateWords.ts';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import table from '../parts/table.module.css';
import { decades, layOutErrors } from './errorLayout.ts';
import styles from './machine.module.css';

/** False-positive rates that a threshold is given for. */
const targets = [0.1, 0.01, 0.001];

const names = { fmr: 'FMR: two people taken for one', fnmr: 'FNMR: one person missed' };

export function Measured({ calibration }: { readonly calibration: Calibration }) {
  const { measuredOn, all, groups, notes } = calibration;
  const begins = thresholdAt(calibration, null, mostChanceRate);
  return (
    <>
      {measuredOn.shows === 'drawn' && <Notice tone="caution">Measured on drawn faces, which are not people: it shows how the figures are made, and nothing of how often the pack errs on people. No range is supported by it.</Notice>}
      <Facts of={[
        ['Measured on', `${measuredOn.what}, ${measuredOn.date}`],
        ['Counted', Object.entries(measuredOn.counts).map(([what, n]) => `${count(n)} ${what}`).join(', ')],
        ['Left out', Object.entries(measuredOn.leftOut).map(([why, n]) => `${count(n)}: ${why}`).join('; ') || 'nothing'],
        ['Pairs', `${all.impostor ? count(all.impostor.pairs) : 'no pair'} of two people, ${all.genuine ? count(all.genuine.pairs) : 'no pair'} of one`],
        ['Supported range', measuredOn.shows === 'drawn' ? 'none: drawn faces' : begins === null ? 'not measured' : `from the threshold ${begins.threshold.toFixed(3)} up; below it more than ${percentText(mostChanceRate)} of other people pass`],
        ['By group of people', groups === 'not measured' ? 'not measured' : Object.keys(groups).join(', ')],
      ]} />
      <table className={table.table}>
        <thead><tr>{['Threshold', names.fmr, names.fnmr].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {targets.map((target) => {
            const at = thresholdAt(calibration, null, target);
            return at === null ? <tr key={target}><th scope="row">None</th><td colSpan={2}>{percentText(target)} is not resolved by so few pairs</td></tr> : (
              <tr key={target}><th scope="row">{at.threshold.toFixed(3)}</th><td>{rateText(at.rate)}</td><td>{rateText(fnmrAt(calibration, null, at.threshold))}</td></tr>
            );
          })}
        </tbody>
      </table>
      <ErrorPlot calibration={calibration} />
      {notes.map((note) => <p key={note} className={styles.soft}>{note}</p>)}
    </>
  );
}

function ErrorPlot({ calibration }: { readonly calibration: Calibration }) {
  const layout = layOutErrors(calibration);
  if (layout === null) return <p>Not measured.</p>;
  const { low, high, curves, begins } = layout;
  return (
    <figure className={styles.plot}>
      <ul className={styles.legend}>{curves.map(({ of }) => <li key={of} data-of={of}>{names[of]}</li>)}</ul>
      <div className={styles.axes}>
        <div className={styles.shares} aria-hidden="true">{Array.from({ length: decades + 1 }, (_, i) => <span key={10 ** -i}>{percentText(10 ** -i)}</span>)}</div>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {Array.from({ length: decades - 1 }, (_, i) => <line key={10 ** -i} className={styles.grid} x1="0" x2="100" y1={((i + 1) / decades) * 100} y2={((i + 1) / decades) * 100} />)}
          {begins !== null && <rect className={styles.outside} x="0" y="0" width={begins} height="100" />}
          {curves.map(({ of, band, line }) => (
            <g key={of} data-of={of}>
              <polygon className={styles.band} points={band} />
              <polyline className={styles.curve} points={line} />
            </g>
          ))}
        </svg>
        <div className={styles.thresholds} aria-hidden="true"><span>{low.toFixed(2)}</span><span>threshold (score)</span><span>{high.toFixed(2)}</span></div>
      </div>
      <figcaption className={styles.soft}>Rates by threshold, on a scale of tens. Lines where a rate is resolved; bands are intervals of 95 %. {begins !== null && 'Shaded: below the calibrated range.'}</figcaption>
    </figure>
  );
}

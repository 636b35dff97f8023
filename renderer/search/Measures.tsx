/** @file Named measures of the picture searched for and of a candidate’s frame, and the likelihood ratio where one can be stated: asked for one by one, never in a headline. */
import { useState, type ReactNode } from 'react';
import { measuredText } from '../../electron/core/chance.ts';
import type { FacePictureMeasures } from '../../electron/core/faceMeasures.ts';
import { Notice } from '../parts/Notice.tsx';
import { Table } from '../parts/Table.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import chance from './chance.module.css';
import styles from './search.module.css';
import { measureRows } from './measureWords.ts';
import { scoreWords } from './words.ts';

/** The place of a candidate: its search, which of its answers, its rank. */
export interface CandidatePlace {
  readonly search: string;
  readonly answer: number;
  readonly rank: number;
}

function Opened({ summary, children }: { readonly summary: string; readonly children: () => ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  );
}

export function Measures({ of }: { readonly of: CandidatePlace }) {
  return <Opened summary="Quality of both pictures, measured">{() => <MeasuresTable of={of} />}</Opened>;
}

function MeasuresTable({ of }: { readonly of: CandidatePlace }) {
  const { caseId } = useDesk();
  const { data, error } = useAsk('measureCandidate', { caseId, ...of });
  if (error) return <Notice tone="caution">{error.message}</Notice>;
  if (!data) return <p className={styles.soft}>Measuring both pictures</p>;
  const text = (measures: FacePictureMeasures | null, say: (measures: FacePictureMeasures) => string): string => (measures === null ? 'not measured' : say(measures));
  return (
    <>
      <Table className={chance.sides} heads={['Measure', 'Searched for', 'This frame']} rows={measureRows.map(({ name, means, say }) => [name, <span key="name" title={means}>{name}</span>, text(data.probe, say), text(data.candidate, say)])} />
      <p className={styles.soft}>Pose and covering are proxies, from five landmarks. Size and quality are part of the error rates used; what the other measures do to them was tried only on a few pictures that were altered for it, never on this footage, so they change no figure.</p>
    </>
  );
}

export function Ratio({ of }: { readonly of: CandidatePlace }) {
  return <Opened summary="Likelihood ratio, where one can be stated">{() => <RatioText of={of} />}</Opened>;
}

function RatioText({ of: { search, rank } }: { readonly of: CandidatePlace }) {
  const { caseId } = useDesk();
  const { data, error } = useAsk('likelihoodRatio', { caseId, search, rank });
  if (error) return <Notice tone="caution">{error.message}</Notice>;
  if (!data) return <p className={styles.soft}>Looking at the calibration</p>;
  if (data.ratio === null) return <p>None is stated. {data.why}</p>;
  const [from, to] = data.window;
  return (
    <>
      <p>Scores from {scoreWords(from)} to {scoreWords(to)} are {measuredText(data.ratio)} times as frequent among pictures of one person ({data.genuine} pairs) as among pictures of two people ({data.impostor} pairs).</p>
      <ul className={chance.lines}>
        {data.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
        <li>See R v T [2010] EWCA Crim 2439 on ratios and the data that they rest on.</li>
      </ul>
    </>
  );
}

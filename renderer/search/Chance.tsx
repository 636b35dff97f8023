/** @file What a search would give by chance, and what a lowest score costs on both sides; told before anything is compared. */
import { measuredText } from '../../electron/core/chance.ts';
import { chanceSentence, partLines } from '../../electron/core/chanceWords.ts';
import { mayDo } from '../../electron/core/duties.ts';
import type { Estimate, ThresholdSide } from '../../electron/core/search.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useDesk } from '../state/desk.tsx';
import { show } from '../state/place.ts';
import tables from '../parts/table.module.css';
import chance from './chance.module.css';
import styles from './search.module.css';
import { scoreWords } from './words.ts';

export function Chance({ estimate: { threshold, record, chosen, others }, onTarget }: { readonly estimate: Estimate; readonly onTarget: (target: number) => void }) {
  const { person } = useDesk();
  const isUnreachable = chosen !== null && chosen.threshold === null;
  const sides = [...(chosen === null || isUnreachable ? [] : [chosen]), ...others].sort((a, b) => (b.threshold ?? Infinity) - (a.threshold ?? Infinity));
  return (
    <div className={chance.chance}>
      {isUnreachable ? (
        <Notice tone="caution">
          No lowest score keeps the candidates expected by chance to {chosen.target}: {others.length > 0 ? 'no rate so low is measured for this scope. Choose a larger number, or search without one.' : 'no error rate is measured for all of this scope. Search without one, and read “not measured” beside every candidate.'}
        </Notice>
      ) : (
        <p>{chanceSentence(record, threshold)}</p>
      )}
      {others.length > 0 && (
        <table className={`${tables.table} ${chance.sides}`}>
          <caption>What a lowest score costs on both sides</caption>
          <thead>
            <tr>
              <th scope="col">By chance, at most</th>
              <th scope="col">Lowest score</th>
              <th scope="col">Share of true sightings missed</th>
              <th scope="col"><span className={tables.hidden}>Choose</span></th>
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => (
              <Side key={side.target ?? 'asked'} side={side} isChosen={side === chosen} onTarget={onTarget} />
            ))}
          </tbody>
        </table>
      )}
      <details className={styles.more}>
        <summary>Where the error rates come from</summary>
        <ul className={chance.lines}>
          {partLines(record).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {mayDo(person.roles, 'non-mated-measured') && <Button label="Measure with people who are not in the footage" icon="scale" onPress={() => show({ measure: 'chance' })} />}
      </details>
    </div>
  );
}

function Side({ side: { target, threshold, expected, missed }, isChosen, onTarget }: { readonly side: ThresholdSide; readonly isChosen: boolean; readonly onTarget: (target: number) => void }) {
  return (
    <tr data-chosen={isChosen || undefined}>
      <th scope="row">{target === null ? (expected === null ? 'not measured' : measuredText(expected)) : target}</th>
      <td>{threshold === null ? 'none keeps it' : scoreWords(threshold)}</td>
      <td>{missed === null ? 'not measured' : measuredText(missed)}</td>
      <td>{isChosen ? 'Chosen' : threshold !== null && target !== null && <Button label="Use" spoken={`Use at most ${target}`} onPress={() => onTarget(target)} />}</td>
    </tr>
  );
}

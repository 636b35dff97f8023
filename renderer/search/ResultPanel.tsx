/** @file The answer of a search: what it is and is not, its candidates by rank, and everything that bears on them. */
import { useState } from 'react';
import type { UsableProbe } from '../../electron/api/searchContract.ts';
import { count, counted } from '../../electron/core/countWords.ts';
import type { Answer, SearchResult } from '../../electron/core/search.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Hash } from '../parts/Hash.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { go } from '../state/place.ts';
import { ResultStrip } from '../timeline/ResultStrip.tsx';
import { CandidateDetail } from './CandidateDetail.tsx';
import { CandidateGrid } from './CandidateGrid.tsx';
import styles from './search.module.css';
import { answerWords, expectedByChance, leadSentence, notSearchedWords, scoreWords } from './words.ts';

interface ResultPanelProps {
  readonly result: SearchResult;
  readonly probes: readonly UsableProbe[];
  readonly onClose: () => void;
}

export function ResultPanel({ result, probes, onClose }: ResultPanelProps) {
  const { id, answers, authority, list, warnings, notSearched } = result;
  const [which, setWhich] = useState('0');
  const [part, setPart] = useState<'candidates' | 'nearest'>('candidates');
  const [track, setTrack] = useState<string | null>(null);
  const answer = answers[Number(which)] ?? answers[0]!;
  const { candidates, rest } = answer;
  const listed = part === 'candidates' ? candidates : rest.nearest;
  const chosen = listed.find(({ trackId }) => trackId === track) ?? listed[0] ?? null;
  const nameOf = ({ probe, role }: Answer): string => `${answerWords[role]}: ${probes.find((each) => each.id === probe)?.label ?? 'erased since'}`;
  return (
    <Panel title={`Search ${id}`} under={`Under ${authority}${list === null ? '' : `, with the list ${list}`} · ${counted(result.tracksCompared, 'track')} compared`} actions={<><Button label="What the ledger says of it" icon="ledger" kind="quiet" onPress={() => go('ledger', { about: id })} /><Button label="Every search" icon="back" kind="quiet" onPress={onClose} /></>}>
      <div className={styles.answer}>
        <div className={styles.notices}>
          <Notice tone="info">{leadSentence}</Notice>
          <Notice tone="info">{expectedByChance(result)}</Notice>
          {warnings.map((warning) => (
            <Notice key={warning} tone="caution">{warning}</Notice>
          ))}
          {notSearched.map(({ footageId, exhibit, camera, reason }) => (
            <Notice key={footageId} tone="caution">
              {exhibit}
              {camera === '' ? '' : `, camera ${camera}`}: {notSearchedWords[reason]}.
            </Notice>
          ))}
        </div>
        <div className={styles.choices}>
          {answers.length > 1 && <Choice label="Answer for" value={which} onChange={setWhich} options={answers.map((each, i) => ({ id: String(i), label: nameOf(each) }))} />}
          <Choice
            label="Show" as="segments" value={part} onChange={setPart}
            options={[{ id: 'candidates', label: counted(candidates.length, 'candidate') }, { id: 'nearest', label: `${counted(rest.nearest.length, 'track')} nearest to them` }]}
          />
        </div>
        {part === 'nearest' && <p className={styles.soft}>Compared, and no candidates: below the lowest score or beyond the most that were asked for. The nearest are kept, so that nobody has to take on trust where the list ends.</p>}
        {listed.length === 0 ? (
          <Empty icon="search" title={part === 'candidates' ? 'No candidates' : 'No further tracks'}>
            {part === 'candidates' ? 'No track that was compared reached the lowest score. That does not say that the person was not there: faces that could not be compared are not in this.' : 'Every track that was compared is a candidate.'}
          </Empty>
        ) : (
          <>
            {part === 'candidates' && <ResultStrip search={id} candidates={listed} chosen={chosen?.trackId ?? null} onChoose={setTrack} />}
            <div className={styles.result}>
              <CandidateGrid key={part + which} name={part === 'candidates' ? 'Candidates by rank' : 'Nearest that are not candidates'} candidates={listed} chosen={chosen?.trackId ?? null} onChoose={setTrack} />
              {chosen && <CandidateDetail candidate={chosen} under={part === 'candidates' ? `of ${counted(candidates.length, 'candidate')}` : 'in order of score, not a candidate'} place={{ search: id, answer: answers.indexOf(answer), rank: chosen.rank }} weighed={part === 'candidates' && answer === answers[0]} probe={part === 'candidates' ? answer.probe : null} />}
            </div>
          </>
        )}
        <Record result={result} answer={answer} />
      </div>
    </Panel>
  );
}

/** What the other side checks the list with. */
function Record({ result, answer: { digest, erased, rest } }: { readonly result: SearchResult; readonly answer: Answer }) {
  const { tracksCompared, sightingsCompared, comparisons, limit, threshold, pack, difference } = result;
  return (
    <details className={styles.more}>
      <summary>What was compared, and what the list is checked with</summary>
      <Facts
        of={[
          ['Compared', `${counted(tracksCompared, 'track')} by ${counted(sightingsCompared, 'sighting')}; ${counted(comparisons, 'comparison')}`],
          ['Asked for', `${count(limit)} at the most${threshold === null ? ', no lowest score' : `, with a score of ${scoreWords(threshold)} or more`}`],
          ['Not candidates', `${counted(rest.tracks, 'track')}${rest.nearest[0] ? `, the nearest at ${scoreWords(rest.nearest[0].score)}` : ''}`],
          ['Ranked list', <Hash key="list" of={digest} />], ['Tracks that are no candidates', <Hash key="rest" of={rest.digest} />], ['Pack', <span key="pack">{pack.id} <Hash of={pack.digest} /></span>],
          ...(erased.length > 0 ? [['Erased since', `the candidates of rank ${erased.map(({ rank }) => rank).join(', ')}`] as const] : []),
          ...(difference === null ? [] : [['Edited and original', `${counted(difference.both, 'track')} among the candidates of both; ${difference.onlyProcessed.length} of the edited one only, ${difference.onlyOriginal.length} of the original only; the largest change of rank is ${difference.largestMove}`] as const]),
        ]}
      />
    </details>
  );
}

/** @file The next search: what is searched for, where and when, what that would compare, and beginning it. */
import type { StandingAuthority, UsableProbe } from '../../electron/api/searchContract.ts';
import type { ProbeList } from '../../electron/core/probeList.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Progress } from '../parts/Progress.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { count, counted } from '../words.ts';
import { ProbeChoice } from './ProbeChoice.tsx';
import styles from './search.module.css';
import type { Begun } from './useBegun.ts';
import { anything, useSearchForm } from './useSearchForm.ts';
import { notSearchedWords, windowWords } from './words.ts';

interface SearchPanelProps {
  readonly authorities: readonly StandingAuthority[];
  readonly exhibits: readonly ExhibitSummary[];
  readonly probes: readonly UsableProbe[];
  readonly lists: readonly ProbeList[];
  readonly searching: Begun;
  readonly onAdd: () => void;
}

export function SearchPanel({ authorities, exhibits, probes, lists, searching, onAdd }: SearchPanelProps) {
  const { form, change, request, wrong } = useSearchForm();
  const inForce = authorities.filter(({ kind, state }) => kind === 'search' && state === 'in-force');
  const cameras = [...new Set(exhibits.flatMap(({ camera }) => (camera === null ? [] : [camera])))];
  const any = (label: string) => ({ id: anything, label });
  const time = (label: string, name: 'from' | 'to') => <TextBox label={label} value={form[name]} onChange={(value) => change({ [name]: value })} hint="2026-03-01 14:05, UTC" wrong={wrong[name] ? 'Not a time' : null} />;
  return (
    <Panel title="New search" actions={<Button label="Add a probe" icon="plus" kind={probes.length === 0 ? 'main' : 'plain'} onPress={onAdd} />}>
      {lists.length > 0 && <Choice label="Search for" as="segments" value={form.sought} onChange={(sought) => change({ sought })} options={[{ id: 'probe', label: 'A probe' }, { id: 'list', label: 'A watch-list' }]} />}
      {form.sought === 'list' && lists.length > 0 ? (
        <Choice label="Watch-list" value={form.list === '' ? null : form.list} onChange={(list) => change({ list })} options={lists.map(({ list, name, entries, authority }) => ({ id: list, label: `${list} ${name}`, under: `${counted(entries.length, 'entry', 'entries')}; under ${authority} only` }))} />
      ) : probes.length === 0 ? (
        <p className={styles.soft}>A probe is the face that is searched for: from a picture file, or from a track of this case. Add one to begin.</p>
      ) : (
        <ProbeChoice probes={probes} value={form.probe === '' ? null : form.probe} onChange={(probe) => change({ probe })} />
      )}
      <div className={styles.pair}>
        <Choice label="Camera" value={form.camera} onChange={(camera) => change({ camera })} options={[any('Every camera'), ...cameras.map((camera) => ({ id: camera, label: camera }))]} />
        <Choice label="Exhibit" value={form.exhibit} onChange={(exhibit) => change({ exhibit })} options={[any('Every exhibit'), ...exhibits.map(({ id, reference, name }) => ({ id, label: reference, under: name }))]} />
        {time('From', 'from')}
        {time('To', 'to')}
      </div>
      <details className={styles.more}>
        <summary>How many, how alike, how good</summary>
        <div className={styles.pair}>
          <TextBox label="Most candidates" value={form.limit} onChange={(limit) => change({ limit })} hint="For each face searched for" wrong={wrong.limit ? 'A whole number from 1' : null} />
          <TextBox label="Lowest score" value={form.threshold} onChange={(threshold) => change({ threshold })} hint="Empty: none" wrong={wrong.threshold ? 'A number' : null} />
          <TextBox label="Lowest quality" value={form.minimumQuality} onChange={(minimumQuality) => change({ minimumQuality })} hint="0 to 1; empty: every sighting" wrong={wrong.minimumQuality ? 'From 0 to 1' : null} />
        </div>
      </details>
      {inForce.length > 1 && form.sought === 'probe' && <Choice label="Under the authority" value={form.authority} onChange={(authority) => change({ authority })} options={[any('The only one that covers this'), ...inForce.map(({ authority, purpose }) => ({ id: authority, label: authority, ...(purpose !== null && { under: purpose }) }))]} />}
      <Before request={request} searching={searching} />
    </Panel>
  );
}

/** What the search would compare, and the button that begins it. */
function Before({ request, searching }: { readonly request: ReturnType<typeof useSearchForm>['request']; readonly searching: Begun }) {
  const { caseId } = useDesk();
  const preview = useAsk('previewSearch', request ?? { caseId, probe: null, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 1, threshold: null }, { when: request !== null });
  const { latest, underWay, sentence, stop } = searching;
  return (
    <section className={styles.before} aria-label="Before the search">
      {request === null && <p className={styles.soft}>Choose what to search for; then this says how many tracks would be compared.</p>}
      {request !== null && preview.isLoading && <p className={styles.soft}>Counting tracks</p>}
      {request !== null && preview.error && <Notice tone="caution">{preview.error.message}</Notice>}
      {request !== null && preview.data && !preview.error && (
        <Facts
          of={[
            ['Would compare', `${counted(preview.data.tracks, 'track')} of ${counted(preview.data.footage, 'footage', 'footages')}, ${windowWords(preview.data.from, preview.data.to)}`],
            ['Comparisons', count(preview.data.comparisons)],
            ['Candidates expected by chance', 'estimated and recorded when the search is asked for, before anything is compared'],
            ['Under', `${preview.data.authority}; it uses up one search`],
            ...preview.data.notSearched.map(({ footageId, exhibit, camera, reason }) => [`Not ${reason === 'partly-indexed' ? 'wholly ' : ''}compared`, <span key={footageId}>{exhibit}{camera === '' ? '' : `, camera ${camera}`}: {notSearchedWords[reason]}</span>] as const),
          ]}
        />
      )}
      {latest && underWay && <Progress label="Searching" progress={latest.progress} onStop={stop} stopping={latest.state === 'stopping'} />}
      {!underWay && sentence && <Notice tone={latest?.state === 'stopped' ? 'caution' : 'bad'}>{sentence}</Notice>}
      <div>
        <Button label={preview.data && !preview.error && request !== null ? `Search under ${preview.data.authority}` : 'Search'} icon="search" kind="main" waiting={underWay} disabled={request === null || preview.data === undefined || preview.error !== null} onPress={() => request && searching.begin(request)} />
      </div>
    </section>
  );
}

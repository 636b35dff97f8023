/** @file The next search: what is searched for, where and when, and where the list of candidates ends. */
import type { StandingAuthority, UsableProbe } from '../../electron/api/searchContract.ts';
import { counted } from '../../electron/core/countWords.ts';
import type { ProbeList } from '../../electron/core/probeList.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { Before } from './Before.tsx';
import { ProbeChoice } from './ProbeChoice.tsx';
import styles from './search.module.css';
import type { Begun } from './useBegun.ts';
import { anything, useSearchForm } from './useSearchForm.ts';

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
    <Panel title="New search" actions={<Button label="Add a probe" icon="plus" kind={probes.length === 0 && inForce.length > 0 ? 'main' : 'plain'} onPress={onAdd} />}>
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
        <summary>Where the list ends</summary>
        <div className={styles.within}>
        <Choice label="The lowest score of a candidate" as="segments" value={form.ending} onChange={(ending) => change({ ending })} options={[{ id: 'none', label: 'None' }, { id: 'chance', label: 'From chance' }, { id: 'score', label: 'A score' }]} />
        {form.ending === 'chance' && <TextBox label="Candidates expected by chance, at most" value={form.expectAtMost} onChange={(expectAtMost) => change({ expectAtMost })} hint="The lowest score that keeps to it is worked out from measured error rates" wrong={wrong.expectAtMost ? 'A number above 0' : null} />}
        {form.ending === 'score' && <TextBox label="Lowest score" value={form.threshold} onChange={(threshold) => change({ threshold })} hint="In the pack’s own scores" wrong={wrong.threshold ? 'A number' : null} />}
        <div className={styles.pair}>
          <TextBox label="Most candidates" value={form.limit} onChange={(limit) => change({ limit })} hint="For each face searched for" wrong={wrong.limit ? 'A whole number from 1' : null} />
          <TextBox label="Lowest quality" value={form.minimumQuality} onChange={(minimumQuality) => change({ minimumQuality })} hint="0 to 1; empty: every sighting" wrong={wrong.minimumQuality ? 'From 0 to 1' : null} />
        </div>
        </div>
      </details>
      {inForce.length > 1 && form.sought === 'probe' && <Choice label="Under the authority" value={form.authority} onChange={(authority) => change({ authority })} options={[any('The only one that covers this'), ...inForce.map(({ authority, purpose }) => ({ id: authority, label: authority, ...(purpose !== null && { under: purpose }) }))]} />}
      <Before request={request} searching={searching} onTarget={(target) => change({ ending: 'chance', expectAtMost: String(target) })} />
    </Panel>
  );
}

/** @file Asking for an authority: what for, why so much and no more, where, with which pictures, how often and until when. */
import { origins, originWords, type Origin } from '../../electron/core/provenance.ts';
import type { ExhibitSummary } from '../../electron/core/overview.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct, useAsk } from '../state/host.tsx';
import { typedMoment } from '../words.ts';
import styles from './search.module.css';

const empty = {
  offence: '', purpose: '', necessity: '', proportionality: '', condition: '', document: '', version: '', from: '', to: '', expires: '', searches: '10',
  exhibits: [] as readonly string[], cameras: [] as readonly string[], origins: [] as readonly Origin[],
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

interface RequestSheetProps {
  readonly exhibits: readonly ExhibitSummary[];
  readonly onClose: () => void;
  readonly onAsked: (authority: string) => void;
}

export function RequestSheet({ exhibits, onClose, onAsked }: RequestSheetProps) {
  const { caseId } = useDesk();
  const [form, change, forget] = useDraft('authority', empty);
  const policy = useAsk('policy', { caseId });
  const request = useAct('requestAuthority');
  const { required = [], basis = { condition: null, document: null } } = policy.data ?? {};
  // What the case states of its basis is taken where nothing else is typed.
  const condition = orNull(form.condition) ?? basis.condition;
  const title = orNull(form.document) ?? basis.document?.title ?? null, version = orNull(form.version) ?? basis.document?.version ?? null;
  const [from, to, expires] = [form.from, form.to, form.expires].map(typedMoment);
  const searches = Number(form.searches);
  const stated = { offence: orNull(form.offence), purpose: orNull(form.purpose), necessity: orNull(form.necessity), proportionality: orNull(form.proportionality), condition, document: title === null || version === null ? null : { title, version } };
  const missing = required.filter((field) => stated[field] === null);
  const ready = missing.length === 0 && from !== undefined && to !== undefined && typeof expires === 'string' && Number.isInteger(searches) && searches > 0 && form.origins.length > 0;
  const ask = (): void => {
    if (!ready) return;
    const exact = { exhibits: form.exhibits.length > 0 ? [...form.exhibits] : null, cameras: form.cameras.length > 0 ? [...form.cameras] : null, origins: [...form.origins] };
    request.mutate({ caseId, ...stated, ...exact, from, to, expires, searches }, { onSuccess: ({ authority }) => (forget(), onAsked(authority)) });
  };
  const toggled = <T extends string>(list: readonly T[], one: T, on: boolean): T[] => (on ? [...list, one] : list.filter((each) => each !== one));
  const box = (label: string, name: 'offence' | 'purpose' | 'necessity' | 'proportionality', hint: string) => (
    <TextBox label={label} kind={name === 'offence' ? 'line' : 'lines'} value={form[name]} onChange={(value) => change({ [name]: value })} hint={hint} required={required.includes(name)} />
  );
  const time = (label: string, name: 'from' | 'to' | 'expires', hint: string) => (
    <TextBox label={label} value={form[name]} onChange={(value) => change({ [name]: value })} hint={hint} wrong={typedMoment(form[name]) === undefined ? 'Not a time. Write it as 2026-03-01 14:05 (UTC) or with its zone.' : null} required={name === 'expires'} />
  );
  const cameras = [...new Set(exhibits.flatMap(({ camera }) => (camera === null ? [] : [camera])))];
  return (
    <Sheet title="Ask for an authority" width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Ask for it" kind="main" onPress={ask} disabled={!ready} waiting={request.isPending} /></>}>
      {request.error && <Notice tone="bad">{request.error.message}</Notice>}
      <div className={styles.two}>
        {box('Offence', 'offence', 'What is being investigated')}
        <TextBox label="Most searches" value={form.searches} onChange={(value) => change({ searches: value })} wrong={Number.isInteger(searches) && searches > 0 ? null : 'A whole number from 1'} required />
        {box('Purpose', 'purpose', 'What the search is for')}
        {box('Necessity', 'necessity', 'Why it is needed, and what else was tried')}
      </div>
      {box('Proportionality', 'proportionality', 'Why it is not too much: how many people’s faces it touches, and how that is kept small')}
      <div className={styles.three}>
        <TextBox label="Schedule 8 condition" value={form.condition} onChange={(value) => change({ condition: value })} hint={basis.condition === null ? 'Data Protection Act 2018' : `Empty: as the case states it, “${basis.condition}”`} required={condition === null} />
        <TextBox label="Policy document" value={form.document} onChange={(value) => change({ document: value })} hint={basis.document === null ? 'The appropriate policy document' : `Empty: “${basis.document.title}”`} required={title === null} />
        <TextBox label="Its version" value={form.version} onChange={(value) => change({ version: value })} hint={basis.document === null ? '' : `Empty: “${basis.document.version}”`} required={version === null} />
        {time('Footage from', 'from', 'Empty: no limit')}
        {time('Footage to', 'to', 'Empty: no limit')}
        {time('Expires', 'expires', 'Such as 2027-01-31 18:00, UTC')}
      </div>
      <div className={styles.three}>
        <fieldset className={styles.checks}>
          <legend>Classes of picture that may be searched for</legend>
          {origins.map((origin) => (
            <Check key={origin} checked={form.origins.includes(origin)} onChange={(on) => change({ origins: toggled(form.origins, origin, on) })}>
              {originWords[origin]}
            </Check>
          ))}
        </fieldset>
        <fieldset className={styles.checks}>
          <legend>Only these exhibits (none ticked: every one)</legend>
          {exhibits.map(({ id, reference, name }) => (
            <Check key={id} checked={form.exhibits.includes(id)} onChange={(on) => change({ exhibits: toggled(form.exhibits, id, on) })}>
              {reference}: {name}
            </Check>
          ))}
        </fieldset>
        <fieldset className={styles.checks}>
          <legend>Only these cameras (none ticked: every one)</legend>
          {cameras.map((camera) => (
            <Check key={camera} checked={form.cameras.includes(camera)} onChange={(on) => change({ cameras: toggled(form.cameras, camera, on) })}>
              {camera}
            </Check>
          ))}
        </fieldset>
      </div>
      {missing.length > 0 && <p className={styles.soft}>The policy of this case still wants: {missing.join(', ')}.</p>}
    </Sheet>
  );
}

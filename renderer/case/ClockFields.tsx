/** @file The fields of a recorder’s clock: its own time at the first frame, and up to two comparisons with a reference. */
import type { Input } from '../../electron/api/contract.ts';
import { TextBox } from '../parts/TextBox.tsx';
import styles from './sheets.module.css';

export const emptyClock = { startsAt: '', recorder1: '', reference1: '', recorder2: '', reference2: '', uncertainty: '', checkedBy: '', method: '' };
export type ClockForm = typeof emptyClock;

/** What is claimed; null where nothing is. */
export function claimOf(form: ClockForm): Input<'receive'>['clock'] {
  if (form.startsAt.trim() === '') return null;
  const checks = ([[form.recorder1, form.reference1], [form.recorder2, form.reference2]] as const).filter(([recorder, reference]) => recorder.trim() !== '' && reference.trim() !== '').map(([recorder, reference]) => ({ recorder, reference }));
  const { startsAt, uncertainty, checkedBy, method } = form;
  return { startsAt, ...(checks.length > 0 && { checks }), ...(uncertainty.trim() !== '' && { uncertainty }), ...(checkedBy.trim() !== '' && { checkedBy }), ...(method.trim() !== '' && { method }) };
}

export function ClockFields({ form, onChange }: { readonly form: ClockForm; readonly onChange: (part: Partial<ClockForm>) => void }) {
  const box = (label: string, name: keyof ClockForm, hint?: string) => <TextBox label={label} value={form[name]} onChange={(value) => onChange({ [name]: value })} {...(hint !== undefined && { hint })} />;
  return (
    <div className={styles.clock}>
      {box('Recorder’s own time at the first frame', 'startsAt', 'As burnt in or shown, with zone: 2026-03-14T18:02:11Z')}
      <fieldset className={styles.checks}>
        <legend>Two times read together, recorder and reference. A second pair, hours later, gives the drift too.</legend>
        {box('First: recorder', 'recorder1')}
        {box('First: reference', 'reference1')}
        {box('Second: recorder', 'recorder2')}
        {box('Second: reference', 'reference2')}
      </fieldset>
      <div className={styles.three}>
        {box('Compared by', 'checkedBy')}
        {box('How, against what', 'method', 'Such as the speaking clock')}
        {box('May be wrong by, seconds', 'uncertainty', 'Where that is more than the last digits say')}
      </div>
    </div>
  );
}

/** @file Where a probe’s picture comes from, by what right it is held, and what was done to it. */
import { date } from '../../electron/core/forms.ts';
import { disposals, origins, originWords, type Origin, type Provenance } from '../../electron/core/provenance.ts';
import { Choice } from '../parts/Choice.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { capitalised } from '../words.ts';
import styles from './search.module.css';

export const emptyProvenance = { label: '', origin: '' as Origin | '', source: '', takenOn: '', basis: '', edits: '', reviewOn: '', disposal: '' as (typeof disposals)[number] | '', retentionDecision: '' };
type ProvenanceForm = typeof emptyProvenance;

const disposalWords = { convicted: 'Convicted', unconvicted: 'Not convicted', pending: 'Not ended yet' } as const;
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const isDate = (text: string): boolean => text.trim() === '' || date.safeParse(text.trim()).success;

/** What was done to the picture, one step a line. */
export function editsOf({ edits }: ProvenanceForm): string[] {
  return edits.split('\n').map((step) => step.trim()).filter((step) => step !== '');
}

/** The provenance as typed; null while something is missing or wrong. `fromTrack`: a picture from a track is from footage and not edited. */
export function provenanceOf(form: ProvenanceForm, fromTrack: boolean): Provenance | null {
  const origin = fromTrack ? 'footage' : form.origin;
  const source = orNull(form.source), basis = orNull(form.basis), reviewOn = orNull(form.reviewOn);
  if (origin === '' || source === null || basis === null || !isDate(form.takenOn) || !isDate(form.reviewOn)) return null;
  if (origin === 'custody' && (form.disposal === '' || reviewOn === null)) return null;
  const custody = origin !== 'custody' || form.disposal === '' ? null : { disposal: form.disposal, retentionDecision: orNull(form.retentionDecision) };
  return { origin, source, takenOn: orNull(form.takenOn), basis, edits: fromTrack ? [] : editsOf(form), reviewOn, custody };
}

interface ProvenanceFieldsProps {
  readonly form: ProvenanceForm;
  readonly fromTrack: boolean;
  readonly onChange: (part: Partial<ProvenanceForm>) => void;
}

export function ProvenanceFields({ form, fromTrack, onChange }: ProvenanceFieldsProps) {
  const day = (label: string, name: 'takenOn' | 'reviewOn', hint: string, required = false) => (
    <TextBox label={label} value={form[name]} onChange={(value) => onChange({ [name]: value })} hint={hint} wrong={isDate(form[name]) ? null : 'Not a day. Write it as 2026-03-14.'} required={required} />
  );
  const isCustody = !fromTrack && form.origin === 'custody';
  return (
    <>
      <div className={styles.two}>
        <TextBox label="What to call it" value={form.label} onChange={(label) => onChange({ label })} hint="No name of a person unless it is known: “man in a red coat”" required />
        {fromTrack ? <p className={styles.soft}>A picture from a track is from footage of this case.</p> : <Choice label="Class of picture" value={form.origin === '' ? null : form.origin} onChange={(origin) => onChange({ origin })} options={origins.map((id) => ({ id, label: capitalised(originWords[id]) }))} />}
        <TextBox label="Obtained from" value={form.source} onChange={(source) => onChange({ source })} hint="Who or what it was obtained from" required />
        <TextBox label="Lawful basis" value={form.basis} onChange={(basis) => onChange({ basis })} hint="For holding it and searching with it" required />
        {day('Taken on', 'takenOn', 'Empty where nobody knows')}
        {day('To be reviewed on', 'reviewOn', isCustody ? 'A custody photograph needs it' : 'When somebody has to look whether it may be kept', isCustody)}
      </div>
      {isCustody && (
        <div className={styles.two}>
          <Choice label="How that case ended" as="segments" value={form.disposal === '' ? null : form.disposal} onChange={(disposal) => onChange({ disposal })} options={disposals.map((id) => ({ id, label: disposalWords[id] }))} hint="Of the case for which the photograph was taken" />
          {form.disposal !== '' && form.disposal !== 'convicted' && <TextBox label="Decision to keep it" value={form.retentionDecision} onChange={(retentionDecision) => onChange({ retentionDecision })} hint="Without a recorded decision the picture is refused, and the refusal is recorded" />}
        </div>
      )}
      {!fromTrack && <TextBox label="What was done to the picture" kind="lines" value={form.edits} onChange={(edits) => onChange({ edits })} hint="Each step on a line of its own, in order. Empty where it is as it was obtained. An edited picture is searched for beside the picture as it was." />}
    </>
  );
}

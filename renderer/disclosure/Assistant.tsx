/** @file The bundle's assistant: who gets it, what goes in, who is blurred, what it will be, and where it is written; one step at a time, what was typed is kept. */
import { useState } from 'react';
import type { Input } from '../../electron/api/contract.ts';
import type { ChosenFile } from '../../electron/api/hostContract.ts';
import type { WholeSchedule } from '../../electron/core/bundlePreview.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Choice } from '../parts/Choice.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDesk } from '../state/desk.tsx';
import type { useDraft } from '../state/draft.ts';
import { show, usePlace } from '../state/place.ts';
import styles from './disclosure.module.css';
import { PreviewPanel } from './PreviewPanel.tsx';
import { searchSentence } from './words.ts';

const steps = ['Who gets it', 'What goes in', 'Who is blurred', 'What it will be', 'Where it goes'] as const;
/** What a bundle is to be, before anything is said. */
export const unsaid = { recipients: '', purpose: '', what: 'case' as 'case' | 'some', searches: [] as readonly string[], pictures: '10', clips: true, blur: 'blur' as 'blur' | 'show', reason: '', zip: true };

interface AssistantProps {
  readonly schedule: WholeSchedule;
  readonly draft: ReturnType<typeof useDraft<typeof unsaid>>;
  readonly onMake: (input: Input<'exportBundle'>) => void;
}

export function Assistant({ schedule, draft: [form, change], onMake }: AssistantProps) {
  const { caseId, reference } = useDesk();
  const [place, setPlace] = useState<ChosenFile | null>(null);
  const at = Math.min(Math.max(Number(usePlace().shown['step'] ?? 1) || 1, 1), steps.length);
  const pictures = Number(form.pictures);
  const names = form.recipients.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const wrong = [
    names.length > 50 ? 'At most 50 recipients.' : null,
    form.what === 'some' && form.searches.length === 0 ? 'Tick at least one search.' : !Number.isInteger(pictures) || pictures < 0 || pictures > 100_000 ? 'How many candidates are pictured is a whole number.' : null,
    form.blur === 'show' && form.reason.trim() === '' ? 'Say why bystanders are shown.' : null,
  ];
  const problem = wrong.find((each) => each !== null) ?? null;
  const last = schedule.bundles.at(-1);
  const wish = { caseId, searches: form.what === 'case' ? null : [...form.searches], pictures, clips: form.clips, showFaces: form.blur === 'show' ? form.reason.trim() : null };
  const make = (): void => {
    if (!place) return;
    const purpose = form.purpose.trim();
    onMake({ ...wish, recipients: names.map((name) => (purpose === '' ? name : `${name} (${purpose})`)), zip: form.zip, fileId: place.fileId });
    show({ step: undefined });
  };
  const goTo = (step: number): void => show({ step: step === 1 ? undefined : String(step) });
  return (
    <div className={styles.assistant}>
      <nav aria-label="Steps">
        <ol className={styles.steps}>
          {steps.map((step, i) => (
            <li key={step}>
              <button type="button" aria-current={at === i + 1 ? 'step' : undefined} onClick={() => goTo(i + 1)}>
                <span className={styles.number}>{i + 1}</span>
                {step}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <Panel title={`${at}. ${steps[at - 1]}`}>
        {at === 1 && (
          <>
            <TextBox label="Who gets it" kind="lines" value={form.recipients} onChange={(recipients) => change({ recipients })} hint="One on each line, such as “Example & Co, solicitors”. It stands in the ledger and in the bundle." />
            <TextBox label="What for" value={form.purpose} onChange={(purpose) => change({ purpose })} hint="Such as “initial disclosure to the defence”. Recorded with each name." />
            {names.length === 0 && <Notice tone="caution">Without a name the record does not say who gets it.</Notice>}
            {names.length === 0 && last !== undefined && last.recipients.length > 0 && (
              <div className={styles.line}>
                <Button label={`The same as for ${last.bundle}`} icon="people" onPress={() => change({ recipients: last.recipients.join('\n') })} />
                <span className={styles.soft}>{last.recipients.join('; ')}</span>
              </div>
            )}
          </>
        )}
        {at === 2 && (
          <>
            <Choice
              label="Searches whose answers go in" as="radios" value={form.what} onChange={(what) => change({ what })}
              options={[{ id: 'case', label: 'The whole case.', under: 'Every search and every entry of the ledger: nothing is hidden' }, { id: 'some', label: 'Some searches.', under: 'The others are listed in the schedule by number; their answers and the entries about them stay hidden, and are counted' }]}
            />
            {form.what === 'some' && (
              <fieldset className={styles.checks}>
                <legend>Which</legend>
                {schedule.searches.map((each) => (
                  <Check key={each.search} checked={form.searches.includes(each.search)} onChange={(on) => change({ searches: on ? [...form.searches, each.search] : form.searches.filter((one) => one !== each.search) })}>
                    <strong>{each.search}</strong> <span className={styles.soft}>{searchSentence(each)}</span>
                  </Check>
                ))}
              </fieldset>
            )}
            <TextBox label="Pictures of so many of the first candidates of each search" value={form.pictures} onChange={(text) => change({ pictures: text })} wrong={wrong[1]?.startsWith('How many') ? wrong[1] : null} hint="Still, face and clip from the original footage. Candidates without pictures are listed all the same." />
            <Check checked={form.clips} onChange={(clips) => change({ clips })}>Clips of these candidates, besides stills</Check>
          </>
        )}
        {at === 3 && (
          <>
            <Choice
              label="Faces of bystanders in pictures and clips" as="radios" value={form.blur} onChange={(blur) => change({ blur })}
              options={[{ id: 'blur', label: 'Blurred.', under: 'Every face that was found, but the candidate’s' }, { id: 'show', label: 'Shown.', under: 'Nobody is blurred; the reason is recorded and stands in the bundle' }]}
            />
            {form.blur === 'show' && <TextBox label="Why bystanders are shown" kind="lines" value={form.reason} onChange={(reason) => change({ reason })} required />}
            <Notice tone="caution">{form.blur === 'blur' ? 'Faces that were not found are not blurred: look through the pictures before you hand them out. Pictures that were searched with go in as they are, whoever is on them.' : 'People who have nothing to do with the case can be recognised by whoever sees this bundle.'}</Notice>
          </>
        )}
        {at === 4 && (problem === null ? <PreviewPanel wish={wish} notHeld={schedule.searches.filter(({ search }) => wish.searches !== null && !wish.searches.includes(search)).map(({ search }) => search)} /> : <Notice tone="caution">{problem}</Notice>)}
        {at === 5 && (
          <>
            <div className={styles.line}>
              <FileChooser label={place === null ? 'Choose where' : 'Choose another place'} what="new" suggested={`${reference.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-bundle`} kind={place === null ? 'main' : 'plain'} onChosen={([file]) => setPlace(file ?? null)} />
              {place === null ? <span className={styles.soft}>A new folder, such as on the medium that is handed over. Nothing is overwritten.</span> : <span>A new folder “{place.name}”</span>}
            </div>
            <Check checked={form.zip} onChange={(zip) => change({ zip })}>Also as one zip file beside the folder</Check>
            <p>For {names.length === 0 ? 'nobody who is named' : names.join('; ')}{form.purpose.trim() === '' ? '' : `, for “${form.purpose.trim()}”`}.</p>
            <p className={styles.soft}>Every exhibit is hashed again first; one that changed gives no pictures, and the bundle says so. That the bundle is made, for whom, and its fingerprint become an entry with your signature.</p>
            {problem !== null && <Notice tone="caution">{problem}</Notice>}
          </>
        )}
        <footer className={styles.foot}>
          {at > 1 && <Button label="Back" icon="back" onPress={() => goTo(at - 1)} />}
          {at < steps.length ? <Button label={`Next: ${steps[at]!.toLowerCase()}`} icon="forward" kind="main" onPress={() => goTo(at + 1)} /> : <Button label="Make the bundle and sign it" icon="shield" kind="main" onPress={make} disabled={place === null || problem !== null} />}
        </footer>
      </Panel>
    </div>
  );
}

/** @file What is listed of the ledger: by kind of act, person, exhibit or search, time and text; all of it in the address. */
import { useEffect, useState } from 'react';
import { withholds, type LedgerHead } from '../../electron/core/ledgerView.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { typedMoment } from '../words.ts';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { show, usePlace } from '../state/place.ts';
import styles from './ledger.module.css';
import { groups } from './words.ts';

const any = 'any';
const isNoTime = (text: string): boolean => typedMoment(text) === undefined;

export function FilterBar({ people, on }: { readonly people: LedgerHead['people']; readonly on: boolean }) {
  const { caseId, person } = useDesk();
  const { shown } = usePlace();
  const overview = useAsk('overview', { caseId });
  const searches = useAsk('searches', { caseId }, { when: !withholds(person.roles) });
  const exhibits = (overview.data?.exhibits ?? []).map(({ id, reference, name }) => ({ id: id as string, label: `${reference} · ${name}` }));
  const about = [{ id: any, label: 'Anything' }, ...exhibits, ...(searches.data ?? []).map(({ search }) => ({ id: search, label: `Search ${search}` }))];
  const asked = shown['about'];
  // A line-up or another thing that a page led here with.
  if (asked !== undefined && !about.some(({ id }) => id === asked)) about.push({ id: asked, label: asked });
  const choose = (name: string) => (id: string) => show({ [name]: id === any ? undefined : id });
  return (
    <section className={styles.filters} aria-label="What is listed">
      <Choice label="Kind" options={[{ id: any as string, label: 'Every kind' }, ...groups]} value={shown['group'] ?? any} onChange={choose('group')} />
      <Choice label="Who" options={[{ id: any, label: 'Everybody' }, ...people.map(({ name, publicKey }) => ({ id: publicKey, label: name })), { id: 'program', label: 'The program' }]} value={shown['person'] ?? any} onChange={choose('person')} />
      <Choice label="About" options={about} value={asked ?? any} onChange={choose('about')} />
      <Typed name="from" label="From (UTC)" wrong={isNoTime} />
      <Typed name="to" label="To (UTC)" wrong={isNoTime} />
      <Typed name="text" label="Text of the entry" />
      <Button label="Show all" icon="cross" kind="quiet" disabled={!on} onPress={() => show({ group: undefined, person: undefined, about: undefined, from: undefined, to: undefined, text: undefined })} />
    </section>
  );
}

/** Milliseconds after the last key until the list follows. */
const patience = 300;

const never = (): boolean => false;

function Typed({ name, label, wrong = never }: { readonly name: string; readonly label: string; readonly wrong?: (text: string) => boolean }) {
  const given = usePlace().shown[name] ?? '';
  // Null: nothing was typed that the address does not say yet.
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const waiting = setTimeout(() => {
      show({ [name]: typed.trim() === '' ? undefined : typed });
      setTyped(null);
    }, patience);
    return () => clearTimeout(waiting);
  }, [typed, name]);
  const text = typed ?? given;
  return <TextBox label={label} value={text} onChange={setTyped} wrong={wrong(text) ? 'As 2026-03-01 14:05' : null} />;
}

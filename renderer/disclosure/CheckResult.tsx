/** @file What a check of a bundle found: whether it is whole, each finding with what still holds and what to do, and what the bundle says of itself. */
import { count, counted } from '../../electron/core/countWords.ts';
import type { Output } from '../../electron/api/contract.ts';
import { Facts } from '../parts/Facts.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { fileSize, utc, type Tone } from '../words.ts';
import styles from './disclosure.module.css';
import { Fingerprint } from './Fingerprint.tsx';
import { Sentences } from './Sentences.tsx';
import { findingWords, verifyShows } from './words.ts';

/** Nothing in it says that it is a bundle: there is nothing to search again. */
export function isNoBundle({ signer, caseKey, facts }: Output<'verifyBundle'>): boolean {
  return signer === null && caseKey === null && facts === null;
}

export function outcomeOf(result: Output<'verifyBundle'>): readonly [Tone, string] {
  return isNoBundle(result) ? ['bad', 'No bundle'] : result.findings.length === 0 ? ['good', 'Nothing found wrong'] : ['bad', counted(result.findings.length, 'finding')];
}

/** `under`: when it was checked, and by whom. */
export function CheckResult({ result, under }: { readonly result: Output<'verifyBundle'>; readonly under: string }) {
  const { files, bytes, entriesDisclosed, entriesHidden, signer, caseKey, keyExpected, findings, facts } = result;
  if (isNoBundle(result)) {
    return <Notice tone="bad">This is no bundle of Retrace: nothing in it is signed, and nothing says what it would be. If you unpacked a zip, choose the folder that holds manifest-sha256.txt and VERIFY.txt. Nothing was changed.</Notice>;
  }
  const codes = [...new Set(findings.map(({ code }) => code))];
  return (
    <Panel title="The check" under={under} actions={<State is={outcomeOf(result)} />}>
      {codes.length === 0 ? (
        <Notice tone="good">The files, the signatures, the disclosed entries and what the bundle says of them agree. {verifyShows}</Notice>
      ) : (
        <Notice tone="bad">Something is wrong with this bundle. It is named below, with what still holds and what to do. It does not say who caused it.</Notice>
      )}
      {!keyExpected && <Notice tone="caution">Anybody can make a key and sign with it. Compare the key of the case below with one that you were given by another way, or type that one in above and check again.</Notice>}
      {codes.map((code) => {
        const { title, holds, next } = findingWords(code);
        const of = [...new Set(findings.filter((finding) => finding.code === code).map(({ message }) => message))];
        return (
          <section key={code} className={styles.finding} aria-label={title}>
            <h3>{title} <code>{code}</code></h3>
            <ul>{of.slice(0, 20).map((message) => <li key={message}>{message}</li>)}</ul>
            {of.length > 20 && <p className={styles.soft}>and {count(of.length - 20)} more of this kind</p>}
            <Facts of={[['What still holds', holds], ['What to do', next]]} />
          </section>
        );
      })}
      <div className={styles.prints}>
        {caseKey !== null && <Fingerprint title="Key of the case" of={caseKey} under={keyExpected && !codes.includes('bundle-key') ? 'It is the one that you typed in.' : keyExpected ? 'It is not the one that you typed in.' : 'Not compared yet.'} />}
        {signer && <Fingerprint title={`Key of ${signer.name}`} of={signer.key} under="Who signed the list of files, as far as this key is theirs." />}
      </div>
      <Facts
        of={[
          ...(facts === null ? [['What it says of itself', 'Cannot be read'] as const] : ([
            ['Bundle', `${facts.bundle} of ${facts.case.name} (${facts.case.reference})`],
            ['Made', `${utc(facts.at)} by ${facts.by}, for ${facts.recipients.length === 0 ? 'nobody who was named' : facts.recipients.join('; ')}`],
            ['Searches', `${facts.searches.map(({ id, answered }) => `${id}${answered ? '' : ' (no answer)'}`).join(', ') || 'none'}${facts.notHeld.length === 0 ? '; the schedule lists no other' : `. The schedule lists others, which it does not hold: ${facts.notHeld.join(', ')}. Their disclosure can be asked for by number`}`],
            ['Bystanders', facts.faces === 'bystanders-blurred' ? 'Blurred, as far as faces were found' : `Shown: ${facts.whyNotBlurred ?? 'no reason is stated'}`],
          ] as const)),
          ['Checked', `${counted(files, 'file')}, ${fileSize(bytes)}; ${counted(entriesDisclosed, 'entry', 'entries')} of the ledger, and ${counted(entriesHidden, 'more', 'more')} that are counted and hidden`],
        ]}
      />
      {facts && <Sentences title="What it says that could undermine the result" of={facts.undermining} none="It says that there is nothing." />}
      {facts && <Sentences title="What it says was not done" of={facts.notDone} none="It says nothing." />}
    </Panel>
  );
}

/** @file One entry: what it says, its proof in words and numbers, and how to check it without this program. */
import type { ReactNode } from 'react';
import type { EntryProof } from '../../electron/core/ledgerView.ts';
import { visible } from '../../electron/core/visible.ts';
import { Button } from '../parts/Button.tsx';
import { Copy } from '../parts/Copy.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Hash } from '../parts/Hash.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Waiting } from '../parts/Waiting.tsx';
import { useDesk } from '../state/desk.tsx';
import { useAsk } from '../state/host.tsx';
import { go } from '../state/place.ts';
import { utc } from '../words.ts';
import styles from './ledger.module.css';
import { checkLines, groupWords, keptSentence, proofSentence, withheldSentence } from './words.ts';

export function EntryDetail({ entry, onClose }: { readonly entry: number; readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const { data, error } = useAsk('proveEntry', { caseId, entry });
  return (
    <aside className={styles.detail} aria-label={`Entry ${entry}`}>
      <header className={styles.detailHead}>
        <h2>Entry {entry}</h2>
        <Button label="Close the entry" icon="cross" kind="quiet" iconOnly onPress={onClose} />
      </header>
      {data ? <Shown proof={data} /> : <Waiting sentence={error?.message ?? null} />}
    </aside>
  );
}

function Shown({ proof }: { readonly proof: EntryProof }) {
  const { line, json, recorded, leaf, signature, steps, checkpoint, holds } = proof;
  const kept = keptSentence(line);
  const search = line.withheld || !line.act.startsWith('search-') ? null : /\bS-\d+/.exec(line.did)?.[0];
  return (
    <div className={styles.detailBody}>
      {line.withheld ? <Notice tone="info">{withheldSentence}</Notice> : (
        <>
          <p className={styles.sentence}><strong>{line.by}</strong> {line.did}.</p>
          <Facts of={[['When', utc(line.at)], ['Kind', groupWords[line.group][0]], ['Signed by', signature === null ? 'Nobody: an act of the program, under the case’s checkpoint' : `${signature.by}${signature.holds ? '; the signature holds' : '; THE SIGNATURE DOES NOT HOLD'}`]]} />
          {search && <div><Button label={`Open the search ${search}`} icon="search" onPress={() => go('search', { search })} /></div>}
          {kept && <Notice tone="info">{kept}</Notice>}
        </>
      )}
      <section className={styles.part}>
        <h3>Proof</h3>
        <Notice tone={holds ? 'good' : 'bad'}>{proofSentence(proof)}</Notice>
        <Facts of={[
          ['Hash of the entry', <Hash key="leaf" of={leaf} name="Leaf hash" />],
          ...steps.map(({ side, hash }, i): [string, ReactNode] => [`Step ${i + 1}, ${side}`, <Hash key={hash} of={hash} name={`Step ${i + 1}`} />]),
          ['Root', <Hash key="root" of={checkpoint.root} name="Root" />],
          ...(signature === null ? [] : [['Signature (Ed25519)', <Hash key="signature" of={signature.bytes} name="Signature" />], ['Key of the person', <Hash key="key" of={signature.publicKey} name="Public key" />]] as const),
        ]} />
      </section>
      <details className={styles.more}>
        <summary>Check it without this program</summary>
        <ol className={styles.steps}>
          <li>{json === null ? 'The entry’s exact bytes are in an export of the ledger, or in a bundle that discloses it.' : 'Save the entry’s exact bytes as entry.json, without a line end.'} Its hash is SHA-256 over a zero byte and those bytes:
            <pre className={styles.code}>{"(printf '\\0'; cat entry.json) | sha256sum"}</pre>
          </li>
          <li>Go from that hash to the root (RFC 9162, 2.1.3.2):
            <pre className={styles.code}>{checkLines(proof)}</pre>
          </li>
          <li>The root has to be the one in the signed checkpoint, and its fingerprint the one that you were given by another way.</li>
        </ol>
        <div className={styles.copies}>
          {json !== null && <Copy label="Copy the entry’s bytes" text={json} />}
          <Copy label="Copy the shell lines" text={checkLines(proof)} />
          <Copy label="Copy the checkpoint" text={checkpoint.note} />
        </div>
      </details>
      {recorded !== null && (
        <details className={styles.more}>
          <summary>The entry as it is recorded</summary>
          <pre className={styles.code}>{visible(recorded)}</pre>
        </details>
      )}
    </div>
  );
}

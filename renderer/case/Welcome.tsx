/** @file No case is open: open one, begin one, see the whole work on the demo case, or test a bundle that was received. */
import { useState } from 'react';
import type { About } from '../../electron/api/hostContract.ts';
import { ReceivedScene } from '../disclosure/ReceivedScene.tsx';
import { Button } from '../parts/Button.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Icon, type IconName } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Work } from '../parts/Work.tsx';
import { useAct, useAsk, useJob } from '../state/host.tsx';
import { go, usePlace } from '../state/place.ts';
import { promises, utc } from '../words.ts';
import { NewCase } from './NewCase.tsx';
import styles from './welcome.module.css';

/** The address of what needs no case. */
const received = 'received';

export function Welcome({ about, problem }: { readonly about: About; readonly problem: string | null }) {
  const known = useAsk('knownCases', {});
  const open = useAct('openCase');
  const [making, setMaking] = useState(false);
  const said = open.error?.message ?? problem;
  if (usePlace().page === received) return <ReceivedScene />;
  return (
    <main className={styles.scene}>
      <header className={styles.head}>
        <img src="./icon.svg" alt="" width="44" height="44" />
        <div>
          <h1>Search seized footage for a face, so that the other side can test it</h1>
          <p className={styles.soft}>Every face in the footage of a case is indexed; a probe is compared with all of them; each step is recorded for the court.</p>
        </div>
      </header>
      {said && <Notice tone="bad">{said}</Notice>}
      <div className={styles.ways}>
        <Way icon="open" title="Open a case" text="A case is a folder on this machine, with its record, its index and its ledger.">
          <FileChooser label="Open a case" what="folder" {...(!making && { drops: 'place' as const })} kind="main" onChosen={([folder]) => folder && open.mutate({ fileId: folder.fileId })} waiting={open.isPending} />
        </Way>
        <Way icon="plus" title="Begin a case" text="You become its first member, with a key of your own under a passphrase.">
          <Button label="Begin a case" icon="plus" onPress={() => setMaking(true)} />
        </Way>
        <Way icon="film" title="See how it works" text="A case of drawn footage: nobody in it exists. It takes about half a minute to draw and index.">
          <DemoCase />
        </Way>
      </div>
      <section className={styles.received} aria-label="Were you given a bundle?">
        <Icon name="scale" size={22} />
        <div>
          <h2>Were you given a bundle?</h2>
          <p className={styles.soft}>Test what the other side handed you: whether it is whole, whether its searches come out the same, and what they depend on. It takes no case and no key.</p>
        </div>
        <Button label="Check a bundle you received" icon="shield" onPress={() => go(received)} />
      </section>
      {known.data && known.data.length > 0 && (
        <section aria-label="Cases that were open here" className={styles.known}>
          <h2>Open before on this machine</h2>
          <ul>
            {known.data.map(({ fileId, name, reference, openedAt }) => (
              <li key={fileId}>
                <button type="button" onClick={() => open.mutate({ fileId })}>
                  <Icon name="shield" />
                  <strong>{name}</strong>
                  <span>{reference}</span>
                  <span className={styles.soft}>{utc(openedAt)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ul className={styles.promises}>
        {promises.map(([title, text]) => (
          <li key={title}>
            <h2>{title}</h2>
            <p className={styles.soft}>{text}</p>
          </li>
        ))}
      </ul>
      <footer className={styles.soft}>
        Version {about.version}, {about.host === 'browser' ? 'in a browser on this machine' : 'in a window of its own'}. Nothing leaves this machine.
      </footer>
      {making && <NewCase onClose={() => setMaking(false)} />}
    </main>
  );
}

function Way({ icon, title, text, children }: { readonly icon: IconName; readonly title: string; readonly text: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles.way} aria-label={title}>
      <Icon name={icon} size={22} />
      <h2>{title}</h2>
      <p className={styles.soft}>{text}</p>
      <div>{children}</div>
    </section>
  );
}

function DemoCase() {
  const known = useAsk('knownCases', {});
  const made = useJob('makeDemoCase', null);
  const open = useAct('openCase');
  const ready = made.value;
  if (ready) {
    return (
      <>
        <p className={styles.soft}>
          {ready.people.length} people work on it; the passphrase of each is “{ready.passphrase}”.
        </p>
        <Button label="Open the demo case" icon="open" onPress={() => known.data?.[0] && open.mutate({ fileId: known.data[0].fileId })} />
      </>
    );
  }
  return (
    <>
      <Work job={made} label="Making the demo case" />
      {!made.underWay && <Button label="Open the demo case" icon="play" onPress={() => made.begin({})} />}
    </>
  );
}

/** @file The schedule: every search of the case, also stopped, unanswered and without candidates; checks, what was refused, and what was handed out. */
import type { WholeSchedule } from '../../electron/core/bundlePreview.ts';
import { counted } from '../../electron/core/countWords.ts';
import { Button } from '../parts/Button.tsx';
import { Empty } from '../parts/Empty.tsx';
import { EntryLink } from '../parts/EntryLink.tsx';
import { Hash } from '../parts/Hash.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import { go } from '../state/place.ts';
import { utc } from '../words.ts';
import styles from './disclosure.module.css';
import { heldWords, searchSentence, searchState } from './words.ts';

export function SchedulePart({ schedule: { searches, checks, refusals, bundles } }: { readonly schedule: WholeSchedule }) {
  const without = searches.filter(({ state, candidates }) => state !== 'answered' || candidates === 0).length;
  const undisclosed = searches.filter(({ disclosed }) => !disclosed).length;
  const who = (at: string, by: string) => <>{by}<div className={`${styles.soft} ${styles.when}`}>{utc(at)}</div></>;
  return (
    <>
      <Notice tone="info">
        Nothing is left out: each search is an entry, signed by whoever asked for it, before anything is compared, and the numbers have no gap. Every bundle carries this whole schedule, and a check of the bundle holds it against the ledger. So a court can ask for any of them by its number.
      </Notice>
      <Panel title="Every search" under={`${counted(searches.length, 'search', 'searches')}; ${without} without candidates or without an answer; ${undisclosed} in no bundle.`} flush>
        {searches.length === 0 ? <Empty icon="search" title="Nothing was searched for yet">When a search is asked for, it stands here before it is answered, whatever becomes of it.</Empty> : (
          <Table
            label="Every search" heads={['Search', 'Asked for by', 'What was asked and what it gave', 'State', 'Handed out', 'Entry']}
            rows={searches.map((each) => [each.search, <Button key="look" label={each.search} kind="link" onPress={() => go('search', { search: each.search })} />, who(each.at, each.by), searchSentence(each), <State key="state" is={searchState(each)} />, each.disclosed ? 'In a bundle' : 'Listed only', <EntryLink key="entry" entry={each.entry} />])}
          />
        )}
      </Panel>
      {checks.length > 0 && (
        <Panel title="Every check" under="One face against the faces of a list, with no footage in it." flush>
          <Table label="Every check" heads={['Check', 'Asked for by', 'What', 'Entry']} rows={checks.map(({ check, at, by, authority, list, entriesCompared, entry }) => [check, check, who(at, by), `The list ${list} under ${authority}: ${entriesCompared === null ? 'not answered' : `${counted(entriesCompared, 'face')} compared`}.`, <EntryLink key="entry" entry={entry} />])} />
        </Panel>
      )}
      {refusals.length > 0 && (
        <Panel title="Asked for and refused" under="The rules of the case did not allow it. Nothing was compared; that it was asked for is recorded." flush>
          <Table label="Asked for and refused" heads={['Asked for by', 'What', 'Why it was refused', 'Entry']} rows={refusals.map(({ at, by, what, authority, reason, entry }) => [String(entry), who(at, by), `${what}${authority === null ? '' : ` under ${authority}`}`, reason, <EntryLink key="entry" entry={entry} />])} />
        </Panel>
      )}
      <Panel title="Handed out so far" under="Each bundle continues the ledger of the one before; with both, anybody can show that nothing was rewritten in between." flush>
        {bundles.length === 0 ? <Empty icon="download" title="No bundle was made yet" /> : (
          <Table
            label="Handed out so far" heads={['Bundle', 'Made by', 'For', 'Holds', 'Fingerprint', 'Entry']}
            rows={bundles.map(({ bundle, at, by, recipients, searches: held, manifest, entry }) => [bundle, bundle, who(at, by), recipients.length === 0 ? 'nobody was named' : recipients.join('; '), heldWords(held), <Hash key="hash" of={manifest} name="Fingerprint" />, <EntryLink key="entry" entry={entry} />])}
          />
        )}
      </Panel>
    </>
  );
}

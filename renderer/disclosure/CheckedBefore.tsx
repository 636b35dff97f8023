/** @file Bundles that were checked since the program began, by whoever it was: what came out stays readable until it is taken off the list. */
import type { Input, Output } from '../../electron/api/contract.ts';
import type { JobState } from '../../electron/api/hostContract.ts';
import { Button } from '../parts/Button.tsx';
import { Panel } from '../parts/Panel.tsx';
import { State } from '../parts/State.tsx';
import { Table } from '../parts/Table.tsx';
import { isUnderWay, useForgetJobs, useJobs } from '../state/host.tsx';
import { show } from '../state/place.ts';
import { outcomeOf } from './CheckResult.tsx';
import { endedWords } from './words.ts';

const calls = new Set(['verifyBundle', 'replayBundle', 'counterSearch']);
const bundleOf = ({ input }: JobState): string | null => (input as Input<'verifyBundle'> | null)?.fileId ?? null;

/** What was done with received bundles since the program began, and its being forgotten for one of them. */
export function useBundleWork() {
  const work = useJobs(null).filter(({ call }) => calls.has(call));
  const forget = useForgetJobs();
  const of = (bundle: string): readonly JobState[] => work.filter((job) => bundleOf(job) === bundle);
  return { work, isBusy: (bundle: string) => of(bundle).some(isUnderWay), forget: (bundle: string) => forget(of(bundle)) };
}

/** `current`: the bundle that the page shows already. */
export function CheckedBefore({ current }: { readonly current: string | null }) {
  const { work, isBusy, forget } = useBundleWork();
  const checks = work.filter((job) => job.call === 'verifyBundle' && !isUnderWay(job) && ![null, current].includes(bundleOf(job)));
  if (checks.length === 0) return null;
  // Of each bundle the last check, newest first.
  const last = [...new Map(checks.map((job) => [bundleOf(job)!, job]))].toSorted(([, a], [, b]) => b.startedAt.localeCompare(a.startedAt));
  return (
    <Panel title="Checked before" under="Kept until you take it off this list or the program ends, whoever is at work. Nothing of it is recorded." flush>
      <Table
        label="Checked before" acts heads={['Bundle', 'What came out', 'When']}
        rows={last.map(([bundle, job]) => {
          const result = job.state === 'done' ? (job.value as Output<'verifyBundle'>) : null;
          return [
            bundle, result?.name ?? 'Not read to its end', <State key="out" is={result ? outcomeOf(result) : ['caution', job.sentence ?? '']} />, endedWords('Checked', job),
            <>
              <Button label="Show" icon="eye" onPress={() => show({ bundle })} />
              <Button label={`Take ${result?.name ?? 'it'} off the list`} icon="cross" kind="quiet" iconOnly onPress={() => forget(bundle)} disabled={isBusy(bundle)} />
            </>,
          ];
        })}
      />
    </Panel>
  );
}

/** @file The bundle: the assistant that makes one, the making, and what was made. The making goes on in the host when the page is left, and the draft stays until another bundle is begun. */
import type { WholeSchedule } from '../../electron/core/bundlePreview.ts';
import { mayDo } from '../../electron/core/duties.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Work } from '../parts/Work.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useJob } from '../state/host.tsx';
import { Assistant, unsaid } from './Assistant.tsx';
import { Made } from './Made.tsx';

export function BundlePart({ schedule }: { readonly schedule: WholeSchedule }) {
  const { caseId, person, people } = useDesk();
  const made = useJob('exportBundle', caseId);
  const draft = useDraft('bundle', unsaid);
  if (!mayDo(person.roles, 'bundle-exported')) {
    const able = people.filter(({ roles }) => mayDo(roles, 'bundle-exported')).map(({ name }) => name);
    return <Notice tone="info">A bundle is made by a disclosure officer, who signs it with their own key. You can read the schedule and check bundles. {able.length > 0 ? `Here that is ${able.join(' or ')}.` : 'None of this case has a key on this machine.'}</Notice>;
  }
  const work = <Work job={made} label={made.latest?.progress?.stage ?? 'reading the exhibits again'} />;
  if (made.underWay) {
    return (
      <Panel title="Making the bundle" under="You can leave this page; the bundle goes on. Stopped, nothing half-made is left.">
        {work}
      </Panel>
    );
  }
  // What goes in may well be the same again. For whom, what for and why people are shown is signed with each bundle, so it is said anew for each.
  const another = (): void => {
    const { recipients, purpose, blur, reason } = unsaid;
    draft[1]({ recipients, purpose, blur, reason });
    made.forget();
  };
  if (made.value && made.input) return <Made made={made.value} fileId={made.input.fileId} onAnother={another} />;
  return (
    <>
      {work}
      <Assistant schedule={schedule} draft={draft} onMake={made.begin} />
    </>
  );
}

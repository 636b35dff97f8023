/** @file The face that is searched for, alone, and what the reviewer sees of it part by part; locked before anything else is shown. */
import { fewestDescribed } from '../../electron/core/review.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { useDesk } from '../state/desk.tsx';
import { useDraft } from '../state/draft.ts';
import { useAct } from '../state/host.tsx';
import { mediaAddress } from '../state/media.ts';
import { Features, featuresOf, type FeatureTexts } from './Features.tsx';
import { LightControls } from './LightControls.tsx';
import { useLooks } from './looks.ts';
import { Pane } from './Pane.tsx';
import styles from './review.module.css';
import { useViews } from './useViews.ts';
import { ViewControls } from './ViewControls.tsx';

export function DescribeStep({ lineup }: { readonly lineup: string }) {
  const { caseId } = useDesk();
  const looks = useLooks(lineup);
  const views = useViews(looks.zoomedTo);
  const [{ texts }, change, forget] = useDraft(`describe-${lineup}`, { texts: {} as FeatureTexts });
  const describe = useAct('describe');
  const features = featuresOf(texts);
  const enough = features.length >= fewestDescribed;
  return (
    <div className={styles.describing}>
      <div className={styles.looking}>
        <Pane title="The face that is searched for" address={mediaAddress('review', { caseId, ...looks.of(0) })} view={views.of.left} light={looks.lightOf(0)} onZoom={(factor, at) => views.zoom('left', factor, at)} onMove={(by) => views.move('left', by)} onReset={views.reset} />
        <ViewControls views={views} />
        <LightControls of={looks.lightOf(0)} onChange={(light) => looks.setLight(0, light)} />
      </div>
      <Panel
        title="What you see" under={`At least ${fewestDescribed} parts of the face; say also what the picture does not show. Write what is there and not what you take it for.`}
      >
        <p className={styles.soft}>Once locked it cannot be changed. Only then are the other pictures made, so that what you see in them cannot colour what you wrote.</p>
        <Features texts={texts} onChange={(next) => change({ texts: next })} />
        {describe.error && <Notice tone="bad">{describe.error.message}</Notice>}
        <div className={styles.lockRoom}>
          <Button label={enough ? `Lock this description of ${features.length} parts` : 'Lock this description'} icon="lock" kind="main" disabled={!enough} waiting={describe.isPending} onPress={() => describe.mutate({ caseId, lineup, features }, { onSuccess: forget })} />
          {!enough && <span className={styles.soft}>{features.length} of {fewestDescribed} parts described</span>}
        </div>
      </Panel>
    </div>
  );
}

/** @file What is taken out of the leading camera: a still to a file or the clipboard, a clip of the marked stretch; each is recorded. */
import { useCallback, useMemo, useState } from 'react';
import { counted } from '../../electron/core/countWords.ts';
import { mayDo } from '../../electron/core/duties.ts';
import { Button } from '../parts/Button.tsx';
import { Facts } from '../parts/Facts.tsx';
import { FileChooser } from '../parts/FileChooser.tsx';
import { Hash } from '../parts/Hash.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { Work } from '../parts/Work.tsx';
import { useCommands } from '../state/commands.ts';
import { useDesk } from '../state/desk.tsx';
import { useAct, useJob } from '../state/host.tsx';
import type { Camera } from './cameras.ts';
import type { Frames } from './frames.ts';
import styles from './player.module.css';
import { stillBytes } from './stills.ts';
import { useOfTransport, type Transport } from './transport.ts';
import { momentOf, nameOf, takenWords } from './words.ts';

interface TakePanelProps {
  readonly camera: Camera;
  readonly frames: Frames;
  readonly transport: Transport;
}

export function TakePanel({ camera, frames, transport }: TakePanelProps) {
  const { person } = useDesk();
  const [ticks, setTicks] = useState<bigint | null>(null);
  const may = mayDo(person.roles, 'still-exported');
  const open = useCallback(() => {
    transport.change({ playing: false });
    void frames.at(transport.state().us).then(setTicks, () => undefined);
  }, [frames, transport]);
  const commands = useMemo(() => (may ? [{ id: 'player-take', label: 'Still or clip of the leading camera', keys: 'S', run: open }] : []), [may, open]);
  useCommands('Player, what is taken', commands);
  if (!may) return null;
  return (
    <>
      <Button label="Still or clip" icon="download" onPress={open} />
      {ticks !== null && <TakeSheet camera={camera} ticks={ticks} transport={transport} onClose={() => setTicks(null)} />}
    </>
  );
}

function TakeSheet({ camera, ticks, transport, onClose }: { readonly camera: Camera; readonly ticks: bigint; readonly transport: Transport; readonly onClose: () => void }) {
  const { caseId } = useDesk();
  const { footageId } = camera;
  const still = useAct('takeStill');
  const copy = useAct('takeStill');
  const clip = useJob('takeClip', caseId);
  const [copied, setCopied] = useState<string | null>(null);
  const marked = useOfTransport(transport, (state) => state.marked);
  // What an earlier clip came to was told when it was made.
  const [before] = useState(clip.underWay ? null : (clip.latest?.jobId ?? null));
  const stem = `${camera.exhibit} ${nameOf(camera)} ${ticks}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  const range = marked && { fromTicks: String(camera.ticksAt(marked.fromUs)), toTicks: String(camera.ticksAt(marked.toUs)) };
  const toClipboard = (): void => copy.mutate({ caseId, footageId, ticks: String(ticks), fileId: null }, {
    onSuccess: () => void navigator.clipboard.write([new ClipboardItem({ 'image/png': stillBytes(caseId, footageId, ticks) })]).then(
      () => setCopied(null),
      () => setCopied('The clipboard did not take the picture; that it was to be copied is recorded. Write it to a file instead.'),
    ),
  });
  const moment = momentOf(camera, ticks);
  const isNew = clip.latest?.jobId !== before;
  return (
    <Sheet title={`Still or clip of ${nameOf(camera)}`} width="wide" onClose={onClose}>
      <Facts of={[['Frame', `${ticks} ticks of ${camera.timeBase} s`], ['Time', `${moment.time} (${moment.trust})`]]} />
      <section className={styles.taking}>
        <h3>This frame, as a lossless PNG</h3>
        <p className={styles.soft}>The original’s pixels, decoded and not changed. {takenWords}</p>
        <div className={styles.group}>
          <FileChooser label="Write the still to a file" what="new" extensions={['png']} suggested={`${stem}.png`} icon="download" kind="main" waiting={still.isPending} onChosen={([file]) => file && still.mutate({ caseId, footageId, ticks: String(ticks), fileId: file.fileId })} />
          <Button label="Copy the still" icon="copy" waiting={copy.isPending} onPress={toClipboard} />
        </div>
        {[still.error, copy.error].map((error) => error && <Notice key={error.message} tone="bad">{error.message}</Notice>)}
        {still.data && <Notice tone="good">Written and recorded. <Hash of={still.data.sha256} /> · {still.data.width} × {still.data.height}</Notice>}
        {copied && <Notice tone="caution">{copied}</Notice>}
        {copy.data && copied === null && <Notice tone="good">Copied and recorded. <Hash of={copy.data.sha256} /></Notice>}
      </section>
      <section className={styles.taking}>
        <h3>The marked stretch, as a clip</h3>
        {range === null ? (
          <p className={styles.soft}>Mark a stretch first: “From here” (I) and “To here” (O), or repeat a track.</p>
        ) : (
          <>
            <p className={styles.soft}>Every frame from {momentOf(camera, BigInt(range.fromTicks)).time} to {momentOf(camera, BigInt(range.toTicks)).time}. Compressed anew; nobody in it is blurred, so it is no disclosure. It is recorded with your name.</p>
            <div className={styles.group}>
              <FileChooser label="Write the clip to a file" what="new" extensions={['mp4']} suggested={`${stem}.mp4`} icon="download" disabled={clip.underWay} waiting={clip.underWay} onChosen={([file]) => file && clip.begin({ caseId, footageId, ...range, fileId: file.fileId })} />
            </div>
          </>
        )}
        <Work job={isNew ? clip : { ...clip, underWay: false, sentence: null }} label="Writing the clip" />
        {isNew && clip.value && (
          <Notice tone="good">
            Written and recorded: {counted(clip.value.frames, 'frame')}, {clip.value.fromTicks} to {clip.value.toTicks} ticks. <Hash of={clip.value.sha256} />
            {clip.value.notes.map((note) => <p key={note} className={styles.soft}>{note}</p>)}
          </Notice>
        )}
      </section>
    </Sheet>
  );
}

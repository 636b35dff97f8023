/** @file Choosing the cameras that are played, four at the most. */
import { useState } from 'react';
import type { PlayedFootage } from '../../electron/core/playing.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { camerasOf, mostCameras } from './cameras.ts';
import { mayPlay } from './ownPlayer.ts';
import styles from './player.module.css';
import { momentOf, nameOf, pictureWords } from './words.ts';

interface CameraSheetProps {
  readonly footage: readonly PlayedFootage[];
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

export function CameraSheet({ footage, chosen: before, onChosen, onClose }: CameraSheetProps) {
  const [chosen, setChosen] = useState(before);
  return (
    <Sheet title="Choose cameras" width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><PlayThem chosen={chosen} onChosen={onChosen} /></>}>
      <CameraList footage={footage} chosen={chosen} onChange={setChosen} />
    </Sheet>
  );
}

function PlayThem({ chosen, onChosen }: Pick<CameraSheetProps, 'chosen' | 'onChosen'>) {
  return <Button label={chosen.length > 1 ? `Play ${chosen.length} cameras` : 'Play it'} icon="play" kind="main" disabled={chosen.length === 0} onPress={() => onChosen(chosen)} />;
}

/** The same on the page itself, where none is played yet. */
export function CameraChoice({ footage, onChosen }: Pick<CameraSheetProps, 'footage' | 'onChosen'>) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <Panel title="Which cameras?" under="They play in step as far as their clocks are known; each says how far that is." actions={<PlayThem chosen={chosen} onChosen={onChosen} />}>
      <CameraList footage={footage} chosen={chosen} onChange={setChosen} />
    </Panel>
  );
}

function CameraList({ footage, chosen, onChange }: Pick<CameraSheetProps, 'footage' | 'chosen'> & { readonly onChange: (ids: readonly string[]) => void }) {
  const tick = (id: string, on: boolean): void => onChange(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <>
      <p className={styles.soft}>Four at the most. The first one leads: its frames are stepped through.</p>
      <ul className={styles.choices}>
        {camerasOf(footage).map((camera) => {
          const { footageId, start, endTicks } = camera;
          const begins = momentOf(camera, start);
          return (
            <li key={footageId}>
              <Check checked={chosen.includes(footageId)} onChange={(on) => tick(footageId, on)} disabled={!chosen.includes(footageId) && chosen.length >= mostCameras}>
                <strong>{nameOf(camera)}</strong> <span className={styles.soft}>{camera.exhibit} · {pictureWords(camera, mayPlay(camera))}</span>
                <br />
                <span className={styles.soft}>{camera.clock === null ? begins.trust : `${begins.time}${endTicks === null ? '' : ` to ${momentOf(camera, BigInt(endTicks)).time.slice(11)}`} · ${begins.trust}`}</span>
              </Check>
            </li>
          );
        })}
      </ul>
    </>
  );
}

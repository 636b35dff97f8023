/** @file Choosing the cameras that are played, four at the most. */
import { useState } from 'react';
import type { PlayedFootage } from '../../electron/core/playing.ts';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { mostCameras } from './cameras.ts';
import { camerasOf } from './cameras.ts';
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
  const tick = (id: string, on: boolean): void => setChosen(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <Sheet title="Choose cameras" width="wide" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label={chosen.length > 1 ? `Play ${chosen.length} cameras` : 'Play it'} icon="play" kind="main" disabled={chosen.length === 0} onPress={() => onChosen(chosen)} /></>}>
      <p className={styles.soft}>Four at the most. The first one leads: its frames are stepped through.</p>
      <ul className={styles.choices}>
        {camerasOf(footage).map((camera) => {
          const { footageId, start, endTicks } = camera;
          const begins = momentOf(camera, start);
          return (
            <li key={footageId}>
              <Check checked={chosen.includes(footageId)} onChange={(on) => tick(footageId, on)} disabled={!chosen.includes(footageId) && chosen.length >= mostCameras}>
                <strong>{nameOf(camera)}</strong> <span className={styles.soft}>{camera.exhibit} · {pictureWords(camera)}</span>
                <br />
                <span className={styles.soft}>{camera.clock === null ? begins.trust : `${begins.time}${endTicks === null ? '' : ` to ${momentOf(camera, BigInt(endTicks)).time.slice(11)}`} · ${begins.trust}`}</span>
              </Check>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

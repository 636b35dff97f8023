/** @file The picture of a face by its address, or the words that it cannot be shown. */
import { useState } from 'react';
import type { MediaName } from '../../electron/api/mediaContract.ts';
import { Icon } from '../parts/Icon.tsx';
import { mediaAddress } from '../state/media.ts';
import styles from './search.module.css';

interface FacePictureProps {
  readonly name: Extract<MediaName, 'face' | 'probeFace'>;
  readonly of: Readonly<Record<string, string>>;
  readonly says: string;
}

export function FacePicture({ name, of, says }: FacePictureProps) {
  const address = mediaAddress(name, of);
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === address) {
    return (
      <span className={styles.noPicture}>
        <Icon name="warn" /> The picture cannot be read
      </span>
    );
  }
  // A picture of its own for each address: one that is still loading must not show the face before it.
  return <img key={address} className={styles.face} src={address} alt={says} loading="lazy" draggable={false} onError={() => setFailed(address)} />;
}

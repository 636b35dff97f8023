/** @file Buttons for what wheel, hand and keys do with the pictures. */
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.tsx';
import { Check } from '../parts/Check.tsx';
import styles from './review.module.css';
import type { Views } from './useViews.ts';

/** `beside`: there are two pictures. */
export function ViewControls({ views, beside = false, children }: { readonly views: Views; readonly beside?: boolean; readonly children?: ReactNode }) {
  const zoom = (factor: number): void => views.zoom(beside ? 'right' : 'left', factor);
  return (
    <div className={styles.controls}>
      <Button label="Smaller" icon="zoomOut" iconOnly onPress={() => zoom(1 / 1.5)} />
      <Button label="Larger" icon="zoomIn" iconOnly onPress={() => zoom(1.5)} />
      <Button label="Whole picture" icon="fit" onPress={views.reset} />
      {beside && (
        <Check checked={views.together} onChange={views.setTogether}>
          Move together
        </Check>
      )}
      {children}
    </div>
  );
}

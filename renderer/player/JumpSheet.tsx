/** @file Jumping to a moment that a person types. */
import { useState } from 'react';
import { Button } from '../parts/Button.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { TextBox } from '../parts/TextBox.tsx';
import { useDraft } from '../state/draft.ts';
import type { Camera } from './cameras.ts';
import { momentHint, nameOf, readMoment } from './words.ts';

export function JumpSheet({ camera, onJump, onClose }: { readonly camera: Camera; readonly onJump: (us: number) => void; readonly onClose: () => void }) {
  const [{ text }, change, forget] = useDraft('player-jump', { text: '' });
  const [wrong, setWrong] = useState<string | null>(null);
  const jump = (): void => {
    const us = readMoment(text, camera);
    if (us === null) return setWrong(camera.clock === null ? 'Not understood. No clock is stated for this camera, so there is no wall time to jump to.' : 'Not understood as a moment.');
    forget();
    onJump(us);
  };
  return (
    <Sheet title="Jump to a time" onClose={onClose} actions={<><Button label="Cancel" onPress={onClose} /><Button label="Jump" kind="main" onPress={jump} disabled={text.trim() === ''} /></>}>
      <form onSubmit={(event) => (event.preventDefault(), jump())}>
        <TextBox label={`Moment of ${nameOf(camera)}`} value={text} onChange={(next) => (setWrong(null), change({ text: next }))} hint={momentHint} wrong={wrong} autoFocus />
      </form>
    </Sheet>
  );
}

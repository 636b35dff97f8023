/** @file Files that a person drops into the window: the part of the page that asks for some gets them; anywhere else a drop does nothing. */
import { useEffect, useRef, useState } from 'react';

const heard = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;

/** A page that nobody keeps from it gives way to the file that is dropped on it. Once, when the page begins. */
export function keepPageFromDrops(): void {
  for (const name of ['dragover', 'drop'] as const) addEventListener(name, (event) => event.preventDefault());
}

/** While `asks`, whatever is dropped anywhere goes to `onDropped`. True while files are held over the window. */
export function useDropped(asks: boolean, onDropped: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDropped);
  useEffect(() => {
    latest.current = onDropped;
  });
  useEffect(() => {
    if (!asks) return;
    const moved = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      // Leaving for a part of the page is no leaving.
      setOver(event.type === 'dragenter' || event.type === 'dragover' || (event.type === 'dragleave' && event.relatedTarget !== null));
      if (event.type === 'drop' && event.dataTransfer.files.length > 0) latest.current([...event.dataTransfer.files]);
    };
    for (const name of heard) addEventListener(name, moved);
    return () => {
      for (const name of heard) removeEventListener(name, moved);
    };
  }, [asks]);
  return over && asks;
}

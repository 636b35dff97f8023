/** @file What two pictures beside each other show: together, or each for itself so that they can be aligned first. */
import { useRef, useState } from 'react';
import { moved, whole, zoomed, type Point, type View } from './viewLayout.ts';

export type Side = 'left' | 'right';

export interface Views {
  readonly of: Readonly<Record<Side, View>>;
  readonly together: boolean;
  readonly setTogether: (together: boolean) => void;
  /** What is done to one side is done to the other too while they move together; what they differed by before stays. */
  readonly zoom: (side: Side, factor: number, at?: Point) => void;
  readonly move: (side: Side, by: Point) => void;
  readonly reset: () => void;
}

const both: Readonly<Record<Side, View>> = { left: whole, right: whole };

/** `onZoomed`: how large the larger of the two has become. */
export function useViews(onZoomed: (zoom: number) => void): Views {
  const [of, setOf] = useState(both);
  const [together, setTogether] = useState(true);
  // A wheel turns further before what it did is drawn: each turn goes on from the one before it.
  const now = useRef(both);
  const set = (next: typeof both): void => {
    now.current = next;
    setOf(next);
  };
  const change = (side: Side, how: (view: View) => View): void => {
    const { left, right } = now.current;
    set({ left: together || side === 'left' ? how(left) : left, right: together || side === 'right' ? how(right) : right });
  };
  return {
    of, together, setTogether,
    zoom(side, factor, at) {
      change(side, (view) => zoomed(view, factor, at));
      onZoomed(Math.max(now.current.left.zoom, now.current.right.zoom));
    },
    move: (side, by) => change(side, (view) => moved(view, by)),
    reset: () => set(both),
  };
}

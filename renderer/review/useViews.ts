/** @file What two pictures beside each other show: together, or each for itself so that they can be aligned first. */
import { useCallback, useMemo, useState } from 'react';
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

export function useViews(onZoomed: (zoom: number) => void): Views {
  const [of, setOf] = useState(both);
  const [together, setTogether] = useState(true);
  const change = useCallback((side: Side, how: (view: View) => View) => setOf((before) => ({
    left: together || side === 'left' ? how(before.left) : before.left,
    right: together || side === 'right' ? how(before.right) : before.right,
  })), [together]);
  return useMemo(() => ({
    of, together, setTogether,
    zoom: (side, factor, at) => {
      change(side, (view) => zoomed(view, factor, at));
      onZoomed(zoomed(of[side], factor).zoom);
    },
    move: (side, by) => change(side, (view) => moved(view, by)),
    reset: () => setOf(both),
  }), [of, together, change, onZoomed]);
}

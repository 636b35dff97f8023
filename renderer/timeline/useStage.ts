/** @file The stage's life in the page: opened on its canvases, told of every new scene, closed with the page; and what of it has come to rest. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { listenTo, listenToStrip, type Heard } from './gestures.ts';
import type { Scene } from './scene.ts';
import { openStage, type Rest, type Stage, type Views } from './stage.ts';

const never = (): (() => void) => () => undefined;

/** What is at rest in a stage; null before there is one. */
export function useRest(stage: Stage | null): Rest | null {
  return useSyncExternalStore(stage?.subscribe ?? never, () => stage?.rest() ?? null);
}

/** The canvases and the room that scrolls are given by their refs. `start`: what is in view at first, where the address says so. */
export function useStage(stage: Stage | null, onOpened: (stage: Stage | null) => void, scene: Scene, start: Partial<Views>, heard: Heard) {
  const canvas = useRef<HTMLCanvasElement>(null), strip = useRef<HTMLCanvasElement>(null), room = useRef<HTMLDivElement>(null);
  const latest = useRef(heard);
  const [first] = useState({ scene, start });
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    const opened = openStage(canvas.current!, strip.current!, room.current!, first.scene, first.start);
    const ends = [listenTo(canvas.current!, opened, { choosing: () => latest.current.choosing(), onPointed: (at) => latest.current.onPointed(at), onPressed: (at) => latest.current.onPressed(at) }), listenToStrip(strip.current!, opened)];
    onOpened(opened);
    return () => {
      for (const end of ends) end();
      opened.close();
      onOpened(null);
    };
  }, [first, onOpened]);
  useEffect(() => stage?.show(scene), [stage, scene]);
  return { canvas, strip, room };
}

/** @file One picture to be looked at closely: by mouse, wheel and keyboard, in the light that the viewer sets. */
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../parts/Icon.tsx';
import styles from './review.module.css';
import type { Light } from './looks.ts';
import { transformOf, type Point, type View } from './viewLayout.ts';

interface PaneProps {
  readonly title: string;
  readonly address: string;
  readonly view: View;
  readonly light: Light;
  readonly onZoom: (factor: number, at?: Point) => void;
  readonly onMove: (by: Point) => void;
  readonly onReset: () => void;
  /** It can be seen, or never will. */
  readonly onSettled?: () => void;
}

/** One press of a key: a quarter larger, a twelfth of the frame further. */
const stepZoom = 1.25, stepMove = 1 / 12;
const moves: Readonly<Record<string, Point>> = { ArrowLeft: { x: stepMove, y: 0 }, ArrowRight: { x: -stepMove, y: 0 }, ArrowUp: { x: 0, y: stepMove }, ArrowDown: { x: 0, y: -stepMove } };

export function Pane({ title, address, view, light, onZoom, onMove, onReset, onSettled }: PaneProps) {
  const frame = useRef<HTMLButtonElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [loaded, setLoaded] = useState<string | null>(null);
  const zoomNow = useRef(onZoom);
  useEffect(() => {
    zoomNow.current = onZoom;
  });
  useEffect(() => {
    const { current } = frame;
    // React's own listener cannot keep the page from scrolling.
    const turned = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top, width, height } = current!.getBoundingClientRect();
      zoomNow.current(Math.exp(-event.deltaY / 400), { x: (event.clientX - left) / width, y: (event.clientY - top) / height });
    };
    current!.addEventListener('wheel', turned, { passive: false });
    return () => current!.removeEventListener('wheel', turned);
  }, []);
  return (
    <figure className={styles.pane}>
      <button
        type="button" ref={frame} className={styles.frame} aria-label={`${title}. Plus and minus zoom, arrows move it, Enter shows all of it.`}
        onClick={(event) => event.detail === 0 && onReset()}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const { width, height } = event.currentTarget.getBoundingClientRect();
          onMove({ x: event.movementX / width, y: event.movementY / height });
        }}
        onKeyDown={(event) => {
          const { key } = event;
          const by = moves[key];
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (by) onMove(by);
          else if (key === '+' || key === '=') onZoom(stepZoom);
          else if (key === '-') onZoom(1 / stepZoom);
          else if (key === '0') onReset();
          else return;
          event.preventDefault();
        }}
      >
        {failed === address ? (
          <span className={styles.noPicture}>
            <Icon name="warn" /> The picture cannot be read
          </span>
        ) : (
          <>
            {loaded !== address && <span className={styles.loading}>One moment</span>}
            <img
              key={address} src={address} alt={title} draggable={false} onLoad={() => (setLoaded(address), onSettled?.())} onError={() => (setFailed(address), onSettled?.())}
              style={{ transform: transformOf(view), filter: `brightness(${light.brightness}) contrast(${light.contrast})` }}
            />
          </>
        )}
      </button>
      <figcaption>
        <strong>{title}</strong>
        <span className={styles.soft}>× {view.zoom.toFixed(1)}</span>
      </figcaption>
    </figure>
  );
}

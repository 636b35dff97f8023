/** @file The transport below the cameras: where each has footage, where one is, and what can be done. */
import type { PointerEvent } from 'react';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { Camera } from './cameras.ts';
import styles from './player.module.css';
import { speeds, useOfTransport, useTransport, type Transport } from './transport.ts';
import { clockOf, utcMs } from './words.ts';

interface TransportBarProps {
  readonly cameras: readonly Camera[];
  readonly lead: Camera;
  readonly span: { readonly fromUs: number; readonly toUs: number };
  readonly transport: Transport;
  readonly faces: boolean;
  readonly onFaces: () => void;
  readonly onStep: (way: 1 | -1) => void;
  readonly onMark: (end: 'fromUs' | 'toUs') => void;
  readonly onJump: () => void;
}

const speedOptions = speeds.map((speed) => ({ id: String(speed), label: `${speed}×` }));

export function TransportBar({ cameras, lead, span, transport, faces, onFaces, onStep, onMark, onJump }: TransportBarProps) {
  const playing = useOfTransport(transport, (state) => state.playing), speed = useOfTransport(transport, (state) => state.speed), looping = useOfTransport(transport, (state) => state.looping);
  const marked = useOfTransport(transport, (state) => state.marked);
  return (
    <section className={styles.transport} aria-label="Transport">
      <div className={styles.line}>
        <Strip cameras={cameras} span={span} transport={transport} />
        <Where lead={lead} transport={transport} />
        <Button label="Jump to a time" icon="clock" kind="quiet" iconOnly onPress={onJump} />
      </div>
      <div className={styles.controls}>
        <div className={styles.group}>
          <Button label="One frame back" icon="stepBack" iconOnly onPress={() => onStep(-1)} />
          <Button label={playing ? 'Pause' : 'Play'} icon={playing ? 'pause' : 'play'} kind="main" onPress={() => transport.change({ playing: !playing })} />
          <Button label="One frame forward" icon="stepForward" iconOnly onPress={() => onStep(1)} />
        </div>
        <div className={styles.speed}>
          <Choice label="Speed" as="segments" options={speedOptions} value={String(speed)} onChange={(value) => transport.change({ speed: Number(value) })} />
        </div>
        <div className={styles.group}>
          <Button label="From here" icon="left" kind="quiet" onPress={() => onMark('fromUs')} />
          <Button label="To here" icon="right" kind="quiet" onPress={() => onMark('toUs')} />
          <Button label={looping ? 'Repeating' : 'Repeat'} icon="loop" kind={looping ? 'plain' : 'quiet'} disabled={marked === null} onPress={() => transport.change({ looping: !looping })} />
          {marked && <Button label="Clear the marks" icon="cross" kind="quiet" iconOnly onPress={() => transport.change({ marked: null, looping: false })} />}
        </div>
        <span className={styles.spring} />
        <Button label={faces ? 'Faces shown' : 'Faces hidden'} icon="face" kind="quiet" onPress={onFaces} />
      </div>
    </section>
  );
}

/** The position on the line: wall time where the leading camera has a clock. */
function Where({ lead, transport }: { readonly lead: Camera; readonly transport: Transport }) {
  const { us, waiting } = useTransport(transport);
  return (
    <div className={styles.where}>
      {waiting && (
        <span className={styles.waiting} title="For the pictures of this moment">
          <Icon name="turn" size={13} /> waiting
        </span>
      )}
      <output className={styles.position}>{lead.clock === null ? clockOf(Math.max(0, us - lead.startUs) / 1000) : utcMs(new Date(us / 1000).toISOString())}</output>
    </div>
  );
}

/** A lane for each camera where it has footage; a press goes there, dragging goes on. The keys do the same for whoever does not point. */
function Strip({ cameras, span, transport }: Pick<TransportBarProps, 'cameras' | 'span' | 'transport'>) {
  const { us, marked } = useTransport(transport);
  const length = span.toUs - span.fromUs;
  const part = (at: number): string => `${(100 * Math.min(length, Math.max(0, at - span.fromUs))) / length}%`;
  const goTo = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    transport.seek(span.fromUs + (length * (event.clientX - left)) / width);
  };
  return (
    <div
      className={styles.strip} aria-hidden="true"
      onPointerDown={(event) => (event.currentTarget.setPointerCapture(event.pointerId), goTo(event))}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && goTo(event)}
    >
      {cameras.map((camera) => (
        <div key={camera.footageId} className={styles.lane}>
          <span className={styles.covered} style={{ left: part(camera.startUs), right: `calc(100% - ${part(camera.endUs ?? span.toUs)})` }} />
        </div>
      ))}
      {marked && <span className={styles.marked} style={{ left: part(marked.fromUs), right: `calc(100% - ${part(marked.toUs)})` }} />}
      <span className={styles.playhead} style={{ left: part(us) }} />
    </div>
  );
}

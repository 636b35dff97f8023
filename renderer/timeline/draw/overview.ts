/** @file The strip above: all lanes of the case's wall time together, where the candidates are, and which part of it is in view. */
import type { Span } from '../../../electron/core/timeline.ts';
import { partsIn } from '../density.ts';
import type { Scene } from '../scene.ts';
import { divide } from '../ruler.ts';
import { placeOf, type Pencil } from './pencil.ts';

export const overviewHeight = 46;

/** Everything but the view, for as long as the scene is the same. */
export function drawOverview({ context, colours }: Pencil, scene: Scene, axis: 'wall' | 'own', whole: Span, width: number): void {
  const foot = overviewHeight - 15;
  context.fillStyle = colours.sunken;
  context.fillRect(0, 0, width, overviewHeight);
  const lanes = scene.lanes.filter((lane) => lane.axis === axis);
  context.fillStyle = colours['surface-raised'];
  for (const { stretches } of lanes) for (const { fromMs, toMs } of stretches) context.fillRect(placeOf(fromMs, whole, width), 0, Math.max(1, placeOf(toMs, whole, width) - placeOf(fromMs, whole, width)), foot);
  const all = new Float32Array(width), best = new Uint8Array(width);
  for (const { id } of lanes) {
    const density = scene.seen.get(id)?.whole;
    if (!density) continue;
    const { sums, best: tiles, first, end, left, px } = partsIn(density, whole, width);
    for (let i = first; i < end; i++) {
      const from = Math.max(0, Math.round(left + i * px)), to = Math.min(width, Math.round(left + (i + 1) * px));
      for (let x = from; x < to; x++) {
        all[x]! += sums[i + 1]! - sums[i]!;
        best[x] = Math.max(best[x]!, tiles[i]!);
      }
    }
  }
  const most = Math.log2(1 + all.reduce((largest, n) => Math.max(largest, n), 1));
  context.fillStyle = colours['density-high'];
  for (let x = 0; x < width; x++) {
    const faces = all[x]!;
    if (faces === 0) continue;
    const height = Math.max(2, Math.min(1, Math.log2(1 + faces) / most) * (foot - 4));
    context.globalAlpha = 0.35 + 0.65 * (best[x]! / 255);
    context.fillRect(x, foot - height, 1, height);
  }
  context.globalAlpha = 1;
  for (const { id } of lanes) {
    for (const { kind, ms } of scene.marks.get(id) ?? []) {
      context.fillStyle = kind === 'candidate' ? colours.candidate : colours.decision;
      context.fillRect(Math.round(placeOf(ms, whole, width)) - 1, 0, 2, kind === 'candidate' ? 7 : 4);
    }
  }
  context.fillStyle = colours['line-strong'];
  context.fillRect(0, foot, width, 1);
  context.font = `400 11px ${colours.font}`;
  context.fillStyle = colours['ink-soft'];
  for (const { ms, label } of divide(whole, width, axis, 110).main) {
    const left = placeOf(ms, whole, width) + 3;
    if (left + context.measureText(label).width <= width) context.fillText(label, left, overviewHeight - 4);
  }
}

export function drawWindow({ context, colours }: Pencil, view: Span, whole: Span, width: number): void {
  const left = placeOf(view.fromMs, whole, width), right = Math.max(left + 3, placeOf(view.toMs, whole, width));
  context.fillStyle = colours.ground;
  context.globalAlpha = 0.62;
  context.fillRect(0, 0, left, overviewHeight);
  context.fillRect(right, 0, width - right, overviewHeight);
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  context.lineWidth = 2;
  context.strokeRect(left + 1, 1, Math.max(2, right - left - 2), overviewHeight - 2);
}

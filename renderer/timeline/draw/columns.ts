/** @file The density of lanes as columns of pixels: written into one picture that is laid over the lanes, so that its cost is that of the pixels in view. */
import type { Span } from '../../../electron/core/timeline.ts';
import { lookUp, type Density } from '../density.ts';

export interface Columns {
  begin(width: number, height: number): void;
  lane(density: Density, view: Span, top: number, height: number, ramp: Uint32Array): void;
  /** Lays what was written over the drawing; nothing where nothing was. */
  end(onto: CanvasRenderingContext2D): void;
}

/**
 * [Note: Height of a column]
 * The logarithm of the faces seen in its time, so that one face in a month and a crowd are both visible, against a crowd of five people at five
 * looks a second. The same moment has the same height wherever the view begins; nothing jumps when it is moved.
 */
const crowdPerMs = 25 / 1000;
const lowest = 2;
/** log2(1 + n) of small n, which most columns are. */
const logs = Float32Array.from({ length: 4096 }, (_, n) => Math.log2(1 + n));

export function openColumns(): Columns {
  const sheet = document.createElement('canvas');
  const pen = sheet.getContext('2d')!;
  let picture = pen.createImageData(1, 1), pixels = new Uint32Array(picture.data.buffer);
  let counts = new Float32Array(1), quality = new Uint8Array(1), heights = new Uint8Array(1);
  let used = false;
  return {
    begin(width, height) {
      if (sheet.width !== width || sheet.height !== height) {
        sheet.width = width;
        sheet.height = height;
        picture = pen.createImageData(width, height);
        pixels = new Uint32Array(picture.data.buffer);
        [counts, quality, heights] = [new Float32Array(width), new Uint8Array(width), new Uint8Array(width)];
      } else if (used) pixels.fill(0);
      used = false;
    },
    lane(density, view, top, height, ramp) {
      const { width } = sheet;
      lookUp(density, view, width, counts, quality);
      const crowd = Math.log2(1 + Math.max(1, crowdPerMs * ((view.toMs - view.fromMs) / width)));
      const most = Math.min(255, height);
      let highest = 0;
      for (let x = 0; x < width; x++) {
        const count = counts[x]!;
        const log = count >= 4095 ? Math.log2(1 + count) : count < 1 ? count : logs[count | 0]!;
        const h = count === 0 ? 0 : Math.max(lowest, Math.min(most, Math.round((log / crowd) * most)));
        heights[x] = h;
        if (h > highest) highest = h;
      }
      const bottom = Math.round(top) + height - 1;
      for (let up = 0; up < highest; up++) {
        const y = bottom - up;
        if (y < 0 || y >= sheet.height) continue;
        const line = y * width;
        for (let x = 0; x < width; x++) if (heights[x]! > up) pixels[line + x] = ramp[quality[x]!]!;
      }
      used ||= highest > 0;
    },
    end(onto) {
      if (!used) return;
      pen.putImageData(picture, 0, 0);
      onto.imageSmoothingEnabled = false;
      onto.drawImage(sheet, 0, 0);
    },
  };
}

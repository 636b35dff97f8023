/** @file Where the window stood when it was closed, kept in the user's data folder: numbers of pixels, nothing of a case. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keepIfPossible } from './engine/wholeFile.ts';

/** Pixels of the desktop, origin at the primary display's top left. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  /** When not maximised; null: wherever the system puts it. */
  readonly at: Pick<Area, 'x' | 'y'> | null;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
}

const pixels = z.number().int().min(-100_000).max(100_000);
const kept = z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels, maximised: z.boolean() });

export const leastWidth = 960, leastHeight = 600;
const first: WindowPlace = { at: null, width: 1280, height: 800, maximised: false };

/** Of a window's upper edge at least this much has to be in reach on a display, or nobody could drag it. */
const leastInReach = 100;

/** What was kept, where it fits a display (`areas`: what of each is free for windows) that is there now; otherwise the first size, placed by the system. */
export function windowPlace(home: string, areas: readonly Area[]): WindowPlace {
  try {
    const { maximised, ...at } = kept.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
    const area = areas.find((each) => at.y >= each.y && at.y <= each.y + each.height - leastInReach && at.x + at.width >= each.x + leastInReach && at.x <= each.x + each.width - leastInReach);
    if (area === undefined) return { ...first, maximised };
    const width = Math.max(leastWidth, Math.min(at.width, area.width)), height = Math.max(leastHeight, Math.min(at.height, area.height));
    return { at: { x: at.x, y: at.y }, width, height, maximised };
  } catch {
    // Missing or damaged: a convenience and no record.
    return first;
  }
}

export function keepWindowPlace(home: string, { x, y, width, height }: Area, maximised: boolean): void {
  keepIfPossible(fileOf(home), JSON.stringify({ x, y, width, height, maximised }));
}

const fileOf = (home: string): string => join(home, 'window.json');

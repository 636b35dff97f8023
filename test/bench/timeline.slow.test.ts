/** @file A million sightings on the real page: the small one of the timeline's benchmark, with limits that a busy machine keeps. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tableOf } from './figure.ts';
import { measureTimeline } from './timelineCase.ts';

test('a million sightings in 64 lanes: the picture follows the hand, for little more than their columns cost to look up', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-timeline-'));
  try {
    const figures = await measureTimeline(folder, 1_000_000);
    console.log(tableOf(figures));
    const ours = (id: string): number => figures.find((figure) => figure.id === id)!.ours!;
    // While both cores are busy; the figures themselves are taken by `npm run bench` on an idle machine.
    expect(ours('T1 js')).toBeLessThan(16);
    expect(ours('T1 draw')).toBeLessThan(50);
    expect(ours('T1 plain')).toBeLessThan(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

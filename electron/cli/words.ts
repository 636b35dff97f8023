/** @file Phrases that several commands share. */
import type { WallTime } from '../core/search.ts';

/** `1 candidate`, `3 candidates`. */
export function counted(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

/** A moment of wall time with what is known of its uncertainty. */
export function momentText(moment: WallTime | null): string {
  if (moment === null) return 'time not known';
  return `${moment.utc} ± ${moment.uncertaintyMs === null ? 'unknown (clock never checked)' : uncertaintyText(moment.uncertaintyMs)}`;
}

function uncertaintyText(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(ms % 1000 === 0 ? 0 : 1)} s`;
}

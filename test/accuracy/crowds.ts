/** @file Crowds before one camera, in groups that are seen together: enough people for rates on the footage itself. */
import { crowdCase } from '../review/crowdCase.ts';
import type { CrowdCase, Passer } from '../review/crowdCase.ts';

/** Groups of eleven one after the other, each person's face of a width of its own. */
export function groups(count: number): Passer[] {
  return Array.from({ length: count }, (_, group) => Array.from({ length: 11 }, (__, lane): Passer => {
    const person = group * 11 + lane;
    return { person: person * 2 + 1, from: group * 80, to: group * 80 + 40, lane, px: 34 + (person % 6) };
  })).flat();
}

/** 44 people (484 pairs of scores): the rates of this footage are used; or 11, which is insufficient. */
export function crowds(root: string, count: 1 | 4): Promise<CrowdCase> {
  return crowdCase(root, groups(count));
}

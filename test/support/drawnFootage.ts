/** @file Drawn footage that several files look at and none changes: drawn once in a run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawFootage } from '../../resources/demo/footage.ts';
import type { DrawnFootage } from '../../resources/demo/footage.ts';
import { planScenario } from '../../resources/demo/scenario.ts';
import type { Scenario } from '../../resources/demo/scenario.ts';
import { truthSchema } from '../../resources/demo/truth.ts';
import { once } from './once.ts';

/** As drawFootage makes it, with the truth as it was written; nobody may change anything in it. */
export async function drawnOnce(scenario: Scenario, seed: number): Promise<DrawnFootage[]> {
  const folder = await once(`drawn ${scenario} ${seed}`, (place) => drawFootage(place, { seed, scenario }));
  return Promise.all(planScenario(scenario, seed, 0).map(async ({ file }) => {
    const path = join(folder, file);
    return { path, truth: truthSchema.parse(JSON.parse(await readFile(`${path}.truth.json`, 'utf8'))) };
  }));
}

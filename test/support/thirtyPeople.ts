/** @file Thirty drawn people, a folder each with one photograph: made once in a run. */
import { drawLabelledFolder } from '../../resources/demo/calibrateDrawn.ts';
import { once } from './once.ts';

/** The folder; nobody may change anything in it. */
export function thirtyPeople(): Promise<string> {
  return once('thirty people', (folder) => drawLabelledFolder(folder, 30, 1));
}

/** @file The desk: what the calls of the window work with. The host has one that lasts; a process of the pool has one for the call it makes. */
import type { Job } from '../core/job.ts';
import type { MachineFact } from '../core/machineFact.ts';
import type { Case } from '../engine/caseFolder.ts';
import type { Engine } from '../engine/engine.ts';
import type { DemoFootage } from './demoCase.ts';

export interface Desk {
  readonly engine: Engine;
  /** The user's own data folder. */
  readonly home: string;
  /** The open case, with somebody signed in. Failures 'case-not-open', 'signed-out'. */
  caseOf(caseId: string): Case;
  /** Draws or brings the footage of the demo case, into this folder. */
  drawDemo(folder: string, job: Job): Promise<DemoFootage>;
  /** What works on this machine. */
  doctor(job: Job): Promise<readonly MachineFact[]>;
  /** The path of a file that a person chose. Failure 'file-not-chosen'. */
  pathOf(fileId: string): string;
}

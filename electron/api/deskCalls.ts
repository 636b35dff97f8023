/** @file Every call that works at a desk, in the host or in a process of its pool: all but those of the host itself. */
import type { Job } from '../core/job.ts';
import { caseCalls } from './caseCalls.ts';
import { makeDemoCase } from './demoCase.ts';
import type { Desk } from './desk.ts';
import { disclosureCalls } from './disclosureCalls.ts';
import { ledgerCalls } from './ledgerCalls.ts';
import { machineCalls } from './machineCalls.ts';
import { playerCalls } from './playerCalls.ts';
import { reviewCalls } from './reviewCalls.ts';
import { searchCalls } from './searchCalls.ts';
import { timelineCalls } from './timelineCalls.ts';

export function deskCalls(desk: Desk) {
  return {
    makeDemoCase: (_input: object, job: Job) => makeDemoCase(desk.engine, desk.home, desk.drawDemo, job),
    ...caseCalls(desk), ...searchCalls(desk), ...timelineCalls(desk), ...playerCalls(desk), ...reviewCalls(desk), ...disclosureCalls(desk), ...ledgerCalls(desk), ...machineCalls(desk),
  };
}

/** @file Answers the calls of the machine pages. */
import type { CallsOf } from './callContract.ts';
import type { machineContract } from './machineContract.ts';
import type { Desk } from './desk.ts';

export function machineCalls(_desk: Desk): CallsOf<typeof machineContract> {
  return {};
}

/** @file Answers the calls of the player pages. */
import type { CallsOf } from './callContract.ts';
import type { playerContract } from './playerContract.ts';
import type { Desk } from './desk.ts';

export function playerCalls(_desk: Desk): CallsOf<typeof playerContract> {
  return {};
}

/** @file Answers the calls of the player. */
import { facesSeen, playedFootage, trackSeen } from '../engine/playing.ts';
import type { CallsOf } from './callContract.ts';
import type { playerContract } from './playerContract.ts';
import type { Desk } from './desk.ts';

export function playerCalls({ engine, caseOf, pathOf }: Desk): CallsOf<typeof playerContract> {
  const rangeOf = (input: { readonly fromTicks: string; readonly toTicks: string }) => ({ fromTicks: BigInt(input.fromTicks), toTicks: BigInt(input.toTicks) });
  return {
    playedFootage: async ({ caseId }) => playedFootage(caseOf(caseId)),
    frameTimes: async ({ caseId, footageId, ...range }, job) => (await engine.playing.times(caseOf(caseId), footageId, rangeOf(range), job)).map(String),
    facesSeen: async ({ caseId, footageId, ...range }) => facesSeen(caseOf(caseId), footageId, rangeOf(range)),
    trackSeen: async ({ caseId, trackId }) => trackSeen(caseOf(caseId), trackId),
    async takeStill({ caseId, footageId, ticks, fileId }, job) {
      const { width, height, sha256 } = await engine.still(caseOf(caseId), { footage: footageId, ticks: BigInt(ticks) }, fileId === null ? null : pathOf(fileId), job);
      return { ticks, width, height, sha256 };
    },
    takeClip: ({ caseId, footageId, fileId, ...range }, job) => engine.clip(caseOf(caseId), footageId, rangeOf(range), pathOf(fileId), job),
  };
}

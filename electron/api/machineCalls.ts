/** @file Answers the calls of the machine pages. */
import { Failure } from '../core/failure.ts';
import { listPacks } from '../engine/models.ts';
import { shownPacks } from '../engine/packView.ts';
import type { CallsOf } from './callContract.ts';
import type { machineContract } from './machineContract.ts';
import type { Desk } from './desk.ts';

export function machineCalls({ engine, home, doctor }: Desk): CallsOf<typeof machineContract> {
  return {
    doctor: (_input, job) => doctor(job),
    packs: () => shownPacks(home),
    async testPack({ pack }, job) {
      // The engine takes folders too; the window names packs that are listed.
      if (!(await listPacks(home)).some(({ id }) => id === pack)) throw new Failure('pack-unknown', { pack });
      const { findings, selfTest } = await engine.verifyPack(pack, job);
      return { pack, findings, scores: selfTest?.scores ?? [] };
    },
  };
}

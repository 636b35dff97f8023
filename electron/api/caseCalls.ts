/** @file Answers the calls of the case page. */
import type { ClockClaim } from '../core/clock.ts';
import type { Provenance } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import { visible } from '../core/visible.ts';
import { stateClock } from '../engine/clocks.ts';
import { checkUnchanged } from '../engine/hash.ts';
import { addMember, membersOf, policyOf, removeMember, setPolicy } from '../engine/members.ts';
import { chooseOperator, readCard } from '../engine/operators.ts';
import { overview } from '../engine/overview.ts';
import { listExhibits } from '../engine/records.ts';
import type { CallsOf } from './callContract.ts';
import type { caseContract, Integrity } from './caseContract.ts';
import type { Desk } from './desk.ts';

export function caseCalls(desk: Desk): CallsOf<typeof caseContract> {
  const { engine } = desk;
  return {
    async overview({ caseId }) {
      const { exhibits, ...all } = overview(desk.caseOf(caseId));
      return { ...all, exhibits: exhibits.map((exhibit) => ({ ...exhibit, name: visible(exhibit.name) })) };
    },
    async receive({ caseId, fileIds, reference, camera, seizedBy, seizedAt, recorder, description, clock }, job) {
      const stated = { camera, seizedBy, seizedAt, recorder, description, clock };
      const provenance = { reference, ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null)) } as Provenance;
      const { received, refused } = await engine.receive(desk.caseOf(caseId), fileIds.map((fileId) => desk.pathOf(fileId)), provenance, job);
      return { received: received.map(({ exhibit, findings }) => ({ exhibitId: exhibit.id, name: visible(exhibit.name), findings })), refused: refused.map(({ name, message }) => ({ name: visible(name), message })) };
    },
    async checkIntegrity({ caseId }, job) {
      const found: Integrity[] = [];
      for (const exhibit of listExhibits(desk.caseOf(caseId).db)) found.push({ exhibitId: exhibit.id, state: await stateOf(checkUnchanged(exhibit, job)) });
      return found;
    },
    async stateClock({ caseId, exhibitId, clock, reason }) {
      stateClock(desk.caseOf(caseId), exhibitId, clock as ClockClaim, reason);
      return null;
    },
    async index({ caseId, exhibitId, framesPerSecond, packId, detection, look }, job) {
      const { finished, already, refused } = await engine.index(desk.caseOf(caseId), { exhibit: exhibitId, framesPerSecond, pack: packId, detection, look }, job);
      return { finished: finished.length, already, refused: refused.map(({ exhibit, failure }) => ({ name: visible(exhibit.name), message: failure.message })) };
    },
    members: async ({ caseId }) => membersOf(desk.caseOf(caseId).db),
    async addMember({ caseId, from, roles }) {
      const { name, publicKey, sealingKey } = 'operator' in from ? chooseOperator(desk.home, from.operator) : readCard(desk.pathOf(from.cardFileId));
      addMember(desk.caseOf(caseId), { name, publicKey, sealingKey }, roles);
      return null;
    },
    async removeMember({ caseId, name, reason }) {
      removeMember(desk.caseOf(caseId), name, reason);
      return null;
    },
    policy: async ({ caseId }) => policyOf(desk.caseOf(caseId).db),
    async stateBasis({ caseId, condition, document, documentVersion }) {
      setPolicy(desk.caseOf(caseId), { basis: { condition, document: { title: document, version: documentVersion } } });
      return null;
    },
  };
}

async function stateOf(checked: Promise<void>): Promise<Integrity['state']> {
  try {
    await checked;
    return 'as-received';
  } catch (error) {
    if (error instanceof Failure && error.code === 'exhibit-changed') return 'changed';
    if (error instanceof Failure && error.code === 'exhibit-missing') return 'missing';
    throw error;
  }
}

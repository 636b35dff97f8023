/** @file Answers the calls of the disclosure pages. */
import { basename } from 'node:path';
import { verifyBundle } from '../bundle/verify.ts';
import { Failure } from '../core/failure.ts';
import { previewBundle, wholeSchedule } from '../engine/disclose/previewBundle.ts';
import { bundleFacts } from '../engine/replay/bundleFacts.ts';
import type { CallsOf } from './callContract.ts';
import type { disclosureContract } from './disclosureContract.ts';
import type { Desk } from './desk.ts';

export function disclosureCalls(desk: Desk): CallsOf<typeof disclosureContract> {
  const { engine } = desk;
  const pathOrNull = (fileId: string | null): string | null => (fileId === null ? null : desk.pathOf(fileId));
  return {
    async schedule({ caseId }) {
      const opened = desk.caseOf(caseId);
      opened.demand('search-shown');
      return wholeSchedule(opened);
    },
    previewBundle: ({ caseId, ...wish }, job) => previewBundle(desk.caseOf(caseId), wish, job),
    async exportBundle({ caseId, fileId, ...wish }, job) {
      const opened = desk.caseOf(caseId);
      const { bundle, folder, zip, files, bytes, manifest, entry, disclosure } = await engine.export(opened, { ...wish, folder: desk.pathOf(fileId) }, job);
      const { undermining, notDone, entries, exhibits } = disclosure;
      return {
        bundle, folder: basename(folder), zip: zip && basename(zip), files, bytes, manifest, entry, caseKey: opened.facts.publicKey, undermining, notDone,
        // With the entry about the bundle, which came after those that were gathered.
        entries: { disclosed: entries.disclosed + 1, total: entries.total + 1 },
        blurred: wish.showFaces === null, changed: exhibits.filter(({ now }) => now !== 'as-received').map(({ exhibit }) => exhibit.reference),
      };
    },

    async verifyBundle({ fileId, key }, job) {
      const path = desk.pathOf(fileId);
      const report = await verifyBundle(path, key, job).catch((error: unknown) => {
        throw job.signal?.aborted ? new Failure('stopped', { kept: 'Nothing was changed; the check was not finished.' }, { cause: error }) : error;
      });
      if (report.findings.some(({ code }) => code === 'bundle-missing')) throw new Failure('file-missing', { name: path });
      return { ...report, name: basename(path), facts: await bundleFacts(path, job) };
    },
    replayBundle: ({ fileId, footageId, search }, job) => engine.replay({ bundle: desk.pathOf(fileId), footage: pathOrNull(footageId), search }, job),
    counterSearch: ({ fileId, search, threshold, pack, footageId, probe }, job) =>
      engine.counterSearch(
        { bundle: desk.pathOf(fileId), search, threshold: threshold ?? undefined, pack, footage: pathOrNull(footageId), probe: probe && { file: desk.pathOf(probe.fileId), face: probe.face } }, job,
      ),
  };
}

/** @file Answers what pages fetch by id: faces, frames, pictures of probes, video. */
import { Failure } from '../core/failure.ts';
import { densityOf } from '../engine/timeline/density.ts';
import { playedFile } from '../engine/viewing.ts';
import type { MediaCalls } from './dispatch.ts';
import type { Desk } from './desk.ts';
import type { Media } from './mediaContract.ts';

export function mediaCalls({ engine: { viewing, playing, review }, caseOf, pathOf }: Desk): MediaCalls {
  return {
    face: ({ caseId, trackId, size }, job) => png(viewing.face(caseOf(caseId), trackId, Number(size), job)),
    frame: ({ caseId, footageId, ticks, width }, job) => png(viewing.frame(caseOf(caseId), footageId, BigInt(ticks), Number(width), job)),
    async sequence({ caseId, footageId, fromTicks, toTicks, apart, width }, job) {
      const frames = await playing.sequence(caseOf(caseId), footageId, { fromTicks: BigInt(fromTicks), toTicks: BigInt(toTicks) }, BigInt(apart), Number(width), job);
      const head = Buffer.from(JSON.stringify(frames.map(({ ticks, jpeg }) => ({ ticks: String(ticks), bytes: jpeg.length }))));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(head.length);
      return { type: 'application/octet-stream', bytes: Buffer.concat([length, head, ...frames.map(({ jpeg }) => jpeg)]) };
    },
    probe: ({ caseId, probeId }) => png(viewing.probe(caseOf(caseId), probeId)),
    probeFace: ({ caseId, probeId, size }) => png(viewing.probeFace(caseOf(caseId), probeId, Number(size))),
    async review({ caseId, lineup, reviewer, place, step }, job) {
      const opened = caseOf(caseId);
      if (opened.operator?.publicKey !== reviewer) throw new Failure('signed-out', {});
      return png(review.picture(opened, lineup, Number(place), Number(step), job));
    },
    async density({ caseId, lane, fromMs, toMs, bins }, job) {
      const bytes = await densityOf(caseOf(caseId), { lane, fromMs: Number(fromMs), toMs: Number(toMs), bins: Number(bins) }, job);
      return { type: 'application/octet-stream', bytes };
    },
    chosen: ({ fileId }) => png(viewing.picture(pathOf(fileId))),
    video: async ({ caseId, footageId }, job) => playedFile(caseOf(caseId), footageId, job),
  };
}

async function png(bytes: Promise<Uint8Array>): Promise<Media> {
  return { type: 'image/png', bytes: await bytes };
}

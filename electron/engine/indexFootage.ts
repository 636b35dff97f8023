/** @file The indexer's work: decode, analyse, and hand over batches. Runs in the indexer process; writes nothing. */
import type { Job } from '../core/job.ts';
import type { Decoder, DecodeReport } from '../../native/decoder/decoder.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openAnalysis } from './analyse.ts';
import type { StepResult } from './analyse.ts';
import { batchFrames } from './indexPlan.ts';
import type { Batch, IndexPlan, Looked } from './indexPlan.ts';

/**
 * Works through one footage. `hand` resolves when the host has committed the batch; one batch is under way while the next is being
 * made. The same plan gives the same batches, whether it began at the start or at any acknowledged position.
 */
export async function indexFootage(decoder: Decoder, analyser: FaceAnalyser, plan: IndexPlan, hand: (batch: Batch) => Promise<void>, job: Job): Promise<void> {
  const analysis = openAnalysis(analyser, plan, plan.settings.analysis, plan.resume?.analysis);
  const perBatch = batchFrames(plan.settings);
  let ordinal = plan.resume?.batches ?? 0;
  let taken = plan.resume?.taken ?? 0;
  let looked: Looked = plan.resume?.looked ?? { wholeFrames: 0, partialFrames: 0, pixelShares: 0 };
  let results: StepResult[] = [];
  let decoded = 0;
  let lastTicks = 0n;
  let underWay: Promise<void> = Promise.resolve();

  async function flush(report: DecodeReport | null): Promise<void> {
    const batch: Batch = { ordinal, results, position: { batches: ordinal + 1, taken, analysis: analysis.state(), looked }, lastTicks, decoded, report };
    ordinal += 1;
    results = [];
    await underWay;
    underWay = hand(batch);
    // A refusal is seen at the next await; without this it would count as unhandled until then.
    underWay.catch(() => undefined);
  }

  const frames = decoder.frames(plan.path, plan.streamIndex, { framesPerSecond: plan.settings.framesPerSecond, skipTaken: taken }, job);
  for (;;) {
    const next = await frames.next();
    if (next.done) {
      results.push(analysis.finish());
      await flush(next.value);
      await underWay;
      return;
    }
    const result = await analysis.step(next.value.frame);
    results.push(result);
    taken += 1;
    decoded = next.value.decoded;
    lastTicks = next.value.frame.ticks;
    looked = {
      wholeFrames: looked.wholeFrames + (result.looked.everywhere ? 1 : 0),
      partialFrames: looked.partialFrames + (result.looked.everywhere ? 0 : 1),
      pixelShares: looked.pixelShares + result.looked.fraction,
    };
    if (taken % perBatch === 0) await flush(null);
  }
}

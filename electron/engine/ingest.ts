/** @file Receiving footage: hash, probe, then one transaction of exhibit, footage and entry for each file. Originals are only read. */
import { lstat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { makeClock } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import { exhibitSchema } from '../core/exhibit.ts';
import type { Exhibit, Footage, Provenance } from '../core/exhibit.ts';
import { Failure } from '../core/failure.ts';
import type { Finding } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { ContainerFacts, Decoder } from '../../native/decoder/decoder.ts';
import type { Case } from './caseFolder.ts';
import { assertUntouched, exhibitId, footageId, hashFile } from './hash.ts';
import type { HashedFile } from './hash.ts';
import { containerOf, findExhibit, footageOf, putExhibit } from './records.ts';

/** A received file with its streams, and what was noticed about it. */
export interface Received {
  readonly exhibit: Exhibit;
  readonly footage: readonly Footage[];
  readonly findings: readonly Finding[];
}

/** A file that was not received; `message` is the sentence of the failure with this code. */
export interface Refused {
  readonly name: string;
  readonly path: string;
  readonly sha256: string | null;
  readonly code: string;
  readonly message: string;
}

export interface Receipt {
  readonly received: readonly Received[];
  readonly refused: readonly Refused[];
}

/**
 * Receives files one after the other. A file that cannot be taken as footage is refused with its reason, which is an entry too, and
 * the others go on; what is damaged but can be read is received with findings. Stopped: what was received stays (Failure 'stopped').
 */
export async function receive(into: Case, files: readonly string[], provenance: Provenance, decoder: Decoder, job?: Job): Promise<Receipt> {
  const details = checkProvenance(provenance);
  const paths = files.map((file) => resolve(file));
  const sizes = await Promise.all(paths.map((path) => lstat(path).then((s) => (s.isFile() ? s.size : 0), () => 0)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const received: Received[] = [], refused: Refused[] = [];
  let before = 0;
  for (const [i, path] of paths.entries()) {
    const start = before;
    const outcome = await examine(path, decoder, job?.signal, (done) => job?.onProgress?.({ stage: 'receiving', done: start + done, total, unit: 'bytes' }));
    const result = record(into, path, outcome, details, paths.length);
    if ('exhibit' in result) received.push(result);
    else refused.push(result);
    before += sizes[i]!;
  }
  return { received, refused };
}

type Details = Omit<Exhibit, 'id' | 'name' | 'path' | 'sha256' | 'bytes' | 'receivedAt' | 'container'> & { readonly clock: Clock | null };

/** What was found out about a file before anything is written. */
type Outcome = { readonly hashed: HashedFile; readonly container: ContainerFacts } | { readonly hashed: HashedFile | null; readonly failure: Failure };

async function examine(path: string, decoder: Decoder, signal: AbortSignal | undefined, onBytes: (done: number) => void): Promise<Outcome> {
  let hashed: HashedFile | null = null;
  try {
    hashed = await hashFile(path, signal, onBytes);
    const container = await decoder.probe(path);
    await assertUntouched(path, hashed);
    return { hashed, container };
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'stopped' || error.code === 'decoder-missing') throw error;
    // The hash of a file that changed meanwhile is nobody's.
    return { hashed: error.code === 'file-changing' ? null : hashed, failure: error };
  }
}

function record(into: Case, place: string, outcome: Outcome, { clock, ...details }: Details, files: number): Received | Refused {
  // Windows allows names that are not well-formed Unicode, and canonical JSON does not.
  const path = place.toWellFormed();
  const name = basename(path);
  return into.write('operator', (append) => {
    const refuse = (failure: Failure): Refused => {
      const sha256 = outcome.hashed?.sha256 ?? null;
      append('exhibit-refused', { name, path, sha256, bytes: outcome.hashed?.bytes ?? null, code: failure.code, reason: failure.message });
      return { name, path, sha256, code: failure.code, message: failure.message };
    };
    if ('failure' in outcome) return refuse(outcome.failure);
    const { hashed, container } = outcome;
    const id = exhibitId(hashed.sha256);
    const known = findExhibit(into.db, id);
    if (known) return refuse(new Failure('exhibit-already-received', { name, as: known.name, reference: known.reference }));
    const exhibit: Exhibit = { ...details, id, name, path, sha256: hashed.sha256, bytes: hashed.bytes, receivedAt: new Date().toISOString(), container: containerOf(container) };
    const footage = container.videoStreams.map((facts) => footageOf(facts, footageId(id, facts.index), id, clock));
    const findings = noticed(container, clock, files);
    putExhibit(into.db, append('exhibit-received', { exhibit, footage, findings }), exhibit, footage);
    return { exhibit, footage, findings };
  });
}

/** What a reader of the record should know about a received file. */
function noticed(container: ContainerFacts, clock: Clock | null, files: number): Finding[] {
  const findings = container.messages.map((message) => ({ code: 'footage-message', message: `The decoder said on opening: ${message}` }));
  for (const { index, startTicks } of container.videoStreams) {
    if (startTicks === null) findings.push({ code: 'footage-no-start', message: `Stream ${index} states no start time; its ticks are counted as the decoder gives them.` });
  }
  if (clock === null) findings.push({ code: 'clock-missing', message: 'No time was given for the first frame, so frames have no wall time.' });
  else if (clock.checks.length === 0) findings.push({ code: 'clock-unchecked', message: 'The recorder’s clock was not checked against a reference, so the uncertainty of its times is not known.' });
  if (clock !== null && files > 1) findings.push({ code: 'clock-shared', message: `One start time was given for ${files} files together; it was taken as that of each.` });
  return findings;
}

function checkProvenance({ reference, camera, seizedBy, seizedAt, recorder, description, clock }: Provenance): Details {
  const filled = { reference, camera, seizedBy, seizedAt, recorder, description };
  for (const [field, value] of Object.entries(filled)) {
    if (value !== undefined && value.trim() === '') throw new Failure('exhibit-details', { field, expected: 'was left empty' });
  }
  if (seizedAt !== undefined && !exhibitSchema.shape.seizedAt.safeParse(seizedAt).success) {
    throw new Failure('exhibit-details', { field: 'seizedAt', expected: 'is a time with its zone, such as 2026-03-01T14:05:00Z' });
  }
  return {
    reference,
    camera: camera ?? null,
    seizedBy: seizedBy ?? null,
    seizedAt: seizedAt ?? null,
    recorder: recorder ?? null,
    description: description ?? null,
    clock: clock ? makeClock(clock) : null,
  };
}

/** @file Reading the files of a bundle for replay: with limits, compared with their hashes, and with what is wrong noted instead of thrown. */
import type { Note } from '../../bundle/findings.ts';
import type { BundleSource } from '../../bundle/source.ts';
import { textReader } from '../../bundle/textRead.ts';
import type { TextReader } from '../../bundle/textRead.ts';
import type { BundleFile } from '../../core/disclosure.ts';
import { Failure, shown } from '../../core/failure.ts';
import type { Finding } from '../../core/failure.ts';
import type { Job } from '../../core/job.ts';
import { sha256 } from '../hash.ts';

/** A bundle that is being read. What is wrong with it is told to `note`; reading goes on. */
export interface Reading extends TextReader {
  readonly source: BundleSource;
  readonly note: (code: 'replay-file' | 'replay-record' | 'replay-vectors' | 'replay-frame', message: string) => void;
  readonly job: Job;
}

/** Findings go to the end of `findings`. */
export function openReading(source: BundleSource, findings: Finding[], job: Job): Reading {
  const note = (code: string, message: string): void => void findings.push({ code, message });
  const noteOfBundle: Note = note;
  return { source, note, job, ...textReader(source, noteOfBundle) };
}

/** Failure 'stopped'. */
export function refuseWhenStopped(job: Job): void {
  if (job.signal?.aborted) throw new Failure('stopped', { kept: 'Nothing was changed.' });
}

/** The bytes of a file in pieces; a file that is not there or cannot be read to its end is noted and ends early. */
export async function* readPieces({ source, note, job }: Reading, path: string): AsyncGenerator<Uint8Array, undefined> {
  if (!source.files.has(path)) {
    note('replay-file', `The bundle has no file ${shown(path)}.`);
    return undefined;
  }
  try {
    for await (const piece of source.read(path)) {
      refuseWhenStopped(job);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    note('replay-file', `The file ${shown(path)} of the bundle cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return undefined;
}

/** A file of the payload that the disclosure names; null (noted) where it is not there or not the one with that hash. */
export async function readNamed(reading: Reading, file: BundleFile): Promise<Buffer | null> {
  const whole = await reading.bytes(`data/${file.path}`);
  if (whole && sha256(whole) === file.sha256) return Buffer.from(whole);
  reading.note('replay-file', `The bundle has no file ${shown(file.path)} with the SHA-256 that its disclosure names.`);
  return null;
}

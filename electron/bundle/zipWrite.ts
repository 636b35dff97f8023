/**
 * @file Writing a bundle's folder as one zip file (APPNOTE.TXT 6.3.10): stored, in order of path, without times of day, with 64-bit
 * sizes throughout, so that the same bundle gives the same bytes and no size takes another path through the program.
 */
import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import { refuseSmallDisk, syncFolder, writingFailure } from './disk.ts';
import { openFolder } from './folderRead.ts';
import { pathProblem } from './names.ts';
import type { BundleSource } from './source.ts';

/** Version 4.5 knows 64-bit sizes; 3 in the upper byte: external attributes are a Unix mode. */
const NEEDS = 45, MADE_BY = (3 << 8) | NEEDS;
const UTF8 = 0x800;
/** 1 January 1980, the earliest that there is. */
const NO_DATE = 0x21;
const MODE = 0o100644 * 2 ** 16;
const IN_64 = 0xffffffff;

/** Writes the folder into the zip `file` (which must not exist), below a folder of the same name, or “bundle” where that name is not for every system. Failures as of prepareBag; nothing half-made is left. */
export async function writeZip(folder: string, file: string, job: Job): Promise<void> {
  const place = resolve(file);
  const problems: string[] = [];
  const source = await openFolder(folder, (_code, message) => void problems.push(message));
  if (problems.length > 0) throw new Failure('bundle-refused', { bundle: folder, problems });
  if (await lstat(place).catch(() => null)) throw new Failure('file-exists', { file: place });
  const name = basename(resolve(folder));
  const top = pathProblem(name) === null ? name : 'bundle';
  const needBytes = neededBytes(source, top);
  const temporary = join(dirname(place), `.${basename(place).slice(0, 80)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await refuseSmallDisk(dirname(place), needBytes);
    const out = await open(temporary, 'wx');
    try {
      await writeEntries(out, source, top, job);
      await out.datasync();
    } finally {
      await out.close();
    }
    await rename(temporary, place);
    await syncFolder(dirname(place));
  } catch (error) {
    await rm(temporary, { force: true });
    throw await writingFailure(error, temporary, needBytes);
  }
}

async function writeEntries(out: FileHandle, source: BundleSource, top: string, job: Job): Promise<void> {
  let at = 0, done = 0;
  const total = [...source.files.values()].reduce((sum, bytes) => sum + bytes, 0);
  const put = async (bytes: Uint8Array, where = at): Promise<void> => {
    for (let written = 0; written < bytes.length; ) written += (await out.write(bytes, written, bytes.length - written, where + written)).bytesWritten;
    if (where === at) at += bytes.length;
  };
  const directory: Buffer[] = [];
  for (const path of source.files.keys()) {
    const name = Buffer.from(`${top}/${path}`);
    const headerAt = at;
    let crc = 0, bytes = 0;
    await put(localHeader(name, 0, 0));
    for await (const chunk of source.read(path)) {
      if (job.signal?.aborted) throw new Failure('stopped', { kept: 'No zip file is left.' });
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      done += chunk.length;
      await put(chunk);
      job.onProgress?.({ stage: 'writing the zip file', done, total, unit: 'bytes' });
    }
    await put(localHeader(name, crc, bytes), headerAt);
    directory.push(directoryEntry(name, crc, bytes, headerAt));
  }
  const directoryAt = at;
  for (const entry of directory) await put(entry);
  await put(endOf(directory.length, at - directoryAt, directoryAt, at));
}

function localHeader(name: Buffer, crc: number, bytes: number): Buffer {
  return Buffer.concat([fields([4, 0x04034b50], [2, NEEDS], [2, UTF8], [2, 0], [2, 0], [2, NO_DATE], [4, crc], [4, IN_64], [4, IN_64], [2, name.length], [2, 20]), name, fields([2, 1], [2, 16], [8, bytes], [8, bytes])]);
}

function directoryEntry(name: Buffer, crc: number, bytes: number, headerAt: number): Buffer {
  const head = fields(
    [4, 0x02014b50], [2, MADE_BY], [2, NEEDS], [2, UTF8], [2, 0], [2, 0], [2, NO_DATE], [4, crc], [4, IN_64], [4, IN_64], [2, name.length], [2, 28], [2, 0], [2, 0], [2, 0], [4, MODE], [4, IN_64],
  );
  return Buffer.concat([head, name, fields([2, 1], [2, 24], [8, bytes], [8, bytes], [8, headerAt])]);
}

/** Both ends, the 64-bit one with where it is, and the one that every reader looks for. */
function endOf(entries: number, bytes: number, directoryAt: number, at: number): Buffer {
  return fields(
    [4, 0x06064b50], [8, 44], [2, MADE_BY], [2, NEEDS], [4, 0], [4, 0], [8, entries], [8, entries], [8, bytes], [8, directoryAt],
    [4, 0x07064b50], [4, 0], [8, at], [4, 1],
    [4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, IN_64], [4, IN_64], [2, 0],
  );
}

/** Little-endian numbers, each in so many bytes. */
function fields(...all: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  return Buffer.concat(all.map(([bytes, value]) => {
    const field = Buffer.alloc(bytes);
    if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
    else field.writeUIntLE(value, 0, bytes);
    return field;
  }));
}

/** Content, and for each entry two headers and twice its name. */
function neededBytes(source: BundleSource, top: string): number {
  let bytes = 98;
  for (const [path, size] of source.files) bytes += size + 30 + 20 + 46 + 28 + 2 * Buffer.byteLength(`${top}/${path}`);
  return bytes;
}

/**
 * @file Writing a bundle as a signed bag (BagIt 1.0, RFC 8493): hashed while it is written, built beside its place, renamed when whole.
 *
 * In two steps, because the ledger's entry about a bundle names the manifest of its payload, and the bundle carries the proof of that
 * entry: `prepareBag` writes the payload and its manifest; the caller records the manifest's hash; `seal` adds the ledger's part, signs and renames.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { Job } from '../core/job.ts';
import type { SigningKey } from '../ledger/ed25519.ts';
import { allowedSigner, signSsh } from '../ledger/sshsig.ts';
import { refuseSmallDisk, syncFolder, writingFailure } from './disk.ts';
import { entryLines, ledgerFiles } from './ledgerPart.ts';
import type { LedgerPart } from './ledgerPart.ts';
import { BAGIT, MANIFEST, SIGNATURE, TAGS, bagInfo, manifestLine, payloadOxum, signerName } from './manifest.ts';
import { pathProblem, twinFinder } from './names.ts';
import { verifyText } from './verifyText.ts';

/** What a file came to: SHA-256 in hexadecimal. */
export interface WrittenFile {
  readonly sha256: string;
  readonly bytes: number;
}

/** Takes the payload, one file after the other. Paths are below the bag's `data/` folder. */
export interface BagWriter {
  file(path: string, content: Uint8Array | string): Promise<WrittenFile>;
  stream(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<WrittenFile>;
  copy(path: string, fromFile: string): Promise<WrittenFile>;
  /** What was written under this path. */
  read(path: string): Promise<Uint8Array>;
}

/** What the second step adds. */
export interface Seal {
  /** Label -> value of bag-info.txt. */
  readonly info: Readonly<Record<string, string>>;
  readonly ledger: LedgerPart;
  /** The exporting operator. */
  readonly signer: { readonly name: string; readonly key: SigningKey };
  /** Content of verify.mjs. */
  readonly verifier: string;
}

/** A bag whose payload is on the disk under a temporary name. Ends with seal or discard. */
export interface PreparedBag {
  /** SHA-256 (hexadecimal) of manifest-sha256.txt. */
  readonly manifestSha256: string;
  /** Of the payload. */
  readonly files: number;
  readonly bytes: number;
  /** Adds the rest, signs, and gives the folder its name. Where it fails, nothing of the bag is left. */
  seal(seal: Seal, job: Job): Promise<void>;
  discard(): Promise<void>;
}

/** A file takes whole blocks of the disk; most have this size. */
const BLOCK_BYTES = 4096;
/** So many files are synced at once: as many as threads of Node do files. */
const SYNCED_AT_ONCE = 4;

/**
 * Writes the payload for a bag that will be at `folder` (which must not exist). `expected`: how much it will be, where that is known; it
 * is compared with the free space beforehand. Failures 'file-exists', 'disk-too-small', 'disk-full', 'folder-unusable', 'stopped': nothing is left then.
 */
export async function prepareBag(folder: string, expected: { readonly bytes: number; readonly files: number } | null, put: (bag: BagWriter) => Promise<void>, job: Job): Promise<PreparedBag> {
  const place = resolve(folder);
  const needBytes = expected && expected.bytes + expected.files * BLOCK_BYTES;
  const temporary = join(dirname(place), `.${basename(place).slice(0, 80)}.${randomBytes(6).toString('hex')}.part`);
  const whole = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw await writingFailure(error, temporary, needBytes);
    }
  };
  return whole(async () => {
    await refuseExisting(place);
    await mkdir(dirname(place), { recursive: true });
    if (needBytes !== null) await refuseSmallDisk(dirname(place), needBytes);
    await mkdir(join(temporary, 'data'), { recursive: true });
    const payload = new Files(temporary, expected?.bytes ?? null, job);
    await put(payload.writer('data/'));
    const tags = new Files(temporary, null, job);
    const { sha256: manifestSha256 } = await tags.write(MANIFEST, payload.manifest());
    return {
      manifestSha256,
      files: payload.sums.size,
      bytes: payload.bytes,
      discard: () => rm(temporary, { recursive: true, force: true }),
      seal: (seal, sealJob) =>
        whole(async () => {
          await writeTags(tags, seal, payload);
          await syncAll(temporary, sealJob);
          await refuseExisting(place);
          await rename(temporary, place);
          await syncFolder(dirname(place));
        }),
    };
  });
}

async function writeTags(tags: Files, { info, ledger, signer, verifier }: Seal, payload: Files): Promise<void> {
  const name = signerName(signer.name);
  await tags.write('bagit.txt', BAGIT);
  await tags.write('bag-info.txt', bagInfo({ ...info, 'Payload-Oxum': payloadOxum(payload.bytes, payload.sums.size) }));
  for (const [path, content] of ledgerFiles(ledger)) await tags.write(path, content);
  await tags.write('ledger/entries.jsonl', encoded(entryLines(ledger)));
  await tags.write('allowed_signers', allowedSigner(name, signer.key.publicKey));
  await tags.write('verify.mjs', verifier);
  await tags.write('VERIFY.txt', verifyText(name, ledger));
  // From here nothing is listed any more: the manifest of tags cannot list itself, nor the signature over it.
  const manifest = Buffer.from(tags.manifest());
  await tags.write(TAGS, manifest);
  await tags.write(SIGNATURE, signSsh(manifest, signer.key));
}

/** Files below one folder, and their hashes. */
class Files {
  readonly sums = new Map<string, string>();
  bytes = 0;
  private readonly top: string;
  private readonly expectedBytes: number | null;
  private readonly job: Job;
  private readonly twinOf = twinFinder();
  private readonly folders = new Set<string>();

  constructor(top: string, expectedBytes: number | null, job: Job) {
    this.top = top;
    this.expectedBytes = expectedBytes;
    this.job = job;
  }

  writer(below: string): BagWriter {
    return {
      file: (path, content) => this.write(`${below}${path}`, content),
      stream: (path, chunks) => this.write(`${below}${path}`, chunks),
      copy: (path, fromFile) => this.write(`${below}${path}`, createReadStream(fromFile, { highWaterMark: 2 ** 20 })),
      read: (path) => readFile(join(this.top, `${below}${path}`)),
    };
  }

  async write(path: string, content: Uint8Array | string | AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<WrittenFile> {
    const problem = pathProblem(path) ?? this.twinOf(path);
    if (problem !== null) throw new TypeError(`a file of a bundle cannot be called ${path}: ${problem}`);
    await this.makeFolder(dirname(path));
    const digest = createHash('sha256');
    let bytes = 0;
    const file = await open(join(this.top, path), 'wx');
    try {
      for await (const chunk of typeof content === 'string' || content instanceof Uint8Array ? [Buffer.from(content)] : content) {
        if (this.job.signal?.aborted) throw new Failure('stopped', { kept: 'Nothing of the bundle is left.' });
        digest.update(chunk);
        await writeAll(file, chunk);
        bytes += chunk.length;
        this.bytes += chunk.length;
        this.job.onProgress?.({ stage: 'writing the bundle', done: this.bytes, total: this.expectedBytes, unit: 'bytes' });
      }
    } finally {
      await file.close();
    }
    const sha256 = digest.digest('hex');
    this.sums.set(path, sha256);
    return { sha256, bytes };
  }

  /** In order of path, so that the same files give the same manifest. */
  manifest(): string {
    return [...this.sums.keys()].sort().map((path) => manifestLine(this.sums.get(path)!, path)).join('');
  }

  private async makeFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    await mkdir(join(this.top, path), { recursive: true });
    this.folders.add(path);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
}

/** Lines in pieces that are worth writing. */
function* encoded(lines: Iterable<string>): Generator<Uint8Array> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 2 ** 16) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

/** Makes every file and folder durable before the folder gets its name. */
async function syncAll(top: string, job: Job): Promise<void> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      if (job.signal?.aborted) throw new Failure('stopped', { kept: 'Nothing of the bundle is left.' });
      const handle = await open(file, 'r+');
      await handle.datasync().finally(() => handle.close());
      job.onProgress?.({ stage: 'making the bundle durable', done: ++done, total: done + files.length, unit: 'files' });
    }
  };
  await Promise.all(Array.from({ length: SYNCED_AT_ONCE }, worker));
  for (const entry of entries) if (entry.isDirectory()) await syncFolder(join(entry.parentPath, entry.name));
  await syncFolder(top);
}

async function refuseExisting(place: string): Promise<void> {
  if (await lstat(place).catch(() => null)) throw new Failure('file-exists', { file: place });
}

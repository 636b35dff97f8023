/**
 * @file Reading a bundle from a zip file (APPNOTE.TXT 6.3.10). A zip is transport only, so nothing in it is taken on trust: stored
 * entries only (nothing can grow), every byte of the file belongs to exactly one entry or to the directory, both headers of an entry
 * say the same, and names follow the bundle's own rules.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { shown } from '../core/failure.ts';
import type { Note } from './findings.ts';
import { pathProblem, twinFinder } from './names.ts';
import { READ_BYTES, letOthers } from './source.ts';
import type { BundleSource } from './source.ts';

const END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, DIRECTORY = 0x02014b50, LOCAL = 0x04034b50;
const END_BYTES = 22, END_64_BYTES = 56, LOCATOR_BYTES = 20, DIRECTORY_BYTES = 46, LOCAL_BYTES = 30;
/** Bits of the flags: encrypted; sizes stand behind the content; the name is UTF-8. */
const ENCRYPTED = 1, SIZES_BEHIND = 8, UTF8 = 0x800;
/** Extra fields: 64-bit sizes; another name than the one in the header. */
const EXTRA_64 = 1, EXTRA_NAME = 0x7075;
/** Stands where the number is in the 64-bit field. */
const IN_64 = 0xffffffff;
/** A directory of a million files is smaller; a larger one is not read into memory. */
const LARGEST_DIRECTORY = 2 ** 28;
/** File type of a Unix mode. */
const TYPE = 0o170000, FOLDER = 0o040000, REGULAR = 0o100000;

interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  readonly crc: number;
  readonly flags: number;
  readonly headerAt: number;
  contentAt: number;
}

/** What is wrong with a zip, as the end of a sentence. */
export class ZipDamage extends Error {}

/** The zip as a source; null where its structure does not hold together (noted). */
export function openZip(path: string, note: Note): BundleSource | null {
  const file = openSync(path, 'r');
  try {
    return sourceOf(file, placeEntries(file, readDirectory(file, fstatSync(file).size, note)), note);
  } catch (error) {
    closeSync(file);
    if (!(error instanceof ZipDamage)) throw error;
    note('bundle-zip', `The zip file is refused: ${error.message}.`);
    return null;
  }
}

function sourceOf(file: number, entries: readonly ZipEntry[], note: Note): BundleSource {
  const top = topFolder(entries);
  const kept = new Map<string, ZipEntry>();
  const twinOf = twinFinder();
  for (const entry of entries) {
    const path = entry.name.slice(top.length);
    if (entry.name.endsWith('/')) continue;
    const problem = pathProblem(path);
    const twin = problem === null ? twinOf(path) : null;
    if (problem !== null) note('bundle-file-name', `The name ${shown(entry.name)} cannot be used in a bundle: ${problem}.`);
    if (twin !== null) note('bundle-file-name', `Some systems take ${shown(path)} and ${shown(twin)} for one.`);
    if (problem === null && !kept.has(path)) kept.set(path, entry);
  }
  const sorted = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { files: new Map(sorted.map(([path, { bytes }]) => [path, bytes])), read: (path) => readEntry(file, kept.get(path)!), close: () => closeSync(file) };
}

/** A bundle lies in a zip as one folder, or without. */
function topFolder(entries: readonly ZipEntry[]): string {
  const top = /^[^/]+\//.exec(entries[0]?.name ?? '')?.[0] ?? '';
  return top !== '' && pathProblem(top.slice(0, -1)) === null && entries.every(({ name }) => name.startsWith(top)) ? top : '';
}

/** The entries of files and folders, from the directory at the end of the zip. */
function readDirectory(file: number, size: number, note: Note): { readonly entries: ZipEntry[]; readonly end: number } {
  const end = readAt(file, size - END_BYTES, END_BYTES);
  if (end.readUInt32LE(0) !== END || end.readUInt16LE(20) !== 0) throw new ZipDamage('it does not end as a zip file does');
  let at = end.readUInt32LE(16), bytes = end.readUInt32LE(12), count = end.readUInt16LE(10), until = size - END_BYTES;
  if (until >= LOCATOR_BYTES) {
    const locator = readAt(file, until - LOCATOR_BYTES, LOCATOR_BYTES);
    if (locator.readUInt32LE(0) === LOCATOR_64) {
      until -= LOCATOR_BYTES + END_64_BYTES;
      const end64 = readAt(file, until, END_64_BYTES);
      if (end64.readUInt32LE(0) !== END_64 || large(locator, 8) !== until) throw new ZipDamage('its 64-bit end is not where it should be');
      const wide = [large(end64, 48), large(end64, 40), large(end64, 32)] as const;
      // Other readers look at the smaller numbers first: those must not lead them to another directory.
      if ((at !== IN_64 && at !== wide[0]) || (bytes !== IN_64 && bytes !== wide[1]) || (count !== 0xffff && count !== wide[2])) throw new ZipDamage('its two ends contradict one another');
      [at, bytes, count] = wide;
    }
  }
  if (at + bytes !== until || bytes > LARGEST_DIRECTORY) throw new ZipDamage('its directory does not fill the place before its end');
  const directory = readAt(file, at, bytes);
  const entries: ZipEntry[] = [];
  let seen = 0, compressed = 0;
  for (let p = 0; p < bytes; seen++) {
    if (p + DIRECTORY_BYTES > bytes || directory.readUInt32LE(p) !== DIRECTORY) throw new ZipDamage('its directory is damaged');
    const nameEnd = p + DIRECTORY_BYTES + directory.readUInt16LE(p + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(p + 30);
    const header = directory.subarray(p, nameEnd);
    p = extraEnd + directory.readUInt16LE(p + 32);
    if (p > bytes) throw new ZipDamage('its directory is damaged');
    const entry = entryOf(header, directory.subarray(nameEnd, extraEnd));
    const type = header.readUInt8(5) === 3 ? header.readUInt16LE(40) & TYPE : 0;
    const folder = entry.name.endsWith('/');
    if (type !== 0 && type !== (folder ? FOLDER : REGULAR)) note('bundle-file-special', `${shown(entry.name)} in the zip is a link or device, not a file.`);
    if (header.readUInt16LE(10) !== 0) compressed++;
    else if (folder && entry.bytes !== 0) throw new ZipDamage(`its folder ${shown(entry.name)} has content`);
    else entries.push(entry);
  }
  if (seen !== count) throw new ZipDamage('it holds more or fewer entries than it says');
  if (compressed > 0) {
    note('bundle-zip-compressed', `${compressed} entries of the zip are compressed, so it is not the file that was written; unpack it with a tool that you trust and check the folder.`);
    throw new ZipDamage('it is compressed');
  }
  return { entries, end: at };
}

function entryOf(header: Buffer, extra: Buffer): ZipEntry {
  const flags = header.readUInt16LE(8);
  const name = nameOf(header.subarray(DIRECTORY_BYTES), flags);
  if (flags & ENCRYPTED) throw new ZipDamage(`${shown(name)} in it is encrypted`);
  const [bytes, packed, headerAt] = numbersOf(header, [24, 20, 42], extra, name);
  if (header.readUInt16LE(10) === 0 && packed !== bytes) throw new ZipDamage(`the sizes of ${shown(name)} contradict one another`);
  return { name, bytes: bytes!, crc: header.readUInt32LE(16), flags, headerAt: headerAt!, contentAt: -1 };
}

/** Numbers of a header; those that are too large for it are in the 64-bit field, in this order. */
function numbersOf(header: Buffer, places: readonly number[], extra: Buffer, name: string): number[] {
  const wide = extraField(extra, name);
  let from = 0;
  return places.map((place) => {
    const small = header.readUInt32LE(place);
    if (small !== IN_64) return small;
    if (from + 8 > wide.length) throw new ZipDamage(`the sizes of ${shown(name)} are missing`);
    from += 8;
    return large(wide, from - 8);
  });
}

function nameOf(bytes: Buffer, flags: number): string {
  try {
    if (bytes.every((byte) => byte < 0x80) || flags & UTF8) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ZipDamage(`the name ${shown(bytes.toString('latin1'))} is not UTF-8`);
  }
  throw new ZipDamage(`it does not say how the name ${shown(bytes.toString('latin1'))} is written`);
}

/** The 64-bit sizes of an extra field. */
function extraField(extra: Buffer, name: string): Buffer {
  let wide: Buffer = Buffer.alloc(0);
  for (let p = 0; p < extra.length; ) {
    const end = p + 4 + (p + 4 <= extra.length ? extra.readUInt16LE(p + 2) : IN_64);
    if (end > extra.length) throw new ZipDamage(`the extra field of ${shown(name)} is damaged`);
    const kind = extra.readUInt16LE(p);
    if (kind === EXTRA_NAME) throw new ZipDamage(`${shown(name)} has a second name`);
    if (kind === EXTRA_64) wide = extra.subarray(p + 4, end);
    p = end;
  }
  return wide;
}

/** Finds where each entry's content is. All of them, in order, fill the file up to its directory: nothing lies between, under or before them. */
function placeEntries(file: number, { entries, end }: { readonly entries: readonly ZipEntry[]; readonly end: number }): readonly ZipEntry[] {
  let filled = 0, room = 0;
  for (const entry of entries.toSorted((a, b) => a.headerAt - b.headerAt)) {
    const local = readAt(file, entry.headerAt, LOCAL_BYTES);
    const nameBytes = local.readUInt16LE(26);
    const rest = readAt(file, entry.headerAt + LOCAL_BYTES, nameBytes + local.readUInt16LE(28));
    const [bytes, packed] = numbersOf(local, [22, 18], rest.subarray(nameBytes), entry.name);
    const behind = (entry.flags & SIZES_BEHIND) !== 0;
    const sameSizes = behind || (bytes === entry.bytes && packed === entry.bytes && local.readUInt32LE(14) === entry.crc);
    const same = local.readUInt32LE(0) === LOCAL && local.readUInt16LE(8) === 0 && local.readUInt16LE(6) === entry.flags && sameSizes;
    if (!same || nameOf(rest.subarray(0, nameBytes), entry.flags) !== entry.name) throw new ZipDamage(`the two headers of ${shown(entry.name)} contradict one another`);
    if (entry.headerAt < filled || entry.headerAt > filled + room) throw new ZipDamage(`bytes before ${shown(entry.name)} belong to no entry or to two`);
    entry.contentAt = entry.headerAt + LOCAL_BYTES + rest.length;
    filled = entry.contentAt + entry.bytes;
    // Signature, checksum and two 64-bit sizes at most.
    room = behind ? 24 : 0;
  }
  if (end < filled || end > filled + room) throw new ZipDamage('bytes before its directory belong to no entry or to two');
  return entries;
}

async function* readEntry(file: number, { contentAt, bytes, crc }: ZipEntry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  for (let done = 0; done < bytes; ) {
    const chunk = readAt(file, contentAt + done, Math.min(READ_BYTES, bytes - done));
    sum = crc32(chunk, sum);
    done += chunk.length;
    yield chunk;
    if (chunk.length === READ_BYTES) await letOthers();
  }
  if (sum !== crc) throw new ZipDamage('its checksum in the zip is another one');
}

function readAt(file: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  if (at < 0 || readSync(file, buffer, 0, bytes, at) !== bytes) throw new ZipDamage('it is cut short');
  return buffer;
}

/** A 64-bit number that has to be one that files can have. */
function large(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipDamage('it states a size that nothing has');
  return Number(value);
}

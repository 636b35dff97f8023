/** @file Zip files put together by hand, right or wrong in each of their parts. */
import { crc32 } from 'node:zlib';

/** One entry; what is left out is as it should be for the content. */
export interface ZipPart {
  readonly name: string | Buffer;
  readonly content?: Buffer;
  /** Name in the header before the content, where it is another. */
  readonly localName?: string;
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode with the file's type; null: attributes of another system. */
  readonly mode?: number | null;
  readonly extra?: Buffer;
  readonly bytes?: number;
  readonly packed?: number;
  readonly crc?: number;
  /** Bytes before this entry that belong to nothing. */
  readonly gap?: Buffer;
  /** Where the directory says that it begins. */
  readonly headerAt?: number;
  /** Bytes behind the content, as where sizes stand there. */
  readonly behind?: Buffer;
}

/** `tail` stands behind the end; `count`: how many entries the end states; `before` stands before all. */
export interface ZipWhole {
  readonly tail?: Buffer;
  readonly count?: number;
  readonly before?: Buffer;
  readonly comment?: Buffer;
}

export function makeZip(parts: readonly ZipPart[], { tail = Buffer.alloc(0), count = parts.length, before = Buffer.alloc(0), comment = Buffer.alloc(0) }: ZipWhole = {}): Buffer {
  const out: Buffer[] = [before];
  const directory: Buffer[] = [];
  const length = (): number => out.reduce((sum, piece) => sum + piece.length, 0);
  for (const { name, content = Buffer.alloc(0), localName, method = 0, flags = 0x800, mode = 0o100644, extra = Buffer.alloc(0), bytes = content.length, packed = content.length, crc = crc32(content), gap, headerAt, behind } of parts) {
    if (gap) out.push(gap);
    const at = headerAt ?? length();
    const named = Buffer.from(name), local = Buffer.from(localName ?? named);
    const shared = Buffer.concat([u16(flags), u16(method), u16(0), u16(0x21), u32(crc), u32(packed), u32(bytes)]);
    out.push(u32(0x04034b50), u16(20), shared, u16(local.length), u16(extra.length), local, extra, content, behind ?? Buffer.alloc(0));
    directory.push(u32(0x02014b50), u16(mode === null ? 20 : 0x314), u16(20), shared, u16(named.length), u16(extra.length), u16(0), u16(0), u16(0), u32((mode ?? 0) * 2 ** 16), u32(at), named, extra);
  }
  const at = length();
  const all = Buffer.concat(directory);
  return Buffer.concat([...out, all, u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(all.length), u32(at), u16(comment.length), comment, tail]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

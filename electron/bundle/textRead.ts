/** @file Small files of a bundle as bytes, text or lines, with limits, so that a hostile one takes no memory. */
import { shown } from '../core/failure.ts';
import type { Note } from './findings.ts';
import type { BundleSource } from './source.ts';

/** The disclosure of a case with a thousand searches is smaller; nothing larger is read whole. */
const LARGEST_WHOLE = 2 ** 28;
/** No entry and no candidate is nearly as long. */
const LONGEST_LINE = 2 ** 24;

/** Reads whole files; null, and noted, where one cannot be read, is too large or is not UTF-8. A missing file is null without a note: that is noted elsewhere. */
export interface TextReader {
  bytes(path: string): Promise<Uint8Array | null>;
  text(path: string): Promise<string | null>;
  /** The lines of a file that ends with a whole line; anything after the last whole line is noted. */
  lines(path: string): AsyncGenerator<string>;
}

export function textReader(source: BundleSource, note: Note): TextReader {
  const unreadable = (path: string, why: string): null => {
    note('bundle-file-unreadable', `${shown(path)} cannot be read: ${why}.`);
    return null;
  };
  const decode = (path: string, bytes: Uint8Array): string | null => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return unreadable(path, 'it is not UTF-8');
    }
  };
  const bytes = async (path: string): Promise<Uint8Array | null> => {
    const size = source.files.get(path);
    if (size === undefined) return null;
    if (size > LARGEST_WHOLE) return unreadable(path, 'it is far larger than such a file is');
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source.read(path)) chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      return unreadable(path, error instanceof Error ? error.message : String(error));
    }
  };
  return {
    bytes,
    async text(path) {
      const content = await bytes(path);
      return content && decode(path, content);
    },
    async *lines(path) {
      if (!source.files.has(path)) return;
      let kept: Uint8Array[] = [], length = 0;
      try {
        for await (const chunk of source.read(path)) {
          let from = 0;
          for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
            const line = decode(path, Buffer.concat([...kept, chunk.subarray(from, end)]));
            if (line === null) return;
            yield line;
            [kept, length, from] = [[], 0, end + 1];
          }
          kept.push(chunk.subarray(from));
          length += chunk.length - from;
          if (length > LONGEST_LINE) return void unreadable(path, 'it has a line far longer than such lines are');
        }
      } catch (error) {
        return void unreadable(path, error instanceof Error ? error.message : String(error));
      }
      if (length > 0) unreadable(path, 'it does not end with a whole line');
    },
  };
}

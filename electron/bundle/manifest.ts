/** @file Manifests and tag files of a bag (BagIt 1.0, RFC 8493), in the one form that also `sha256sum -c` reads. */
import { shown } from '../core/failure.ts';
import type { Note } from './findings.ts';
import { pathProblem } from './names.ts';

export const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Tag files that a bundle always has; all but the last two are listed in the manifest of tags. */
export const MANIFEST = 'manifest-sha256.txt', TAGS = 'tagmanifest-sha256.txt', SIGNATURE = `${TAGS}.sig`;
export const tagFiles = [
  'bagit.txt', 'bag-info.txt', MANIFEST, 'allowed_signers', 'VERIFY.txt', 'verify.mjs',
  'ledger/case-key.pub', 'ledger/checkpoint.txt', 'ledger/consistency.json', 'ledger/entries.jsonl', TAGS, SIGNATURE,
] as const;

/** One line: 64 hexadecimal digits, two spaces, the path from the top of the bag. */
export function manifestLine(sha256: string, path: string): string {
  return `${sha256}  ${path}\n`;
}

/** Path -> SHA-256 of a manifest's text. Every line that is not exactly of the form is noted. */
export function readManifest(name: string, text: string, note: Note): Map<string, string> {
  const sums = new Map<string, string>();
  if (text !== '' && !text.endsWith('\n')) note('bundle-manifest', `${name} does not end with a whole line.`);
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || pathProblem(path) !== null) note('bundle-manifest', `${name} has a line that is not a hash and a path: ${shown(line)}.`);
    else if (sums.has(path)) note('bundle-manifest', `${name} lists ${shown(path)} twice.`);
    else if (path.startsWith('data/') !== (name === MANIFEST)) note('bundle-manifest', `${name} lists ${shown(path)}, which has no place in it.`);
    else sums.set(path, sha256);
  }
  return sums;
}

/** The text of bag-info.txt. A value is one line. */
export function bagInfo(info: Readonly<Record<string, string>>): string {
  return Object.entries(info).map(([label, value]) => {
    if (!/^[A-Za-z-]+$/.test(label) || value !== value.trim() || /[\r\n]/.test(value)) throw new TypeError(`not a line of bag-info.txt: ${label}`);
    return `${label}: ${value}\n`;
  }).join('');
}

/** How much the payload is, as bag-info.txt states it: bytes, dot, files. */
export function payloadOxum(bytes: number, files: number): string {
  return `${bytes}.${files}`;
}

/** An operator's name as ssh-keygen takes it: letters, digits, dots and dashes. */
export function signerName(operator: string): string {
  return operator.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-|-$/g, '') || 'exporter';
}

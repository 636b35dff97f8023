/** @file Names of files in a bundle: those that mean the same on every system that may come to hold it, and no others. */

/** Names that Windows keeps for devices, with any ending. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;
/** Control and formatting characters (which can turn a name round on the screen), line separators, and halves of surrogate pairs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
/** What Windows refuses, what other systems take for a separator, and what a manifest would have to write as something else. */
const FORBIDDEN = /[\\:*?"<>|%]/;
/** Longest name in most file systems, and longest path from the top of a bundle. */
const NAME_BYTES = 255, PATH_BYTES = 1024;

/** What is wrong with a path from the top of a bundle, separated by slashes; null where nothing is. */
export function pathProblem(path: string): string | null {
  // What takes the place of bytes that are not UTF-8.
  if (path.includes('\ufffd')) return 'it is not UTF-8';
  if (path !== path.normalize('NFC')) return 'it is not in Unicode’s normal form C';
  if (INVISIBLE.test(path)) return 'it has control or invisible characters';
  if (FORBIDDEN.test(path)) return 'it has a character that file systems take for something else';
  if (Buffer.byteLength(path) > PATH_BYTES) return 'it is too long';
  for (const name of path.split('/')) {
    if (name === '' || name === '.' || name === '..') return 'it leads somewhere else';
    if (/[. ]$/.test(name)) return 'a name in it ends in a dot or a space';
    if (RESERVED.test(name)) return 'a name in it is one that Windows keeps for devices';
    if (Buffer.byteLength(name) > NAME_BYTES) return 'a name in it is too long';
  }
  return null;
}

/**
 * Finds paths that cannot be together: told each path of a file once, says which earlier one some file system takes for it, or that one is a file
 * and a folder at once.
 */
export function twinFinder(): (path: string) => string | null {
  const known = new Map<string, { readonly spelt: string; readonly file: boolean }>();
  return (path) => {
    let twin: string | null = null;
    // Folders too: `Data/a` and `data/b` come to lie in one folder.
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const file = end < 0;
      const spelt = file ? path : path.slice(0, end);
      const folded = spelt.normalize('NFC').toUpperCase().toLowerCase();
      const earlier = known.get(folded);
      if (earlier === undefined) known.set(folded, { spelt, file });
      else if (earlier.spelt !== spelt || earlier.file || file) twin ??= earlier.spelt;
      if (file) return twin;
    }
  };
}

/** @file What a reader sees of a text that may come from anywhere. */

/**
 * Characters that cannot be seen, or that turn the order of others round, and halves of characters are shown as their numbers: a file's name
 * may not rewrite the sentence it stands in. Line feeds stay.
 */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (c) => (c === '\n' ? c : `\\u{${c.codePointAt(0)!.toString(16)}}`));
}

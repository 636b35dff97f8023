/** @file The outcome of a check in words, the same from `retrace verify` and from verify.mjs. */
import type { VerifyReport } from './verify.ts';

/** Some lines, without a line feed at the end. */
export function reportText(report: VerifyReport): string {
  const { files, bytes, entriesDisclosed, entriesHidden, signer, caseKey, keyExpected, findings } = report;
  const keys = keyExpected ? 'which is the expected one' : 'which has to be compared with one that you were given by another way: see VERIFY.txt';
  return [
    `${files} files with ${bytes} bytes; ${entriesDisclosed} entries of the ledger are disclosed, ${entriesHidden} more are counted and hidden.`,
    `Signed by ${signer === null ? 'nobody whose signature holds' : `${signer.name}, key ${signer.key}`}.`,
    `The key of the case is ${caseKey ?? 'not readable'}${caseKey !== null && (findings.length === 0 || !keyExpected) ? `, ${keys}` : ''}.`,
    ...(findings.length === 0
      ? ['Nothing was found wrong: the files, the signatures, the disclosed entries and what the bundle says of them agree. That what they say is true, no check can show.']
      : [`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}:`, ...findings.map(({ code, message }) => `  ${code}: ${message}`)]),
  ].join('\n');
}

/** @file What runs as verify.mjs: the check of the bundle that the file lies in, or of the folder or zip that is named. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportText } from './reportText.ts';
import { verifyBundle } from './verify.ts';

const USAGE = `node verify.mjs [folder or zip] [--key KEY]

Checks a disclosure bundle: this one, if none is named. KEY is the public key of the case in hexadecimal, as you were given it by another
way. Exit code 0: nothing was found wrong; 1: findings; 2: wrong usage, or
nothing there to check.
`;

async function runVerifier(args: readonly string[]): Promise<number> {
  const words = [...args];
  const at = words.indexOf('--key');
  const key = at < 0 ? null : (words.splice(at, 2)[1]?.toLowerCase() ?? '');
  if (words.length > 1 || words.some((word) => word.startsWith('-')) || (key !== null && !/^[0-9a-f]{64}$/.test(key))) {
    process.stderr.write(USAGE);
    return 2;
  }
  const report = await verifyBundle(words[0] ?? dirname(fileURLToPath(import.meta.url)), key, {});
  process.stdout.write(`${reportText(report)}\n`);
  if (report.findings.some(({ code }) => code === 'bundle-missing')) return 2;
  return report.findings.length > 0 ? 1 : 0;
}

process.exitCode = await runVerifier(process.argv.slice(2));

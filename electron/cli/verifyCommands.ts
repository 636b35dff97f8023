/** @file `verify`: checking a disclosure bundle, with no case and no keys. */
import { reportText } from '../bundle/reportText.ts';
import { verifyBundle } from '../bundle/verify.ts';
import { Failure } from '../core/failure.ts';
import { text, UsageError } from './command.ts';
import type { Command } from './command.ts';

export const verify: Command = {
  usage: 'verify <bundle> [--key KEY]',
  summary: 'checks a disclosure bundle, a folder or a zip file; lists what is wrong',
  words: [1, 1],
  options: { key: { kind: 'text', value: 'KEY', says: 'public key of the case in hexadecimal, as you were given it by another way' } },
  async run({ positionals, flags, job }) {
    const key = text(flags, 'key')?.toLowerCase() ?? null;
    if (key !== null && !/^[0-9a-f]{64}$/.test(key)) throw new UsageError('--key takes the 64 hexadecimal digits of a public key');
    const report = await verifyBundle(positionals[0]!, key, job).catch((error: unknown) => {
      throw job.signal?.aborted ? new Failure('stopped', { kept: 'Nothing was changed; the check was not finished.' }, { cause: error }) : error;
    });
    if (report.findings.some(({ code }) => code === 'bundle-missing')) throw new Failure('file-missing', { name: positionals[0]! });
    return { json: report, text: reportText(report), exit: report.findings.length > 0 ? 1 : 0 };
  },
};

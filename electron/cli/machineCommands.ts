/** @file Commands about this machine and its packs: pack list, pack verify, pack add, doctor, serve. */
import { once } from 'node:events';
import { Failure } from '../core/failure.ts';
import { doctor as examine } from '../engine/doctor.ts';
import { addPack, defaultPack, listPacks } from '../engine/models.ts';
import type { ListedPack } from '../engine/models.ts';
import { nativeAttempts } from '../nativeAttempts.ts';
import type { Command } from './command.ts';
import { table } from './terminal.ts';

function packText(pack: ListedPack): string {
  return [`${pack.id} ${pack.version}: ${pack.title}`, `  digest ${pack.digest}`, `  ${pack.dimension} numbers, ${pack.metric}, ${pack.origin}`, ...pack.notes.map((note) => `  Note: ${note}`)].join('\n');
}

export const packList: Command = {
  usage: 'pack list',
  summary: 'the model packs of this machine, with their limits',
  words: [0, 0],
  options: {},
  async run({ home }) {
    const packs = await listPacks(home);
    return { json: { packs }, text: packs.map(packText).join('\n\n'), exit: 0 };
  },
};

export const packVerify: Command = {
  usage: 'pack verify [id or folder]',
  summary: `checks every file of a pack (${defaultPack} unless named) and runs its self-test on this machine`,
  words: [0, 1],
  options: {},
  async run({ engine, positionals, job }) {
    const { findings, selfTest } = await engine.verifyPack(positionals[0] ?? defaultPack, job);
    const scores = selfTest?.scores.map((s) => [s.pair, s.expected.toFixed(5), s.got.toFixed(5)]) ?? [];
    return {
      json: { findings, selfTest },
      text: [
        findings.length === 0 ? 'Every file is what the pack says, and the self-test passed.' : findings.map((f) => `${f.code}: ${f.message}`).join('\n'),
        ...(scores.length > 0 ? [table(['known pair', 'expected', 'here'], scores, ['expected', 'here'])] : []),
      ].join('\n'),
      exit: findings.length > 0 ? 1 : 0,
    };
  },
};

export const packAdd: Command = {
  usage: 'pack add <folder>',
  summary: 'admits a pack from a folder with a pack.json, after its self-test',
  words: [1, 1],
  options: {},
  async run({ engine, home, positionals, job }) {
    const { findings } = await engine.verifyPack(positionals[0]!, job);
    if (findings.length > 0) throw new Failure('pack-refused', { pack: positionals[0]!, reasons: findings.map((f) => f.message) });
    const pack = await addPack(positionals[0]!, home);
    return { json: { pack }, text: `Added.\n${packText(pack)}`, exit: 0 };
  },
};

export const doctor: Command = {
  usage: 'doctor',
  summary: 'what works on this machine and what is missing',
  words: [0, 0],
  options: {},
  async run({ home, job }) {
    const facts = await examine({ home, attempts: nativeAttempts }, job);
    const mark = { works: 'works  ', limited: 'limited', missing: 'missing' };
    return { json: { facts }, text: facts.map((f) => `${mark[f.state]}  ${f.what}: ${f.sentence}${f.advice ? `\n         ${f.advice}` : ''}`).join('\n'), exit: 0 };
  },
};

export const serve: Command = {
  usage: 'serve [folder]',
  summary: 'opens the window’s pages for a browser on this machine (127.0.0.1) and prints the address, which works once',
  words: [0, 1],
  options: {},
  async run({ positionals, flags, job }) {
    const { serve: openHost } = await import('../serve.ts');
    const host = await openHost(positionals[0] ?? null);
    // Said at once and not as the outcome: the address is of use only while this runs.
    process.stdout.write(flags['json'] ? `${JSON.stringify({ address: host.address })}\n` : `Open this address on this machine; it works once:\n${host.address}\nCtrl-C ends it.\n`);
    if (!job.signal?.aborted && job.signal) await once(job.signal, 'abort');
    await host.close();
    return { json: undefined, text: 'Stopped as asked. Nothing was left behind.', exit: 130 };
  },
};

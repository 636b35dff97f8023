/** @file Commands for probes: probe add, probe list. */
import type { Probe } from '../core/probe.ts';
import { disposals, origins, originWords } from '../core/provenance.ts';
import type { Provenance } from '../core/provenance.ts';
import { defaultPack } from '../engine/models.ts';
import { listProbes } from '../engine/probing.ts';
import { choice, inCase, list, text, UsageError, wholeNumber } from './command.ts';
import type { Command, Flags } from './command.ts';

export const probeAdd: Command = {
  usage: 'probe add <folder> <image> --label NAME --origin CLASS --source TEXT --basis TEXT  |  probe add <folder> --track ID ...',
  summary: 'takes a face to search for, from an image or from a track of this case',
  words: [1, 2],
  options: {
    label: { kind: 'text', value: 'NAME', required: true, says: 'what to call it' },
    origin: { kind: 'text', value: 'CLASS', says: `where such a picture comes from: ${origins.join(', ')}; of a track always footage` },
    source: { kind: 'text', value: 'TEXT', required: true, says: 'who or what it was obtained from' },
    basis: { kind: 'text', value: 'TEXT', required: true, says: 'lawful basis for holding and searching it' },
    'taken-on': { kind: 'text', value: 'DATE', says: 'when it was taken, such as 2026-03-14' },
    'review-on': { kind: 'text', value: 'DATE', says: 'when somebody has to look whether it may be kept; a custody photograph needs it' },
    disposal: { kind: 'text', value: 'OUTCOME', says: `of a custody photograph, how that case ended: ${disposals.join(', ')}` },
    'retention-decision': { kind: 'text', value: 'TEXT', says: 'the recorded decision to keep the photograph of somebody who was not convicted' },
    edit: { kind: 'list', value: 'STEP', says: 'what was done to the picture, each step with its own --edit, in order' },
    original: { kind: 'text', value: 'FILE', says: 'the picture as it was before; it is searched for beside the edited one' },
    'original-face': { kind: 'text', value: 'N', says: 'which face of the original, counted as for --face' },
    face: { kind: 'text', value: 'N', says: 'which face of the image, counted from 1 from top to bottom' },
    track: { kind: 'text', value: 'ID', says: 'take the best sighting of this track instead of an image' },
    pack: { kind: 'text', value: 'ID', says: `model pack (${defaultPack})` },
  },
  async run(context) {
    const { engine, flags, positionals, job } = context;
    const track = text(flags, 'track');
    const image = positionals[1];
    const original = text(flags, 'original');
    if ((track === undefined) === (image === undefined)) throw new UsageError('give an image or --track, not both');
    if (track !== undefined && original !== undefined) throw new UsageError('--original belongs to an image, not to a track');
    const stated = { label: text(flags, 'label')!, provenance: provenanceOf(flags, track !== undefined), face: wholeNumber(flags, 'face', 1, 10_000) ?? null };
    const from = track === undefined ? { file: image!, ...(original === undefined ? {} : { original: { file: original, face: wholeNumber(flags, 'original-face', 1, 10_000) ?? null } }) } : { track };
    return inCase(context, 'unlocked', async (opened) => {
      const { probe, faces } = await engine.addProbe(opened, from, stated, text(flags, 'pack') ?? defaultPack, job);
      const { quality } = probe;
      return {
        json: { probe: { ...probe, faces } },
        text: [
          `Probe ${probe.id} (${probe.label}): face ${Math.round(quality.widthPx)} pixels wide, ${Math.round(quality.eyesPx)} between the eyes; quality ${quality.overall.toFixed(2)} of 1`,
          ...(probe.original === null ? [] : [`The picture as it was before it was edited is the probe ${probe.original}; both are searched for.`]),
          ...probe.warnings.map((warning) => `Warning: ${warning}`),
        ].join('\n'),
        exit: 0,
      };
    });
  },
};

function provenanceOf(flags: Flags, fromTrack: boolean): Provenance {
  const origin = choice(flags, 'origin', origins) ?? (fromTrack ? 'footage' : null);
  if (origin === null) throw new UsageError(`--origin is missing; it takes ${origins.join(', ')}`);
  const disposal = choice(flags, 'disposal', disposals);
  const retentionDecision = text(flags, 'retention-decision');
  if ((origin === 'custody') !== (disposal !== undefined)) throw new UsageError('--disposal belongs to a custody photograph, and a custody photograph needs it');
  if (retentionDecision !== undefined && disposal === undefined) throw new UsageError('--retention-decision belongs to a custody photograph');
  return {
    origin, source: text(flags, 'source')!, takenOn: text(flags, 'taken-on') ?? null, basis: text(flags, 'basis')!, edits: list(flags, 'edit'), reviewOn: text(flags, 'review-on') ?? null,
    custody: disposal === undefined ? null : { disposal, retentionDecision: retentionDecision ?? null },
  };
}

export const probeList: Command = {
  usage: 'probe list <folder>',
  summary: 'every probe of the case with where it comes from',
  words: [1, 1],
  options: {},
  run: (context) =>
    inCase(context, 'reading', async (opened) => {
      const probes = listProbes(opened.db);
      return { json: { probes }, text: probes.map(probeText).join('\n\n') || 'None.', exit: 0 };
    }),
};

function probeText({ id, label, provenance: p, imageSha256, fromTrack, original, warnings }: Probe): string {
  return [
    `${id}  ${label}`,
    `  ${originWords[p.origin]}, ${p.source}${p.takenOn === null ? '' : `, taken on ${p.takenOn}`}; held on the basis: ${p.basis}`,
    ...(p.custody === null ? [] : [`  disposal: ${p.custody.disposal}${p.custody.retentionDecision === null ? '' : `; kept by decision: ${p.custody.retentionDecision}`}`]),
    ...(p.reviewOn === null ? [] : [`  to be reviewed on ${p.reviewOn}`]),
    ...(p.edits.length === 0 ? [] : [`  edited: ${p.edits.join('; ')}; as it was: probe ${original}`]),
    ...(fromTrack === null ? [] : [`  from the track ${fromTrack}`]),
    `  image SHA-256 ${imageSha256}`,
    ...warnings.map((warning) => `  Warning: ${warning}`),
  ].join('\n');
}

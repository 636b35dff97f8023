/** @file The command that hands out evidence: export. */
import type { ExportRequest } from '../engine/disclose/export.ts';
import { usualPictures } from '../engine/disclose/export.ts';
import { inCase, list, text, UsageError, wholeNumber } from './command.ts';
import type { Command } from './command.ts';
import { sizeText } from './terminal.ts';

export const exportBundle: Command = {
  usage: 'export <folder> --search ID... --to FOLDER  |  export <folder> --case --to FOLDER',
  summary: 'makes a signed bundle for the other side: report, candidates, vectors, record and how to check it all',
  words: [1, 1],
  options: {
    search: { kind: 'list', value: 'ID', says: 'a search to disclose, such as S-1; may be given again' },
    case: { kind: 'yes', says: 'every search and every entry of the case' },
    to: { kind: 'text', value: 'FOLDER', required: true, says: 'a folder that does not exist yet' },
    zip: { kind: 'yes', says: 'one zip file beside the folder too' },
    recipient: { kind: 'list', value: 'NAME', says: 'who gets it; may be given again' },
    pictures: { kind: 'text', value: 'N', says: `stills, faces and clips of so many of the first candidates (${usualPictures})` },
    'no-clips': { kind: 'yes', says: 'stills and faces only' },
    'show-faces': { kind: 'yes', says: 'nobody is blurred; needs --reason' },
    reason: { kind: 'text', value: 'TEXT', says: 'why bystanders are shown; recorded' },
  },
  run(context) {
    const { engine, flags, job } = context;
    const searches = list(flags, 'search');
    const reason = text(flags, 'reason');
    if ((searches.length > 0) === Boolean(flags['case'])) throw new UsageError('give --search or --case, not both');
    if (Boolean(flags['show-faces']) !== (reason !== undefined)) throw new UsageError('--show-faces and --reason belong together');
    if (list(flags, 'recipient').some((name) => name.trim() === '')) throw new UsageError('--recipient takes a name');
    const request: ExportRequest = {
      searches: searches.length > 0 ? [...new Set(searches)] : null, folder: text(flags, 'to')!, zip: Boolean(flags['zip']), recipients: list(flags, 'recipient'),
      pictures: wholeNumber(flags, 'pictures', 0, 100_000) ?? usualPictures, clips: !flags['no-clips'], showFaces: reason ?? null,
    };
    return inCase(context, 'unlocked', async (opened) => {
      const { disclosure, ...made } = await engine.export(opened, request, job);
      const { undermining, notDone, entries } = disclosure;
      const others = disclosure.searches.reduce((sum, { probes }) => sum + Math.max(0, probes.length - 1), 0);
      const crowded = disclosure.searches.flatMap(({ probes }) => probes).filter(({ probe, image }) => image !== null && (probe?.face.of ?? 1) > 1).length;
      return {
        json: { bundle: { ...made, undermining, notDone, entries } },
        text: [
          `Bundle ${made.bundle} in ${made.folder}: ${made.files} files, ${sizeText(made.bytes)}${made.zip === null ? '' : `; also as ${made.zip}`}`,
          `Manifest SHA-256 ${made.manifest}, recorded as entry ${made.entry}`,
          `${entries.disclosed + 1} entries of the ledger are disclosed; the other ${entries.total - entries.disclosed} are counted and stay hidden.`,
          `${undermining.length} things that could undermine reliability and ${notDone.length} that were not done are listed in it.`,
          ...(request.showFaces === null ? ['Faces that were found are blurred; look through the pictures before handing them out, since faces that were not found are not.'] : ['Nobody is blurred in its pictures.']),
          ...(crowded > 0 ? [`${crowded} of the pictures that were searched with ${crowded === 1 ? 'shows' : 'show'} several faces; nobody in them is blurred.`] : []),
          ...(others > 0 ? [`It holds the pictures of ${others} further ${others === 1 ? 'face that was' : 'faces that were'} searched for.`] : []),
          ...(request.recipients.length === 0 ? ['No recipient was named: the record does not say who gets it.'] : []),
        ].join('\n'),
        exit: disclosure.exhibits.some(({ now }) => now !== 'as-received') ? 1 : 0,
      };
    });
  },
};

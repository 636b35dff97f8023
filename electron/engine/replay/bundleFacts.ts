/** @file What a bundle says of itself, read by a loose form for whoever looks into it: shown, and believed no further. */
import { z } from 'zod';
import { openSource } from '../../bundle/openSource.ts';
import { textReader } from '../../bundle/textRead.ts';
import type { BundleFacts } from '../../core/bundlePreview.ts';
import type { Job } from '../../core/job.ts';

const line = z.string().max(10_000);
const stated = z.object({
  bundle: line,
  made: z.object({ at: line, by: z.object({ name: line }), recipients: z.array(line), faces: z.enum(['bystanders-blurred', 'nobody-blurred']), whyNotBlurred: line.nullable() }),
  case: z.object({ name: line, reference: line }),
  searches: z.array(z.object({ id: line, answered: z.unknown(), request: z.object({ threshold: z.number().nullable() }) })),
  schedule: z.array(z.object({ search: line, disclosed: z.boolean() })),
  undermining: z.array(z.object({ sentence: line })),
  notDone: z.array(line),
});

/** Null where there is no `disclosure.json` that says so much. */
export async function bundleFacts(path: string, job: Job): Promise<BundleFacts | null> {
  const source = await openSource(path, () => undefined, job.signal);
  if (source === null) return null;
  try {
    const text = await textReader(source, () => undefined).text('data/disclosure.json');
    const read = text === null ? null : stated.safeParse(parsed(text));
    if (!read?.success) return null;
    const { bundle, made, case: of, searches, schedule, undermining, notDone } = read.data;
    return {
      bundle, at: made.at, by: made.by.name, recipients: made.recipients, case: of, faces: made.faces, whyNotBlurred: made.whyNotBlurred,
      searches: searches.map(({ id, answered, request }) => ({ id, answered: answered !== null, threshold: request.threshold })),
      notHeld: schedule.filter(({ disclosed }) => !disclosed).map(({ search }) => search),
      undermining: undermining.map(({ sentence }) => sentence), notDone,
    };
  } finally {
    source.close();
  }
}

/** Undefined where it is no JSON: a check of the bundle tells what is wrong with it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

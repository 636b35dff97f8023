/**
 * @file A case that was worked from beginning to end by four people, and its bundle: drawn footage of a group and of two passers-by, two
 * searches, a line-up with two decisions, a lead. For tests of what is done with a bundle; real engines throughout.
 */
import { copyFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ProbeId } from '../../electron/core/ids.ts';
import { reviewersPick } from './reviewersPick.ts';
import type { Case } from '../../electron/engine/caseFolder.ts';
import type { ExportedBundle, ExportRequest } from '../../electron/engine/disclose/export.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { entriesOf } from '../../electron/engine/records.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { openEncoder } from '../../native/decoder/encoder.ts';
import { drawProbe } from '../../resources/demo/portrait.ts';
import { as, grantedCase } from './grantedCase.ts';
import { once } from './once.ts';
import { writePortraitClip } from './portraitClip.ts';

export interface DisclosedCase {
  readonly engine: Engine;
  /** Unlocked for the analyst, who is disclosure officer too. */
  readonly opened: Case;
  readonly home: string;
  readonly probe: ProbeId;
  /** Makes a bundle in a new folder below the case's. */
  bundle(name: string, changes?: Partial<ExportRequest>): Promise<ExportedBundle>;
}

/** Who stands in the group; the first of them is searched for and also passes by. */
const GROUP = [3, 20, 11, 31, 42, 8, 25, 17];
const WIDTH = 560, HEIGHT = 330, COLUMN = 140, ROW = 165;

/**
 * A copy in the folder `root` of a case that was worked once for all tests, with its pictures; the caller closes it and removes the folder. Its exhibits are
 * the originals of the first, which nobody may change; those in `root` are equal. With `bundle`, a first bundle of S-1 was made: `root`/bundle and bundle.zip.
 */
export async function disclosedCopy(root: string, { bundle = false } = {}): Promise<DisclosedCase> {
  const worked = await once('disclosed case', async (folder) => (await disclosedCase(folder)).opened.close());
  const first = !bundle ? worked : await once('disclosed bundle', async (folder) => {
    const made = await disclosedCopy(folder);
    await made.bundle('bundle', { zip: true });
    made.opened.close();
  });
  await cp(first, root, { recursive: true });
  const engine = openEngine(nodeNatives(), join(root, 'home'));
  const opened = engine.openCase(join(root, 'case'));
  await as(opened, 'analyst');
  return disclosed(root, engine, opened, entriesOf(opened.db, 'probe-added')[0]!.body.probe as ProbeId);
}

/** Works the case in the folder `root`, where the originals lie too; the caller closes it and removes the folder. Takes about ten seconds. */
export async function disclosedCase(root: string): Promise<DisclosedCase> {
  const home = join(root, 'home');
  const engine = openEngine(nodeNatives(), home);
  const opened = await grantedCase(join(root, 'case'), home);
  await writeGroupClip(join(root, 'group.mp4'), GROUP);
  await writePortraitClip(join(root, 'passage.ts'), [GROUP[0]!, 50]);
  await engine.receive(opened, [join(root, 'group.mp4')], { reference: 'R/1', camera: 'Entrance', seizedBy: 'A. Analyst', clock: { startsAt: '2026-03-01T14:05:09Z', offset: '-61.5', checkedBy: 'A. Analyst', method: 'against a telephone' } }, {});
  await engine.receive(opened, [join(root, 'passage.ts')], { reference: 'R/2', camera: 'Passage', clock: { startsAt: '2026-03-01T14:00:00Z' } }, {});
  await engine.index(opened, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, {});
  const probe = await addPortrait(engine, opened, root, GROUP[0]!);
  const unused = await addPortrait(engine, opened, root, 60);
  const request = { list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 4, threshold: null };
  const { answers } = await engine.search(opened, { ...request, probe }, defaultPack, {});
  await engine.search(opened, { ...request, probe: unused, threshold: 0 }, defaultPack, {});
  const rank = answers[0]!.candidates.find(({ exhibit }) => exhibit === 'R/1')!.rank;
  const { lineup } = await engine.review.createLineup(opened, { search: 'S-1', probe, rank, fillers: 5, alsoUncertain: false }, {});
  await reviewersPick(engine, opened, lineup, 'reviewer', 'candidate', root);
  await reviewersPick(engine, opened, lineup, 'second', 'nobody', root);
  await as(opened, 'analyst');
  engine.review.corroborate(opened, { search: 'S-1', probe, rank }, 'for', 'A bus ticket of that day was found.');
  engine.review.corroborate(opened, { search: 'S-1', probe, rank }, 'against', 'The coat is another one.');
  return disclosed(root, engine, opened, probe);
}

function disclosed(root: string, engine: Engine, opened: Case, probe: ProbeId): DisclosedCase {
  const usual: Omit<ExportRequest, 'folder'> = { searches: ['S-1'], zip: false, recipients: ['Example & Co, solicitors'], pictures: 2, clips: true, showFaces: null };
  return { engine, opened, home: join(root, 'home'), probe, bundle: (name, changes = {}) => engine.export(opened, { ...usual, folder: join(root, name), ...changes }, {}) };
}

async function addPortrait(engine: Engine, opened: Case, root: string, identity: number): Promise<ProbeId> {
  const file = join(root, `portrait-${identity}.png`);
  await writeFile(file, await drawProbe(identity));
  const provenance = { origin: 'witness' as const, source: 'a drawn picture', takenOn: '2026-02-01', basis: 'drawn for tests', edits: [], reviewOn: null, custody: null };
  return (await engine.addProbe(opened, { file }, { label: `Drawn ${identity}`, provenance, face: null }, defaultPack, {})).probe.id;
}

/** Writes an MP4 of four seconds in which people (numbers of drawn identities) stand before one camera in two rows and sway a little, all of them in every frame. */
export async function writeGroupClip(path: string, people: readonly number[]): Promise<void> {
  await copyFile(join(await once(`group ${people.join(' ')}`, (folder) => drawGroupClip(join(folder, 'clip.mp4'), people)), 'clip.mp4'), path);
}

async function drawGroupClip(path: string, people: readonly number[]): Promise<void> {
  const portraits = await Promise.all(people.map(async (identity) => sharp(await drawProbe(identity)).resize(COLUMN - 10, 152, { fit: 'fill' }).raw().toBuffer()));
  const encoder = await openEncoder(path, { container: 'mp4', codec: 'libx264', timeBase: { num: 1, den: 12_800 }, quality: 20, width: WIDTH, height: HEIGHT, framesPerSecond: 10, keyEvery: 20 });
  for (let i = 0; i < 40; i++) {
    const frame = new Uint8Array(WIDTH * HEIGHT * 3).fill(150);
    for (const [k, picture] of portraits.entries()) {
      const left = (k % 4) * COLUMN + Math.round(5 + 4 * Math.sin(i / 4 + k)), top = Math.floor(k / 4) * ROW + 5;
      for (let y = 0; y < 152; y++) frame.set(picture.subarray(y * (COLUMN - 10) * 3, (y + 1) * (COLUMN - 10) * 3), ((top + y) * WIDTH + left) * 3);
    }
    await encoder.write(frame, BigInt(i * 1280));
  }
  await encoder.close();
}

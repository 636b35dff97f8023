/** @file `npm run demo`: the whole main job on footage of drawn people, from an empty folder to candidates, stills, and a bundle that the other side has checked. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { progressLine, sizeText, table } from '../../electron/cli/terminal.ts';
import { momentText } from '../../electron/cli/words.ts';
import { verifyBundle } from '../../electron/bundle/verify.ts';
import { Failure } from '../../electron/core/failure.ts';
import type { Finding } from '../../electron/core/failure.ts';
import type { Provenance } from '../../electron/core/provenance.ts';
import { roleWords } from '../../electron/core/role.ts';
import { grantAuthority, requestAuthority } from '../../electron/engine/authorising.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { addMember, membersOf, setPolicy } from '../../electron/engine/members.ts';
import { defaultPack } from '../../electron/engine/models.ts';
import { createOperator } from '../../electron/engine/operators.ts';
import { overview } from '../../electron/engine/overview.ts';
import { nodeNatives } from '../../electron/nodeNatives.ts';
import { drawFootage } from './footage.ts';
import { drawProbe } from './portrait.ts';
import { identityAt } from './truth.ts';

/** The person who is searched for. */
const SOUGHT = 3;
/** Stills of this many candidates are written. */
const STILLS = 3;

const sentence = (findings: readonly Finding[]): string => (findings.length === 0 ? 'nothing is wrong with it' : findings.map(({ message }) => message).join(' '));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A folder that does not exist yet, beside where the command was called. */
function freshFolder(): string {
  for (let n = 1; ; n++) {
    const folder = resolve(n === 1 ? 'retrace-demo' : `retrace-demo-${n}`);
    if (!existsSync(folder)) return folder;
  }
}

async function demo(home: string): Promise<void> {
  const started = performance.now();
  const folder = freshFolder();
  await mkdir(folder);
  const progress = progressLine();
  const job = { onProgress: progress.onProgress };
  const engine = openEngine(nodeNatives(), home);
  const passphrase = 'demo';

  say('1. Drawing footage of five drawn people before two cameras (no real person is in it)');
  const drawn = await drawFootage(join(folder, 'footage'), { seed: 7, scenario: 'small', job });
  progress.end();

  say('2. Making a case with its people and receiving the footage');
  const [analyst, officer, discloser] = ['Demo Analyst', 'Demo Authorising Officer', 'Demo Disclosure Officer'];
  const opened = await engine.createCase(join(folder, 'case'), { name: 'Demonstration', reference: 'DEMO/1', operator: analyst, roles: ['exhibits-officer', 'analyst'] }, passphrase);
  addMember(opened, await createOperator(home, officer, passphrase), ['authorising-officer']);
  addMember(opened, await createOperator(home, discloser, passphrase), ['disclosure-officer']);
  for (const [i, { path, truth: t }] of drawn.entries()) {
    const clock = { startsAt: t.startsAt, offset: String(t.clockOffsetSeconds), checkedBy: analyst, method: 'known to the drawing' };
    const { received } = await engine.receive(opened, [path], { reference: `DEMO/${i + 1}`, camera: t.camera, clock }, job);
    for (const { exhibit } of received) say(`   ${exhibit.reference}  ${exhibit.name}  ${sizeText(exhibit.bytes)}  SHA-256 ${exhibit.sha256.slice(0, 16)}…`);
  }
  progress.end();
  for (const { name, roles } of membersOf(opened.db)) say(`   ${name}: ${roleWords(roles)}`);

  say('3. Stating the lawful basis, and finding every face (the first time, the face models are built from their packages)');
  const basis = { condition: 'none needed: drawn people', document: { title: 'Demonstration', version: '1' } };
  setPolicy(opened, { basis });
  await engine.index(opened, { exhibit: null, framesPerSecond: 5, pack: defaultPack, detection: 'default', look: 'changed' }, job);
  progress.end();
  for (const exhibit of overview(opened).exhibits) {
    for (const { runs } of exhibit.footage) {
      for (const { completeness: c } of runs) if (c) say(`   ${exhibit.reference}  ${c.framesAnalysed} of ${c.framesDecoded} frames looked at, ${c.framesFailed} failed; ${c.faces} faces seen, ${c.searchable} searchable, ${c.tracks} tracks`);
    }
  }

  say(`4. Searching for drawn person ${SOUGHT}, from a portrait that is not in the footage`);
  const image = join(folder, 'probe.png');
  await writeFile(image, await drawProbe(SOUGHT));
  const provenance: Provenance = { origin: 'other', source: 'drawn', takenOn: null, basis: 'demonstration: no real person', edits: [], reviewOn: null, custody: null };
  const { probe } = await engine.addProbe(opened, { file: image }, { label: `Drawn person ${SOUGHT}`, provenance, face: null }, defaultPack, job);
  const request = { probe: probe.id, list: null, authority: null, exhibit: null, camera: null, from: null, to: null, minimumQuality: 0, limit: 5, threshold: null };
  await engine.search(opened, request, defaultPack, job).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    say(`   Without an authority: ${error.message}`);
  });
  const { authority } = requestAuthority(opened, {
    kind: 'search', offence: 'none: a demonstration', purpose: 'to show how a search is made', necessity: 'nothing else shows it', proportionality: 'nobody real is searched for', basis,
    exhibits: null, cameras: null, from: null, to: null, origins: ['other'], searches: 1, items: [], expires: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await opened.unlock(officer, passphrase);
  grantAuthority(opened, authority);
  say(`   ${analyst} asked for the authority ${authority}, ${officer} granted it: one search, within the hour`);
  await opened.unlock(analyst, passphrase);
  const result = await engine.search(opened, request, defaultPack, job);
  const [answer] = result.answers;
  progress.end();
  const rows = answer!.candidates.map((c) => {
    const place = drawn.find(({ truth }) => truth.camera === c.camera);
    const who = place ? identityAt(place.truth, c.bestTicks, c.box) : null;
    return [String(c.rank), c.score.toFixed(3), c.exhibit, c.camera, momentText(c.wallTime), c.box.map(Math.round).join(','), who === null ? 'no drawn face' : `person ${who}`];
  });
  say(table(['rank', 'score', 'exhibit', 'camera', 'wall time', 'face at', 'truly'], rows, ['rank', 'score']).replace(/^/gm, '   '));
  for (const candidate of answer!.candidates.slice(0, STILLS)) {
    const where = { footage: candidate.footageId, ticks: BigInt(candidate.bestTicks) };
    await engine.still(opened, where, join(folder, `candidate-${candidate.rank}.png`), job);
  }

  say('5. Handing everything over: a signed bundle, checked and searched again as the other side would, with no case');
  await opened.unlock(discloser, passphrase);
  const place = join(folder, 'bundle');
  const made = await engine.export(opened, { searches: [result.id], folder: place, zip: true, recipients: ['the defence'], pictures: STILLS, clips: true, showFaces: null }, job);
  progress.end();
  say(`   ${made.files} files, ${sizeText(made.bytes)}; ${made.disclosure.undermining.length} things that could undermine reliability are listed in it`);
  const checked = await verifyBundle(place, null, job);
  progress.end();
  say(`   verify: ${checked.files} files, ${checked.entriesDisclosed} entries disclosed and ${checked.entriesHidden} hidden; ${sentence(checked.findings)}`);
  const again = await engine.replay({ bundle: `${place}.zip`, search: null, footage: join(folder, 'footage') }, job);
  progress.end();
  for (const stage of again.stages) say(`   replay: ${stage.sentence}`);

  say('6. Verifying the ledger');
  const { entries, findings } = engine.verifyLedger(opened);
  opened.close();
  say(`   ${entries} entries; ${sentence(findings)}`);

  const right = rows.filter((row) => row.at(-1) === `person ${SOUGHT}`).length;
  say('');
  say(`Done in ${Math.round((performance.now() - started) / 1000)} s. ${result.tracksCompared} tracks were compared; ${right} of the first ${rows.length} candidates truly show the person searched for.`);
  say('Only a drawing can say who it truly shows. With real footage a candidate is a lead for people to examine, and a high score');
  say('is not a probability. What this made, to look at:');
  say(`   ${folder}`);
  say('     footage/  the drawn footage with its truth     case/  record, ledger and vector index');
  say(`     probe.png  the portrait                        candidate-1.png … candidate-${Math.min(STILLS, rows.length)}.png  frames of the originals`);
  say('     bundle/report.html, report.pdf  what a court reads    bundle/VERIFY.txt  how anybody checks it');
  say('     The case’s keys were only for this demonstration and are gone: it can be read and verified, not added to.');
  if (findings.length + checked.findings.length > 0 || again.firstDifference !== null) process.exitCode = 1;
}

// Keys of a demonstration do not belong among an operator's own.
const home = await mkdtemp(join(tmpdir(), 'retrace-demo-home-'));
try {
  await demo(home);
} finally {
  await rm(home, { recursive: true, force: true });
}

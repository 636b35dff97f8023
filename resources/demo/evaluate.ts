/**
 * @file Says how well the default pack tells the drawn people apart: `node resources/demo/evaluate.ts [people] [first]`.
 * What it shows holds for drawn people only and says nothing of real ones.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../../electron/core/picture.ts';
import { overlap } from '../../electron/core/picture.ts';
import { loadPack, defaultPack } from '../../electron/engine/models.ts';
import type { FaceAnalyser } from '../../native/faces/faceAnalyser.ts';
import { openFaceAnalyser } from '../../native/faces/onnxFaceAnalyser.ts';
import { drawBody } from './body.ts';
import { addGrain, grainTable } from './canvas.ts';
import { drawHead } from './drawHead.ts';
import { drawProbe } from './portrait.ts';
import { makeHead } from './head.ts';
import { personOf } from './person.ts';
import { between, randomFrom } from './random.ts';
import { faceBox } from './scene.ts';

export interface Separation {
  readonly widthPx: number;
  /** Faces drawn, and how many of them the detector found and the embedder took. */
  readonly drawn: number;
  readonly found: number;
  /** Quantiles .05 .5 .95 of the distances from the portrait to single faces of the same and of other people. */
  readonly same: readonly number[];
  readonly other: readonly number[];
  /** Error rate where as many of the same are refused as of others are accepted. */
  readonly equalErrorRate: number;
  /** Share of portraits whose nearest face (nearest track of four faces) is the same person's. */
  readonly rank1Single: number;
  readonly rank1Track: number;
}

const perTrack = 4;

interface Sample {
  readonly identity: number;
  readonly vector: Float32Array;
}

const distance = (a: Float32Array, b: Float32Array) => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0));
const quantile = (sorted: readonly number[], q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

/** Draws `perTrack` faces of everybody at a width, in poses, lights and compression of a recorder, and measures against frontal portraits. */
export async function separation(analyser: FaceAnalyser, people: readonly number[], widthPx: number): Promise<Separation> {
  const probes: Sample[] = [];
  const samples: Sample[] = [];
  for (const identity of people) {
    const probe = await sharp(await drawProbe(identity)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const seen = await analyser.analyse({ width: probe.info.width, height: probe.info.height, rgb: new Uint8Array(probe.data) }, 'everywhere', 'default');
    const vector = seen.find((f) => f.embedding)?.embedding;
    if (vector) probes.push({ identity, vector });
    samples.push(...(await sightings(analyser, identity, widthPx)));
  }
  const same: number[] = [];
  const other: number[] = [];
  let single = 0;
  let track = 0;
  for (const probe of probes) {
    const best = new Map<number, number>();
    let mates = 0;
    let ahead = 0;
    const all = samples.map((s) => ({ mate: s.identity === probe.identity, identity: s.identity, d: distance(s.vector, probe.vector) }));
    for (const { mate, identity, d } of all) {
      (mate ? same : other).push(d);
      best.set(identity, Math.min(best.get(identity) ?? Infinity, d));
    }
    const nearestOther = Math.min(...all.filter((a) => !a.mate).map((a) => a.d));
    for (const a of all) if (a.mate) { mates++; if (a.d < nearestOther) ahead++; }
    if (mates > 0) single += ahead / mates;
    if ((best.get(probe.identity) ?? Infinity) < nearestOther) track++;
  }
  same.sort((a, b) => a - b);
  other.sort((a, b) => a - b);
  return { widthPx, drawn: people.length * perTrack, found: samples.length, same: [0.05, 0.5, 0.95].map((q) => quantile(same, q)), other: [0.05, 0.5, 0.95].map((q) => quantile(other, q)), equalErrorRate: equalErrorRate(same, other), rank1Single: single / people.length, rank1Track: track / people.length };
}

function equalErrorRate(same: readonly number[], other: readonly number[]): number {
  let accepted = 0;
  for (let refused = same.length - 1; refused >= 0; refused--) {
    const threshold = same[refused]!;
    accepted = other.findIndex((d) => d > threshold);
    const falseAccept = (accepted < 0 ? other.length : accepted) / other.length;
    const falseReject = (same.length - 1 - refused) / same.length;
    if (falseReject >= falseAccept) return (falseReject + falseAccept) / 2;
  }
  return 1;
}

/** One person at one width, in four poses in one picture, as a recorder would keep it. */
async function sightings(analyser: FaceAnalyser, identity: number, widthPx: number): Promise<Sample[]> {
  const random = randomFrom(identity * 1009 + widthPx);
  const person = personOf(identity);
  const head = await makeHead(person, { smile: between(random, -0.2, 0.6), open: 0 }, 'none', false);
  const cell = Math.ceil(widthPx * 3.2);
  const width = Math.max(256, Math.ceil((cell * perTrack) / 16) * 16);
  const height = Math.ceil((widthPx * 4) / 16) * 16;
  const canvas = { width, height, rgb: new Uint8Array(width * height * 3) };
  canvas.rgb.forEach((_, i) => { canvas.rgb[i] = 120 + 30 * Math.sin(i / (width * 9)); });
  const boxes = Array.from({ length: perTrack }, (_, k) => {
    const x = between(random, -0.55, 0.55);
    const y = between(random, -0.7, -0.4);
    const light = { from: [x, y, Math.sqrt(1 - x * x - y * y)] as const, strength: between(random, 0.5, 0.7), everywhere: between(random, 0.36, 0.5), colour: [between(random, 0.95, 1.05), 1, between(random, 0.95, 1.05)] as const };
    const pose = { x: cell * (k + 0.5), y: height * 0.42, scale: widthPx / (3.8 * person.eyes.apart), yaw: between(random, -0.4, 0.4), pitch: between(random, -0.3, 0), roll: between(random, -0.1, 0.1), distance: between(random, 1500, 4000) };
    drawBody(canvas, person, { ...pose, turn: 0, stride: 0, walking: false, light: 0.9 });
    drawHead(canvas, head, pose, light);
    return faceBox(person, pose);
  });
  addGrain(canvas, grainTable(random, 2.5), 0, 0, 0, width, height);
  const kept = await sharp(await sharp(canvas.rgb, { raw: { width, height, channels: 3 } }).jpeg({ quality: 50 }).toBuffer()).raw().toBuffer();
  const picture: Picture = { width, height, rgb: new Uint8Array(kept) };
  const faces = await analyser.analyse(picture, 'everywhere', 'default');
  return boxes.flatMap((box) => {
    const face = faces.find((f) => overlap(f.box, [...box]) > 0.3);
    return face?.embedding ? [{ identity, vector: face.embedding }] : [];
  });
}

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 40);
  const first = Number(process.argv[3] ?? 0);
  const analyser = await openFaceAnalyser(await loadPack(defaultPack, join(tmpdir(), 'retrace-evaluate')));
  const people = Array.from({ length: count }, (_, k) => first + k);
  console.log(`${count} drawn people, pack ${analyser.pack.id} ${analyser.pack.version}; distance from a frontal portrait`);
  console.log('width  found   same .05/.50/.95   other .05/.50/.95   EER    rank-1 one face / track of four');
  for (const widthPx of [64, 48, 32, 24, 16]) {
    const s = await separation(analyser, people, widthPx);
    console.log(`${String(widthPx).padStart(3)} px ${((100 * s.found) / s.drawn).toFixed(1).padStart(5)} %  ${s.same.map((v) => v.toFixed(2)).join(' ')}     ${s.other.map((v) => v.toFixed(2)).join(' ')}    ${(100 * s.equalErrorRate).toFixed(1).padStart(4)} %  ${(100 * s.rank1Single).toFixed(1).padStart(5)} % / ${(100 * s.rank1Track).toFixed(1)} %`);
  }
  await analyser.close();
}

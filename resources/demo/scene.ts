/** @file Draws one moment of a camera: the place, the people in it from far to near, and says where their faces are. */
import { drawBody, drawHand } from './body.ts';
import type { Camera } from './camera.ts';
import { see } from './camera.ts';
import { addGrain } from './canvas.ts';
import type { Canvas, HeadPose, Light } from './drawHead.ts';
import { drawHead, project } from './drawHead.ts';
import type { Head } from './head.ts';
import { makeHead } from './head.ts';
import type { Person } from './person.ts';
import { personOf } from './person.ts';
import type { TrueFace } from './truth.ts';
import type { Step, Walk } from './walk.ts';
import { stepAt } from './walk.ts';

/** Heads that were made, by what they look like. */
export type Wardrobe = Map<string, Promise<Head>>;

/** Where the face box of a head lies: square, 1.9 eye distances wide. */
function faceBox(person: Person, pose: HeadPose): readonly [number, number, number, number] {
  const { eyes, nose, mouth } = person;
  const low = eyes.y + nose.length + mouth.y - 4;
  const front = person.head.depth * 0.9;
  const points = [project(pose, -eyes.apart, eyes.y, front * 0.85), project(pose, eyes.apart, eyes.y, front * 0.85), project(pose, 0, low, front)];
  const width = 1.9 * 2 * eyes.apart * pose.scale * (pose.distance / (pose.distance - front));
  const x = (points[0]![0] + points[1]![0]) / 4 + points[2]![0] / 2;
  const y = (points[0]![1] + points[1]![1]) / 4 + points[2]![1] / 2;
  // Measured on 263 drawn faces: BlazeFace's boxes lie a tenth of their width higher than the middle of eyes and mouth.
  return [x - width / 2, y - width * 0.6, width, width];
}

interface Seen {
  readonly walk: Walk;
  readonly person: Person;
  readonly step: Step;
  readonly pose: HeadPose;
}

/** Everybody who is there at t, nearest last. */
function present(camera: Camera, walks: readonly Walk[], t: number): Seen[] {
  const seen: Seen[] = [];
  for (const walk of walks) {
    const person = personOf(walk.identity);
    const eyesHigh = person.stature - 0.118;
    const step = stepAt(walk, t, camera.above - eyesHigh);
    if (!step) continue;
    const bob = step.walking ? Math.abs(Math.sin(t * 6.5 + walk.wander)) * 0.03 : 0;
    const at = see(camera, step.x, eyesHigh - bob, step.z);
    if (!at) continue;
    seen.push({ walk, person, step, pose: { x: at.x, y: at.y, scale: camera.focal / at.distance / 1000, yaw: step.yaw, pitch: step.pitch, roll: step.roll, distance: at.distance * 1000 } });
  }
  return seen.sort((a, b) => b.pose.distance - a.pose.distance);
}

/** The head of a walk, made once. */
function headOf(wardrobe: Wardrobe, person: Person, walk: Walk): Promise<Head> {
  const key = `${walk.identity} ${walk.cover} ${walk.hat} ${walk.smile.toFixed(1)}`;
  const made = wardrobe.get(key) ?? makeHead(person, { smile: walk.smile, open: 0 }, walk.cover, walk.hat);
  wardrobe.set(key, made);
  return made;
}

/** Draws the people of this moment over the place that the canvas shows. */
export async function drawMoment(canvas: Canvas, camera: Camera, walks: readonly Walk[], t: number, ticks: bigint, light: Light, grain: Int8Array, wardrobe: Wardrobe): Promise<TrueFace[]> {
  const people = present(camera, walks, t);
  const faces: TrueFace[] = [];
  for (const [index, { walk, person, step, pose }] of people.entries()) {
    const body = { x: pose.x, y: pose.y, scale: pose.scale, turn: step.chest, stride: t * 6.5 + walk.wander, walking: step.walking, light: light.everywhere + light.strength * 0.55 };
    drawBody(canvas, person, body);
    drawHead(canvas, await headOf(wardrobe, person, walk), pose, light);
    const box = faceBox(person, pose);
    if (step.hand) drawHand(canvas, person, body, box[0] + box[2] / 2, box[1] + box[3] / 2 - 20 * pose.scale);
    const s = pose.scale;
    addGrain(canvas, grain, Math.floor(t * 7919), pose.x - 230 * s, pose.y - 160 * s, pose.x + 230 * s, pose.y + person.stature * 1000 * s);
    if (Math.abs(step.yaw) > (100 * Math.PI) / 180) continue;
    const [bx, by, bw, bh] = box;
    const inside = Math.max(0, Math.min(bx + bw, canvas.width) - Math.max(bx, 0)) * Math.max(0, Math.min(by + bh, canvas.height) - Math.max(by, 0));
    if (inside < bw * bh * 0.3) continue;
    const hidden = people.slice(index + 1).some((other) => covers(other, box));
    faces.push({
      identity: walk.identity,
      ticks: String(ticks),
      box: [round(bx), round(by), round(bw), round(bh)],
      widthPx: round(bw),
      yaw: degrees(step.yaw),
      pitch: degrees(step.pitch),
      occluded: hidden || step.hand || walk.cover !== 'none' || inside < bw * bh * 0.85,
    });
  }
  return faces;
}

const round = (v: number) => Math.round(v * 10) / 10 + 0;
const degrees = (v: number) => Math.round((v * 180) / Math.PI) + 0; // never -0, which JSON does not keep

/** Whether somebody nearer hides a quarter or more of a box: their head (an oval) and their coat (a block). */
function covers(other: Seen, [x, y, w, h]: readonly [number, number, number, number]): boolean {
  const { pose } = other;
  let hidden = 0;
  for (let j = 0; j < 6; j++) {
    for (let i = 0; i < 6; i++) {
      const dx = (x + ((i + 0.5) / 6) * w - pose.x) / pose.scale;
      const dy = (y + ((j + 0.5) / 6) * h - pose.y) / pose.scale;
      if ((dx / 95) ** 2 + (dy / 130) ** 2 < 1 || (Math.abs(dx) < 210 && dy > 170)) hidden++;
    }
  }
  return hidden >= 9;
}

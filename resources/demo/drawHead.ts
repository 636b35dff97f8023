/** @file Draws a head in a pose and light into a picture: a z-buffered mesh with the painted skin, smoothed at the edges. */
import type { Head, SkinLevel } from './head.ts';

/** Where and how a head is seen. Angles in radians: yaw positive to the picture's right, pitch positive up, roll positive clockwise. */
export interface HeadPose {
  /** Middle of the head at eye height, pixels. */
  readonly x: number;
  readonly y: number;
  /** Pixels per millimetre. */
  readonly scale: number;
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Millimetres from the camera. */
  readonly distance: number;
}

/** Light: where it comes from (unit vector towards the light), how much of it there is and how much is everywhere; its colour. */
export interface Light {
  readonly from: readonly [x: number, y: number, z: number];
  readonly strength: number;
  readonly everywhere: number;
  readonly colour: readonly [red: number, green: number, blue: number];
}

/** Pixels to draw on: R G B and how much is covered (0 to 255). */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A point of the head (millimetres) as it is seen: x and y in pixels, z in millimetres towards the camera. */
export function project(pose: HeadPose, x: number, y: number, z: number): readonly [x: number, y: number, z: number] {
  const x1 = x * Math.cos(pose.yaw) + z * Math.sin(pose.yaw);
  const z1 = -x * Math.sin(pose.yaw) + z * Math.cos(pose.yaw);
  const y1 = y * Math.cos(pose.pitch) - z1 * Math.sin(pose.pitch);
  const z2 = y * Math.sin(pose.pitch) + z1 * Math.cos(pose.pitch);
  const x2 = x1 * Math.cos(pose.roll) - y1 * Math.sin(pose.roll);
  const y2 = x1 * Math.sin(pose.roll) + y1 * Math.cos(pose.roll);
  const scale = (pose.scale * pose.distance) / (pose.distance - z2);
  return [pose.x + x2 * scale, pose.y + y2 * scale, z2];
}

const reach = 190; // millimetres from the middle: no head with hair is larger
let room = 0;
let depth = new Float32Array(0);
let colour = new Float32Array(0);
let screen = new Float32Array(0);

/** Draws the head over what the canvas shows. Small heads are drawn finer than the canvas and averaged. */
export function drawHead(canvas: Canvas, head: Head, pose: HeadPose, light: Light): void {
  const fine = pose.scale < 0.5 ? 2 : 1;
  const left = Math.floor(pose.x - reach * pose.scale);
  const top = Math.floor(pose.y - reach * pose.scale);
  const side = Math.ceil(reach * 2 * pose.scale) + 1;
  const size = side * fine;
  if (size * size > room) {
    room = size * size;
    depth = new Float32Array(room);
    colour = new Float32Array(room * 3);
  }
  depth.fill(-1e9, 0, size * size);
  const count = (head.rows + 1) * (head.columns + 1);
  if (screen.length < count * 3) screen = new Float32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const [x, y, z] = project(pose, head.points[i * 3]!, head.points[i * 3 + 1]!, head.points[i * 3 + 2]!);
    screen[i * 3] = (x - left) * fine;
    screen[i * 3 + 1] = (y - top) * fine;
    screen[i * 3 + 2] = z;
  }
  const level = head.levels[Math.min(head.levels.length - 1, Math.max(0, Math.round(Math.log2(1.35 / (pose.scale * fine)))))]!;
  const shading = shadeIn(pose, light);
  const stride = head.columns + 1;
  for (let row = 0; row < head.rows; row++) {
    for (let column = 0; column < head.columns; column++) {
      const a = row * stride + column;
      triangle(size, head, level, shading, a, a + 1, a + stride);
      triangle(size, head, level, shading, a + 1, a + stride + 1, a + stride);
    }
  }
  settle(canvas, left, top, side, fine, size);
}

interface Shading {
  /** Light direction in the head's own frame. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly light: Light;
}

/** The light turned into the head's frame, so that stored directions need no turning. */
function shadeIn(pose: HeadPose, light: Light): Shading {
  const [lx, ly, lz] = light.from;
  const x2 = lx * Math.cos(pose.roll) + ly * Math.sin(pose.roll);
  const y2 = -lx * Math.sin(pose.roll) + ly * Math.cos(pose.roll);
  const y1 = y2 * Math.cos(pose.pitch) + lz * Math.sin(pose.pitch);
  const z1 = -y2 * Math.sin(pose.pitch) + lz * Math.cos(pose.pitch);
  return { x: x2 * Math.cos(pose.yaw) - z1 * Math.sin(pose.yaw), y: y1, z: x2 * Math.sin(pose.yaw) + z1 * Math.cos(pose.yaw), light };
}

function triangle(size: number, head: Head, level: SkinLevel, shading: Shading, a: number, b: number, c: number): void {
  const ax = screen[a * 3]!, ay = screen[a * 3 + 1]!, bx = screen[b * 3]!, by = screen[b * 3 + 1]!, cx = screen[c * 3]!, cy = screen[c * 3 + 1]!;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area <= 1e-6) return; // seen from behind
  const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5)), x1 = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
  const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5)), y1 = Math.min(size - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  if (x0 > x1 || y0 > y1) return;
  const { wrap } = head;
  const az = screen[a * 3 + 2]!, bz = screen[b * 3 + 2]!, cz = screen[c * 3 + 2]!;
  const au = wrap[a * 2]!, av = wrap[a * 2 + 1]!, bu = wrap[b * 2]!, bv = wrap[b * 2 + 1]!, cu = wrap[c * 2]!, cv = wrap[c * 2 + 1]!;
  const { width, height, rgb, facing } = level;
  const { everywhere, strength, colour: [red, green, blue] } = shading.light;
  // Shares of the corners change by the same step from pixel to pixel.
  const stepA = (by - cy) / area, stepB = (cy - ay) / area;
  for (let y = y0; y <= y1; y++) {
    const px = x0 - 0.5, py = y + 0.5;
    let wa = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area;
    let wb = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area;
    for (let x = x0; x <= x1; x++) {
      wa += stepA;
      wb += stepB;
      const wc = 1 - wa - wb;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const z = wa * az + wb * bz + wc * cz;
      const at = y * size + x;
      if (z <= depth[at]!) continue;
      depth[at] = z;
      const u = (wa * au + wb * bu + wc * cu) * width - 0.5, v = (wa * av + wb * bv + wc * cv) * height - 0.5;
      const iu = Math.floor(u), iv = Math.floor(v), fu = u - iu, fv = v - iv;
      const ua = iu < 0 ? width - 1 : iu, ub = iu + 1 >= width ? 0 : iu + 1, va = iv < 0 ? 0 : iv, vb = iv + 1 >= height ? height - 1 : iv + 1;
      const p = (va * width + ua) * 3, q = (va * width + ub) * 3, r = (vb * width + ua) * 3, s = (vb * width + ub) * 3;
      const near = (fv < 0.5 ? (fu < 0.5 ? p : q) : fu < 0.5 ? r : s);
      const lit = (facing[near]! * shading.x + facing[near + 1]! * shading.y + facing[near + 2]! * shading.z) / 127;
      // Half-Lambert: light creeps round the edge as it does on skin.
      const wrapLight = lit > -0.3 ? (lit + 0.3) / 1.3 : 0;
      const shine = lit > 0.86 ? (lit - 0.86) * 0.9 : 0;
      const sum = everywhere + strength * (wrapLight * wrapLight * 0.5 + wrapLight * 0.5), gleam = shine * 190 * strength;
      const w1 = (1 - fu) * (1 - fv), w2 = fu * (1 - fv), w3 = (1 - fu) * fv, w4 = fu * fv;
      colour[at * 3] = (rgb[p]! * w1 + rgb[q]! * w2 + rgb[r]! * w3 + rgb[s]! * w4) * sum * red + gleam;
      colour[at * 3 + 1] = (rgb[p + 1]! * w1 + rgb[q + 1]! * w2 + rgb[r + 1]! * w3 + rgb[s + 1]! * w4) * sum * green + gleam;
      colour[at * 3 + 2] = (rgb[p + 2]! * w1 + rgb[q + 2]! * w2 + rgb[r + 2]! * w3 + rgb[s + 2]! * w4) * sum * blue + gleam;
    }
  }
}

/** Averages the fine picture down and lays it over the canvas. */
function settle(canvas: Canvas, left: number, top: number, side: number, fine: number, size: number): void {
  const whole = fine * fine;
  for (let y = 0; y < side; y++) {
    const toY = top + y;
    if (toY < 0 || toY >= canvas.height) continue;
    for (let x = 0; x < side; x++) {
      const toX = left + x;
      if (toX < 0 || toX >= canvas.width) continue;
      let covered = 0, r = 0, g = 0, b = 0;
      for (let j = 0; j < fine; j++) {
        for (let i = 0; i < fine; i++) {
          const at = (y * fine + j) * size + x * fine + i;
          if (depth[at]! < -1e8) continue;
          covered++;
          r += colour[at * 3]!;
          g += colour[at * 3 + 1]!;
          b += colour[at * 3 + 2]!;
        }
      }
      if (covered === 0) continue;
      const to = (toY * canvas.width + toX) * 3;
      const rest = whole - covered;
      canvas.rgb[to] = Math.min(255, (canvas.rgb[to]! * rest + r) / whole);
      canvas.rgb[to + 1] = Math.min(255, (canvas.rgb[to + 1]! * rest + g) / whole);
      canvas.rgb[to + 2] = Math.min(255, (canvas.rgb[to + 2]! * rest + b) / whole);
    }
  }
}

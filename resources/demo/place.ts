/** @file The drawn place a camera looks at: floor, walls, doors, things, as an SVG in the camera's perspective. */
import sharp from 'sharp';
import type { Camera } from './camera.ts';
import { see } from './camera.ts';
import type { Canvas } from './drawHead.ts';
import { addGrain, grainTable } from './canvas.ts';
import { css } from './layers.ts';
import { between, oneOf, randomFrom } from './random.ts';
import type { Random } from './random.ts';
import type { Colour } from './person.ts';

export type PlaceKind = 'corridor' | 'shop' | 'street' | 'hall';

const depth = 14; // metres to the far wall

/** The empty place, without grain. */
export async function drawPlace(camera: Camera, kind: PlaceKind, seed: number): Promise<Canvas> {
  const random = randomFrom(seed);
  const half = kind === 'street' || kind === 'hall' ? 5 : 2.6;
  const ceiling = kind === 'street' ? 9 : 3;
  const wall: Colour = oneOf(random, [[168, 166, 156], [142, 150, 156], [176, 160, 138], [126, 132, 124]]);
  const floor: Colour = kind === 'street' ? [104, 104, 106] : oneOf(random, [[112, 104, 94], [96, 98, 104], [132, 120, 100]]);
  const parts: string[] = [];
  const quad = (corners: readonly (readonly [number, number, number])[], fill: string, more = '') => {
    const seen = corners.map(([x, h, z]) => see(camera, x, h, z));
    if (seen.some((p) => p === null)) return;
    parts.push(`<path d="M ${seen.map((p) => `${p!.x.toFixed(1)} ${p!.y.toFixed(1)}`).join(' L ')} Z" fill="${fill}" ${more}/>`);
  };
  const near = 0.4;
  quad([[-half, ceiling, depth], [half, ceiling, depth], [half, 0, depth], [-half, 0, depth]], css(wall, 0.8));
  quad([[-half, 0, near], [-half, 0, depth], [half, 0, depth], [half, 0, near]], css(floor));
  quad([[-half, ceiling, near], [-half, ceiling, depth], [-half, 0, depth], [-half, 0, near]], css(wall, 0.92));
  quad([[half, ceiling, near], [half, ceiling, depth], [half, 0, depth], [half, 0, near]], css(wall, 1.04));
  if (kind !== 'street') quad([[-half, ceiling, near], [-half, ceiling, depth], [half, ceiling, depth], [half, ceiling, near]], css(wall, 1.12));
  for (let z = 1; z < depth; z += kind === 'street' ? 1.5 : 0.9) quad([[-half, 0, z], [half, 0, z], [half, 0, z + 0.035], [-half, 0, z + 0.035]], css(floor, 0.72));
  for (let x = -half; x < half; x += kind === 'street' ? 2.5 : 0.9) quad([[x, 0, near], [x, 0, depth], [x + 0.035, 0, depth], [x + 0.035, 0, near]], css(floor, 0.76));
  quad([[-half * 0.3, kind === 'street' ? 3 : 2.2, depth - 0.05], [half * 0.3, kind === 'street' ? 3 : 2.2, depth - 0.05], [half * 0.3, 0, depth - 0.05], [-half * 0.3, 0, depth - 0.05]], '#3a3f44');
  quad([[-half * 0.26, 2, depth - 0.06], [half * 0.26, 2, depth - 0.06], [half * 0.26, 0.1, depth - 0.06], [-half * 0.26, 0.1, depth - 0.06]], '#b9c6cc', 'opacity=".8"');
  sides(random, kind, half, quad);
  if (kind !== 'street') for (let z = 2; z < depth; z += 3) quad([[-0.5, ceiling - 0.01, z], [0.5, ceiling - 0.01, z], [0.5, ceiling - 0.01, z + 0.6], [-0.5, ceiling - 0.01, z + 0.6]], '#f6f6ee');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${camera.width}" height="${camera.height}"><defs><filter id="t" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".04 .09" numOctaves="3" seed="${seed % 1000}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  .5 0 0 0 -.08"/></filter><radialGradient id="v" cx=".5" cy=".45" r=".75"><stop offset=".5" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".5"/></radialGradient></defs><rect width="100%" height="100%" fill="${kind === 'street' ? '#aeb6bc' : css(wall)}"/>${parts.join('')}<rect width="100%" height="100%" filter="url(#t)" opacity=".8"/><rect width="100%" height="100%" fill="url(#v)"/></svg>`;
  const rgb = await sharp(Buffer.from(svg)).removeAlpha().blur(0.6).raw().toBuffer();
  return { width: camera.width, height: camera.height, rgb: new Uint8Array(rgb) };
}

type Quad = (corners: readonly (readonly [number, number, number])[], fill: string, more?: string) => void;

/** Doors, shelves, windows, notices along both walls. */
function sides(random: Random, kind: PlaceKind, half: number, quad: Quad): void {
  for (const side of [-1, 1]) {
    const x = side * (half - 0.02);
    for (let z = 1.6; z < depth - 1.5; z += between(random, 1.4, 2.4)) {
      const wide = between(random, 0.7, 1.2);
      const panel = (low: number, high: number, fill: string, from = z, to = z + wide) => quad([[x, high, from], [x, high, to], [x, low, to], [x, low, from]], fill);
      if (kind === 'shop') {
        for (let shelf = 0; shelf < 4; shelf++) {
          panel(0.3 + shelf * 0.5, 0.72 + shelf * 0.5, '#4b443c');
          for (let k = 0; k < 6; k++) panel(0.34 + shelf * 0.5, between(random, 0.5, 0.68) + shelf * 0.5, css(oneOf(random, [[176, 60, 50], [70, 110, 150], [196, 170, 80], [88, 130, 84], [200, 196, 186], [120, 80, 120]])), z + (wide * k) / 6, z + (wide * (k + 0.8)) / 6);
        }
      } else if (kind === 'street') {
        panel(0, 2.6, random() < 0.4 ? '#54473c' : '#39434c');
        panel(0.9, 2.3, '#7f8f98', z + 0.1, z + wide - 0.1);
        panel(3.2, 4.6, '#59666e', z + 0.1, z + wide - 0.1);
      } else if (random() < 0.5) {
        panel(0, 2.05, css(oneOf(random, [[98, 74, 52], [88, 96, 104], [130, 40, 36]])));
        panel(1.0, 1.06, '#d0d0c8', z + wide * 0.8, z + wide * 0.88);
      } else {
        panel(1.2, 1.9, '#e2dfd2', z, z + wide * 0.6);
        for (let k = 0; k < 4; k++) panel(1.3 + k * 0.14, 1.35 + k * 0.14, '#77756e', z + 0.06, z + wide * 0.5);
      }
    }
  }
}

/** The place with sensor grain, a few times over: frames take them in turn. */
export function grainy(place: Canvas, seed: number, spread: number, count: number): Uint8Array[] {
  const grain = grainTable(randomFrom(seed), spread);
  return Array.from({ length: count }, (_, k) => {
    const copy = { ...place, rgb: place.rgb.slice() };
    addGrain(copy, grain, k * 7919, 0, 0, place.width, place.height);
    return copy.rgb;
  });
}

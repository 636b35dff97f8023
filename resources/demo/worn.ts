/** @file Paints what is grown or worn on a drawn face: beard, glasses, mask. */
import { lipLine } from './features.ts';
import type { Expression } from './headShape.ts';
import type { Layers, Pen } from './layers.ts';
import { css, stroke } from './layers.ts';
import type { Person } from './person.ts';
import { between, randomFrom } from './random.ts';

/** Something worn over the face. */
export type Cover = 'none' | 'mask' | 'sunglasses';

export function paintBeard(on: Layers, pen: Pen, person: Person, expression: Expression): void {
  const { kind, dark } = person.beard;
  if (kind === 'none') return;
  const random = randomFrom(person.identity * 13 + 11);
  const y = lipLine(person, expression);
  const { bottom, width } = person.head;
  const hairs: string[] = [];
  const stubble = kind === 'stubble';
  for (let k = 0; k < (stubble ? 900 : 1500); k++) {
    const x = between(random, -width, width);
    const down = between(random, 20, bottom);
    const side = Math.abs(x);
    const onLip = down > y - 15 && down < y - 5 && side < person.mouth.width + 4;
    const onChin = down > y + 13 && side < (kind === 'goatee' ? 22 : 30) + (down - y) * 0.2;
    const onJaw = side > person.mouth.width + 6 && side < width * 0.9 && down > 62 - (side - 30) * 1.1;
    const inside = kind === 'moustache' ? onLip : kind === 'goatee' ? onLip || onChin : onLip || onChin || onJaw;
    if (!inside || (Math.abs(down - y - 3) < 8 && side < person.mouth.width)) continue;
    hairs.push(`M ${pen(x, down)} L ${pen(x + between(random, -2, 2), down + (stubble ? 1.2 : 5))}`);
  }
  on.fine.push(stroke(hairs.join(' '), css(person.hair.colour, 0.8), stubble ? 1.3 : 2.4, dark * (stubble ? 0.55 : 0.85)));
}

export function paintGlasses(on: Layers, pen: Pen, person: Person, cover: Cover): void {
  const dark = cover === 'sunglasses';
  const g = person.glasses ?? (dark ? { width: 25, height: 18, round: 8, thick: 2.4, colour: [18, 18, 20] as const } : null);
  if (!g) return;
  const { eyes } = person;
  const colour = css(g.colour);
  for (const s of [-1, 1]) {
    const points = Array.from({ length: 28 }, (_, k) => {
      const a = (k * Math.PI) / 14;
      const square = 1 / Math.max(Math.abs(Math.cos(a)), Math.abs(Math.sin(a)));
      const reach = 1 + (square - 1) * (1 - g.round / 13);
      return pen(s * eyes.apart + Math.cos(a) * g.width * reach, eyes.y + 2 + Math.sin(a) * g.height * reach);
    });
    on.crisp.push(`<path d="M ${points.join(' L ')} Z" fill="${dark ? '#0c0c0f' : 'rgba(225,235,245,.1)'}" stroke="${colour}" stroke-width="${(g.thick * 1.7).toFixed(1)}"/>`);
    on.crisp.push(stroke(`M ${pen(s * (eyes.apart + g.width), eyes.y - 3)} L ${pen(s * person.head.width * 0.995, eyes.y - 5)}`, colour, g.thick * 1.5));
  }
  on.crisp.push(stroke(`M ${pen(-eyes.apart + g.width, eyes.y)} Q ${pen(0, eyes.y - 5)} ${pen(eyes.apart - g.width, eyes.y)}`, colour, g.thick * 1.7));
}

export function paintMask(on: Layers, pen: Pen, person: Person): void {
  const top = person.eyes.y + person.nose.length * 0.45;
  const { bottom, width } = person.head;
  const edge = [pen(-width * 0.97, top + 14), pen(-30, top + 4), pen(0, top - 4), pen(30, top + 4), pen(width * 0.97, top + 14), pen(width * 0.9, bottom * 0.72), pen(30, bottom * 0.985), pen(-30, bottom * 0.985), pen(-width * 0.9, bottom * 0.72)];
  on.crisp.push(`<path d="M ${edge.join(' L ')} Z" fill="#96bacc"/>`);
  for (const t of [0.3, 0.5, 0.7]) on.crisp.push(stroke(`M ${pen(-48, top + (bottom - top) * t)} Q ${pen(0, top + (bottom - top) * t + 5)} ${pen(48, top + (bottom - top) * t)}`, '#6f97ab', 1.6));
}

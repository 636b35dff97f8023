/** @file What is painted on a drawn head: eyes, brows, lips, lines, freckles, beard, glasses, as an SVG that is wrapped around it. */
import type { Expression } from './headShape.ts';
import { onSurface } from './headShape.ts';
import type { Colour, Person } from './person.ts';
import { between, randomFrom } from './random.ts';

/** Width and height in pixels of the wrapped picture: 360 by 180 degrees. */
export const skinSize = { width: 1024, height: 512 } as const;

/** Something worn over the face. */
export type Cover = 'none' | 'mask' | 'sunglasses';

export const css = (c: Colour, factor = 1) => `rgb(${c.map((v) => Math.max(0, Math.min(255, Math.round(v * factor)))).join(',')})`;

type Pen = (x: number, y: number) => string;

/** SVG of the painted skin. Points are millimetres seen from the front, laid on the surface by `onSurface`. */
export function paintSkin(person: Person, expression: Expression, cover: Cover): string {
  const pen: Pen = (x, y) => {
    const [longitude, latitude] = onSurface(person, x, y);
    return `${((longitude / (2 * Math.PI) + 0.5) * skinSize.width).toFixed(1)} ${((latitude / Math.PI + 0.5) * skinSize.height).toFixed(1)}`;
  };
  const parts = [complexion(person, pen), lines(person, pen), mouth(person, expression, pen), nose(person, pen), beard(person, expression, pen)];
  for (const side of [-1, 1] as const) parts.push(eye(person, side, expression, pen), brow(person, side, expression, pen));
  parts.push(marks(person, pen), glasses(person, pen, cover), cover === 'mask' ? mask(person, pen) : '');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${skinSize.width}" height="${skinSize.height}"><defs><filter id="b1"><feGaussianBlur stdDeviation=".7"/></filter><filter id="b3" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="3"/></filter><filter id="b8" x="-80%" y="-80%" width="260%" height="260%"><feGaussianBlur stdDeviation="8"/></filter></defs><rect width="100%" height="100%" fill="${css(person.skin)}"/>${parts.join('')}</svg>`;
}

/** An ellipse laid on the surface. */
function spot(pen: Pen, x: number, y: number, rx: number, ry: number, attributes: string): string {
  const points = Array.from({ length: 16 }, (_, k) => pen(x + rx * Math.cos((k * Math.PI) / 8), y + ry * Math.sin((k * Math.PI) / 8)));
  return `<path d="M ${points.join(' L ')} Z" ${attributes}/>`;
}

const mouthY = (person: Person, expression: Expression) => person.eyes.y + person.nose.length + person.mouth.y - 4 - expression.smile * 2;

function complexion(person: Person, pen: Pen): string {
  const { skin } = person;
  const red: Colour = [skin[0] * 1.02, skin[1] * 0.8, skin[2] * 0.76];
  const random = randomFrom(person.identity * 31 + 5);
  const out = [-1, 1].map((s) => spot(pen, s * 42, 34, 17, 15, `fill="${css(red)}" opacity="${(0.2 + person.blotches * 0.4).toFixed(2)}"`));
  out.push(spot(pen, 0, person.eyes.y + person.nose.length - 3, person.nose.width, 10, `fill="${css(red)}" opacity=".7"`));
  for (let k = 0; k < 22; k++) {
    const lighter = random() < 0.5;
    out.push(spot(pen, between(random, -66, 66), between(random, -60, 100), between(random, 4, 14), between(random, 4, 12), `fill="${lighter ? css(skin, 1.14) : css(skin, 0.78)}" opacity="${(person.blotches * 0.3).toFixed(2)}"`));
  }
  return `<g filter="url(#b8)">${out.join('')}</g>`;
}

function eye(person: Person, side: -1 | 1, expression: Expression, pen: Pen): string {
  const { eyes, skin } = person;
  const x = side * eyes.apart;
  const { y, width: w } = eyes;
  const h = eyes.height * (1 - 0.25 * Math.max(0, expression.smile));
  const outer = pen(x + side * w, y - eyes.slant);
  const inner = pen(x - side * w, y + 1);
  const upper = `${pen(x - side * w * 0.35, y - h * 1.55)}, ${pen(x + side * w * 0.5, y - h * 1.45 - eyes.slant)}`;
  const lower = `${pen(x + side * w * 0.5, y + h * 1.05)}, ${pen(x - side * w * 0.4, y + h * 1.1)}`;
  const id = `e${side + 1}`;
  return [
    spot(pen, x, y - h - 2, w * 1.5, 9, `fill="${css(skin, 0.45)}" opacity="${eyes.shadow.toFixed(2)}" filter="url(#b8)"`),
    spot(pen, x - side * 2, y + h + 7, w * 1.1, 4, `fill="${css([skin[0] * 0.62, skin[1] * 0.52, skin[2] * 0.58])}" opacity="${(0.15 + eyes.bags * 0.5).toFixed(2)}" filter="url(#b3)"`),
    `<clipPath id="${id}"><path d="M ${inner} C ${upper}, ${outer} C ${lower}, ${inner} Z"/></clipPath><path d="M ${inner} C ${upper}, ${outer} C ${lower}, ${inner} Z" fill="#e9e3dc"/><g clip-path="url(#${id})">`,
    spot(pen, x, y - 0.6, 6.2, 6.2, `fill="${css(eyes.iris)}"`),
    spot(pen, x, y - 0.6, 2.9, 2.9, 'fill="#080606"'),
    spot(pen, x - 2, y - 2.6, 1.2, 1.2, 'fill="#fff"'),
    spot(pen, x, y - h * 1.2, w, h * 0.7, 'fill="#000" opacity=".35" filter="url(#b1)"'),
    '</g>',
    `<path d="M ${inner} C ${upper}, ${outer}" fill="none" stroke="#171010" stroke-width="${(1.6 + eyes.lid * 2.4).toFixed(1)}" stroke-linecap="round" filter="url(#b1)"/>`,
    `<path d="M ${outer} C ${lower}, ${inner}" fill="none" stroke="${css(skin, 0.5)}" stroke-width="1.2" filter="url(#b1)"/>`,
    `<path d="M ${pen(x - side * w * 0.9, y - 3)} C ${pen(x - side * w * 0.35, y - h * 1.6 - 3 - eyes.lid * 3)}, ${pen(x + side * w * 0.5, y - h * 1.5 - 3 - eyes.lid * 3)}, ${pen(x + side * w * 1.1, y - eyes.slant - 2)}" fill="none" stroke="${css(skin, 0.48)}" stroke-width="${(1 + eyes.lid).toFixed(1)}" filter="url(#b1)"/>`,
    ...[0, 1, 2].map((k) => `<path d="M ${pen(x + side * (w + 3), y - 3 + k * 4)} L ${pen(x + side * (w + 12), y - 6 + k * 7)}" stroke="${css(skin, 0.55)}" stroke-width="1.1" opacity="${(person.lines * 0.9).toFixed(2)}" filter="url(#b1)"/>`),
  ].join('');
}

function brow(person: Person, side: -1 | 1, expression: Expression, pen: Pen): string {
  const { brows, eyes, hair } = person;
  const random = randomFrom(person.identity * 17 + 3);
  const y = eyes.y - brows.height;
  const colour = css([hair.colour[0] * 0.7, hair.colour[1] * 0.7, hair.colour[2] * 0.7]);
  const at = (t: number): readonly [number, number] => [side * (eyes.apart - brows.length * 0.85 + t * brows.length * 1.75), y + brows.slant * (0.5 - t) - brows.arch * Math.sin(Math.PI * Math.min(1, t * 0.9 + 0.1)) - expression.smile];
  const strokes: string[] = [];
  for (let k = 0; k < 26; k++) {
    const t = k / 25;
    const [x, top] = at(t);
    const lean = brows.thick * (1 - t * 0.5) * between(random, 0.8, 1.2);
    strokes.push(`<path d="M ${pen(x, top + lean / 2)} L ${pen(x + side * (2 + t * 3), top - lean / 2)}" stroke-width="${(1.6 + brows.thick * 0.18).toFixed(1)}"/>`);
  }
  return `<g stroke="${colour}" fill="none" stroke-linecap="round" opacity="${brows.dark.toFixed(2)}" filter="url(#b1)">${strokes.join('')}</g>`;
}

function nose(person: Person, pen: Pen): string {
  const { nose, eyes, skin } = person;
  const tip = eyes.y + nose.length;
  const dark = css(skin, 0.5);
  return [
    spot(pen, 0, tip + 6, nose.width, 4, `fill="${css(skin, 0.5)}" opacity=".6" filter="url(#b3)"`),
    ...[-1, 1].map((s) => spot(pen, s * nose.width * 0.5, tip + 3, nose.width * 0.3, 2, 'fill="#180c0a" opacity=".85" filter="url(#b1)"')),
    ...[-1, 1].map((s) => `<path d="M ${pen(s * nose.width * 0.9, tip - 8)} Q ${pen(s * nose.width * 1.5, tip - 2)} ${pen(s * nose.width * 0.95, tip + 4)}" fill="none" stroke="${dark}" stroke-width="1.8" opacity=".75" filter="url(#b1)"/>`),
    ...[-1, 1].map((s) => `<path d="M ${pen(s * nose.bridge * 1.1, eyes.y - 6)} Q ${pen(s * nose.bridge * 1.3, eyes.y + nose.length * 0.4)} ${pen(s * nose.width * 0.8, tip - 10)}" fill="none" stroke="${dark}" stroke-width="4" opacity=".3" filter="url(#b3)"/>`),
  ].join('');
}

function mouth(person: Person, expression: Expression, pen: Pen): string {
  const { mouth: m, skin } = person;
  const y = mouthY(person, expression);
  const w = m.width * (1 + 0.14 * expression.smile);
  const end = y + m.corner - expression.smile * 5;
  const gap = expression.open * 7;
  const left = pen(-w, end);
  const right = pen(w, end);
  return [
    gap > 0.5 ? `<path d="M ${left} Q ${pen(0, y - 1)} ${right} Q ${pen(0, y + gap * 2)} ${left} Z" fill="#2a1010"/><path d="M ${pen(-w * 0.7, end + 1)} Q ${pen(0, y)} ${pen(w * 0.7, end + 1)} Q ${pen(0, y + gap * 0.8)} ${pen(-w * 0.7, end + 1)} Z" fill="#e4ddd0"/>` : '',
    `<path d="M ${left} Q ${pen(-w * 0.35, y - m.upper * 1.5)} ${pen(-w * 0.12, y - m.upper * 1.25)} Q ${pen(0, y - m.upper)} ${pen(w * 0.12, y - m.upper * 1.25)} Q ${pen(w * 0.35, y - m.upper * 1.5)} ${right} Q ${pen(0, y + 1)} ${left} Z" fill="${css(m.colour, 0.88)}" filter="url(#b1)"/>`,
    `<path d="M ${left} Q ${pen(0, y + 1 + gap * 2)} ${right} Q ${pen(0, y + m.lower * 2 + gap * 2)} ${left} Z" fill="${css(m.colour)}" filter="url(#b1)"/>`,
    `<path d="M ${left} Q ${pen(0, y + 1)} ${right}" fill="none" stroke="${css(m.colour, 0.35)}" stroke-width="1.8" filter="url(#b1)"/>`,
    spot(pen, 0, y + m.lower + 10 + gap, w * 0.6, 4, `fill="${css(skin, 0.55)}" opacity=".4" filter="url(#b3)"`),
  ].join('');
}

function lines(person: Person, pen: Pen): string {
  const { skin, lines: deep, eyes, nose: n } = person;
  const tip = eyes.y + n.length;
  const ink = `fill="none" stroke="${css(skin, 0.5)}" stroke-linecap="round"`;
  const folds = [-1, 1].map((s) => `<path d="M ${pen(s * (n.width + 4), tip - 4)} Q ${pen(s * (n.width + 14), tip + 10)} ${pen(s * (person.mouth.width + 6), tip + person.mouth.y + 2)}" ${ink} stroke-width="${(1.4 + deep * 1.8).toFixed(1)}" opacity="${(0.15 + deep * 0.75).toFixed(2)}"/>`);
  const forehead = [0, 1, 2].map((k) => `<path d="M ${pen(-34 + k * 3, -34 - k * 9)} Q ${pen(0, -38 - k * 9)} ${pen(33 - k * 2, -33 - k * 9)}" ${ink} stroke-width="1.6" opacity="${Math.max(0, deep * 0.9 - 0.15).toFixed(2)}"/>`);
  const frown = [-1, 1].map((s) => `<path d="M ${pen(s * 5, eyes.y - 10)} L ${pen(s * 6, eyes.y - 22)}" ${ink} stroke-width="1.7" opacity="${Math.max(0, deep - 0.3).toFixed(2)}"/>`);
  return `<g filter="url(#b1)">${[...folds, ...forehead, ...frown].join('')}</g>`;
}

function beard(person: Person, expression: Expression, pen: Pen): string {
  const { kind, dark } = person.beard;
  if (kind === 'none') return '';
  const random = randomFrom(person.identity * 13 + 11);
  const y = mouthY(person, expression);
  const { bottom, width } = person.head;
  const strokes: string[] = [];
  const count = kind === 'stubble' ? 900 : 1500;
  for (let k = 0; k < count; k++) {
    const x = between(random, -width, width);
    const down = between(random, 20, bottom);
    const side = Math.abs(x);
    const onLip = down > y - 15 && down < y - 5 && side < person.mouth.width + 4;
    const onChin = down > y + 13 && side < (kind === 'goatee' ? 22 : 30) + (down - y) * 0.2;
    const onJaw = side > person.mouth.width + 6 && down > 62 - (side - 30) * 1.1;
    const inside = kind === 'moustache' ? onLip : kind === 'goatee' ? onLip || onChin : onLip || onChin || onJaw;
    if (!inside || (Math.abs(down - y - 3) < 8 && side < person.mouth.width)) continue;
    const length = kind === 'stubble' ? 1.2 : 5;
    strokes.push(`M ${pen(x, down)} L ${pen(x + between(random, -2, 2), down + length)}`);
  }
  const width0 = kind === 'stubble' ? 1.3 : 2.4;
  return `<path d="${strokes.join(' ')}" fill="none" stroke="${css(person.hair.colour, 0.8)}" stroke-width="${width0}" opacity="${(dark * (kind === 'stubble' ? 0.55 : 0.85)).toFixed(2)}" filter="url(#b1)"/>`;
}

function marks(person: Person, pen: Pen): string {
  const random = randomFrom(person.identity * 57 + 23);
  const out: string[] = [];
  const brown = css([person.skin[0] * 0.66, person.skin[1] * 0.52, person.skin[2] * 0.44]);
  for (let k = 0; k < person.freckles * 150; k++) {
    const r = between(random, 0.6, 1.5);
    out.push(spot(pen, between(random, -56, 56), between(random, -20, 56), r, r, `fill="${brown}" opacity="${between(random, 0.3, 0.8).toFixed(2)}"`));
  }
  for (const [x, y, radius] of person.moles) out.push(spot(pen, x, y, radius, radius, `fill="${css(person.skin, 0.3)}" filter="url(#b1)"`));
  if (person.scar) {
    const [x, y, angle, length] = person.scar;
    out.push(`<path d="M ${pen(x, y)} L ${pen(x + Math.cos(angle) * length, y + Math.sin(angle) * length)}" stroke="${css(person.skin, 1.25)}" stroke-width="2.6" stroke-linecap="round" filter="url(#b1)"/>`);
  }
  return out.join('');
}

function glasses(person: Person, pen: Pen, cover: Cover): string {
  const dark = cover === 'sunglasses';
  const g = person.glasses ?? (dark ? { width: 25, height: 18, round: 8, thick: 2.4, colour: [18, 18, 20] as const } : null);
  if (!g) return '';
  const { eyes } = person;
  const rim = (s: number) => {
    const points = Array.from({ length: 28 }, (_, k) => {
      const a = (k * Math.PI) / 14;
      const square = 1 / Math.max(Math.abs(Math.cos(a)), Math.abs(Math.sin(a)));
      const reach = 1 + (square - 1) * (1 - g.round / 13);
      return pen(s * eyes.apart + Math.cos(a) * g.width * reach, eyes.y + 2 + Math.sin(a) * g.height * reach);
    });
    return `<path d="M ${points.join(' L ')} Z" fill="${dark ? '#0c0c0f' : 'rgba(225,235,245,.1)'}" stroke="${css(g.colour)}" stroke-width="${(g.thick * 1.7).toFixed(1)}"/>`;
  };
  const bridge = `<path d="M ${pen(-eyes.apart + g.width, eyes.y)} Q ${pen(0, eyes.y - 5)} ${pen(eyes.apart - g.width, eyes.y)}" fill="none" stroke="${css(g.colour)}" stroke-width="${(g.thick * 1.7).toFixed(1)}"/>`;
  const arms = [-1, 1].map((s) => `<path d="M ${pen(s * (eyes.apart + g.width), eyes.y - 3)} L ${pen(s * person.head.width * 0.995, eyes.y - 5)}" stroke="${css(g.colour)}" stroke-width="${(g.thick * 1.5).toFixed(1)}"/>`);
  return rim(-1) + rim(1) + bridge + arms.join('');
}

function mask(person: Person, pen: Pen): string {
  const top = person.eyes.y + person.nose.length * 0.45;
  const { bottom, width } = person.head;
  const blue = css([150, 186, 204]);
  const edge = [pen(-width * 0.97, top + 14), pen(-30, top + 4), pen(0, top - 4), pen(30, top + 4), pen(width * 0.97, top + 14), pen(width * 0.9, bottom * 0.72), pen(30, bottom * 0.985), pen(-30, bottom * 0.985), pen(-width * 0.9, bottom * 0.72)];
  const pleats = [0.3, 0.5, 0.7].map((t) => `<path d="M ${pen(-48, top + (bottom - top) * t)} Q ${pen(0, top + (bottom - top) * t + 5)} ${pen(48, top + (bottom - top) * t)}" fill="none" stroke="#6f97ab" stroke-width="1.6" filter="url(#b1)"/>`);
  return `<path d="M ${edge.join(' L ')} Z" fill="${blue}"/>${pleats.join('')}`;
}

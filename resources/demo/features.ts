/** @file Paints eyes, brows, nose and mouth of a drawn person. */
import type { Expression } from './headShape.ts';
import type { Layers, Pen } from './layers.ts';
import { css, glow, spot, stroke } from './layers.ts';
import type { Person } from './person.ts';
import { between, randomFrom } from './random.ts';

/** Height of the line between the lips, millimetres below the eyes' line. */
export function lipLine(person: Person, expression: Expression): number {
  return person.eyes.y + person.nose.length + person.mouth.y - 4 - expression.smile * 2;
}

export function paintEye(on: Layers, pen: Pen, person: Person, side: -1 | 1, expression: Expression): void {
  const { eyes, skin } = person;
  const x = side * eyes.apart;
  const { y, width: w } = eyes;
  const h = eyes.height * (1 - 0.25 * Math.max(0, expression.smile));
  const outer = pen(x + side * w, y - eyes.slant);
  const inner = pen(x - side * w, y + 1);
  const upper = `${pen(x - side * w * 0.35, y - h * 1.55)}, ${pen(x + side * w * 0.5, y - h * 1.45 - eyes.slant)}`;
  const lower = `${pen(x + side * w * 0.5, y + h * 1.05)}, ${pen(x - side * w * 0.4, y + h * 1.1)}`;
  const opening = `M ${inner} C ${upper}, ${outer} C ${lower}, ${inner} Z`;
  on.soft.push(glow(pen, x, y - h - 2, w * 1.5, 9, css(skin, 0.45), eyes.shadow));
  on.soft.push(glow(pen, x - side * 2, y + h + 7, w * 1.1, 4, css([skin[0] * 0.62, skin[1] * 0.52, skin[2] * 0.58]), 0.15 + eyes.bags * 0.5));
  on.eyeballs.push(
    `<clipPath id="e${side + 1}"><path d="${opening}"/></clipPath><path d="${opening}" fill="#e9e3dc"/><g clip-path="url(#e${side + 1})">`,
    spot(pen, x, y - 0.6, 6.2, 6.2, css(eyes.iris)),
    spot(pen, x, y - 0.6, 2.9, 2.9, '#080606'),
    spot(pen, x - 2, y - 2.6, 1.2, 1.2, '#fff'),
    spot(pen, x, y - h * 1.2, w, h * 0.7, '#000', 0.35),
    '</g>',
  );
  const crease = `M ${pen(x - side * w * 0.9, y - 3)} C ${pen(x - side * w * 0.35, y - h * 1.6 - 3 - eyes.lid * 3)}, ${pen(x + side * w * 0.5, y - h * 1.5 - 3 - eyes.lid * 3)}, ${pen(x + side * w * 1.1, y - eyes.slant - 2)}`;
  on.fine.push(
    stroke(`M ${inner} C ${upper}, ${outer}`, '#171010', 1.6 + eyes.lid * 2.4),
    stroke(`M ${outer} C ${lower}, ${inner}`, css(skin, 0.5), 1.2),
    stroke(crease, css(skin, 0.48), 1 + eyes.lid),
  );
  for (const k of [0, 1, 2]) on.fine.push(stroke(`M ${pen(x + side * (w + 3), y - 3 + k * 4)} L ${pen(x + side * (w + 12), y - 6 + k * 7)}`, css(skin, 0.55), 1.1, person.lines * 0.9));
}

export function paintBrow(on: Layers, pen: Pen, person: Person, side: -1 | 1, expression: Expression): void {
  const { brows, eyes, hair } = person;
  const random = randomFrom(person.identity * 17 + 3);
  const y = eyes.y - brows.height;
  const hairs: string[] = [];
  for (let k = 0; k < 26; k++) {
    const t = k / 25;
    const x = side * (eyes.apart - brows.length * 0.85 + t * brows.length * 1.75);
    const top = y + brows.slant * (0.5 - t) - brows.arch * Math.sin(Math.PI * Math.min(1, t * 0.9 + 0.1)) - expression.smile;
    const lean = brows.thick * (1 - t * 0.5) * between(random, 0.8, 1.2);
    hairs.push(`M ${pen(x, top + lean / 2)} L ${pen(x + side * (2 + t * 3), top - lean / 2)}`);
  }
  on.fine.push(stroke(hairs.join(' '), css(hair.colour, 0.7), 1.6 + brows.thick * 0.18, brows.dark));
}

export function paintNose(on: Layers, pen: Pen, person: Person): void {
  const { nose, eyes, skin } = person;
  const tip = eyes.y + nose.length;
  on.soft.push(glow(pen, 0, tip + 6, nose.width, 4, css(skin, 0.5), 0.6));
  for (const s of [-1, 1]) {
    on.soft.push(glow(pen, s * nose.width * 1.05, eyes.y + nose.length * 0.45, 4, nose.length * 0.32, css(skin, 0.5), 0.35));
    on.fine.push(
      spot(pen, s * nose.width * 0.5, tip + 3, nose.width * 0.3, 2, '#180c0a', 0.85),
      stroke(`M ${pen(s * nose.width * 0.9, tip - 8)} Q ${pen(s * nose.width * 1.5, tip - 2)} ${pen(s * nose.width * 0.95, tip + 4)}`, css(skin, 0.5), 1.8, 0.75),
    );
  }
}

export function paintMouth(on: Layers, pen: Pen, person: Person, expression: Expression): void {
  const { mouth: m, skin } = person;
  const y = lipLine(person, expression);
  const w = m.width * (1 + 0.14 * expression.smile);
  const end = y + m.corner - expression.smile * 5;
  const gap = expression.open * 7;
  const left = pen(-w, end);
  const right = pen(w, end);
  on.soft.push(glow(pen, 0, y + m.lower + 10 + gap, w * 0.6, 4, css(skin, 0.55), 0.4));
  if (gap > 0.5) {
    on.fine.push(`<path d="M ${left} Q ${pen(0, y - 1)} ${right} Q ${pen(0, y + gap * 2)} ${left} Z" fill="#2a1010"/>`);
    on.fine.push(`<path d="M ${pen(-w * 0.7, end + 1)} Q ${pen(0, y)} ${pen(w * 0.7, end + 1)} Q ${pen(0, y + gap * 0.8)} ${pen(-w * 0.7, end + 1)} Z" fill="#e4ddd0"/>`);
  }
  on.fine.push(
    `<path d="M ${left} Q ${pen(-w * 0.35, y - m.upper * 1.5)} ${pen(-w * 0.12, y - m.upper * 1.25)} Q ${pen(0, y - m.upper)} ${pen(w * 0.12, y - m.upper * 1.25)} Q ${pen(w * 0.35, y - m.upper * 1.5)} ${right} Q ${pen(0, y + 1)} ${left} Z" fill="${css(m.colour, 0.88)}"/>`,
    `<path d="M ${left} Q ${pen(0, y + 1 + gap * 2)} ${right} Q ${pen(0, y + m.lower * 2 + gap * 2)} ${left} Z" fill="${css(m.colour)}"/>`,
    stroke(`M ${left} Q ${pen(0, y + 1)} ${right}`, css(m.colour, 0.35), 1.8),
  );
}

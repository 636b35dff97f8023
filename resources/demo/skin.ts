/** @file What is painted on a drawn head, as an SVG that is wrapped around it: complexion, lines, marks, and the features of features.ts and worn.ts. */
import { paintBrow, paintEye, paintMouth, paintNose } from './features.ts';
import type { Expression } from './headShape.ts';
import type { Layers, Pen } from './layers.ts';
import { assemble, css, glow, penFor, spot, stroke } from './layers.ts';
import type { Colour, Person } from './person.ts';
import { between, randomFrom } from './random.ts';
import type { Cover } from './worn.ts';
import { paintBeard, paintGlasses, paintMask } from './worn.ts';

/** SVG of the painted skin, `skinSize` pixels. */
export function paintSkin(person: Person, expression: Expression, cover: Cover): string {
  const pen = penFor(person);
  const on: Layers = { soft: [], eyeballs: [], fine: [], crisp: [] };
  paintComplexion(on, pen, person);
  paintLines(on, pen, person);
  paintMouth(on, pen, person, expression);
  paintNose(on, pen, person);
  for (const side of [-1, 1] as const) {
    paintEye(on, pen, person, side, expression);
    paintBrow(on, pen, person, side, expression);
  }
  paintMarks(on, pen, person);
  paintBeard(on, pen, person, expression);
  paintGlasses(on, pen, person, cover);
  if (cover === 'mask') paintMask(on, pen, person);
  return assemble(person.skin, on);
}

function paintComplexion(on: Layers, pen: Pen, person: Person): void {
  const { skin } = person;
  const red: Colour = [skin[0] * 1.02, skin[1] * 0.8, skin[2] * 0.76];
  const random = randomFrom(person.identity * 31 + 5);
  for (const s of [-1, 1]) on.soft.push(glow(pen, s * 42, 34, 17, 15, css(red), 0.2 + person.blotches * 0.4));
  on.soft.push(glow(pen, 0, person.eyes.y + person.nose.length - 3, person.nose.width, 10, css(red), 0.6));
  for (let k = 0; k < 22; k++) {
    const lighter = random() < 0.5;
    on.soft.push(glow(pen, between(random, -66, 66), between(random, -60, 100), between(random, 4, 14), between(random, 4, 12), lighter ? css(skin, 1.14) : css(skin, 0.78), person.blotches * 0.35));
  }
}

function paintLines(on: Layers, pen: Pen, person: Person): void {
  const { lines: deep, eyes, nose } = person;
  const ink = css(person.skin, 0.5);
  const tip = eyes.y + nose.length;
  for (const s of [-1, 1]) {
    on.fine.push(stroke(`M ${pen(s * (nose.width + 4), tip - 4)} Q ${pen(s * (nose.width + 14), tip + 10)} ${pen(s * (person.mouth.width + 6), tip + person.mouth.y + 2)}`, ink, 1.4 + deep * 1.8, 0.15 + deep * 0.75));
    on.fine.push(stroke(`M ${pen(s * 5, eyes.y - 10)} L ${pen(s * 6, eyes.y - 22)}`, ink, 1.7, Math.max(0, deep - 0.3)));
  }
  for (const k of [0, 1, 2]) on.fine.push(stroke(`M ${pen(-34 + k * 3, -34 - k * 9)} Q ${pen(0, -38 - k * 9)} ${pen(33 - k * 2, -33 - k * 9)}`, ink, 1.6, Math.max(0, deep * 0.9 - 0.15)));
}

function paintMarks(on: Layers, pen: Pen, person: Person): void {
  const random = randomFrom(person.identity * 57 + 23);
  const brown = css([person.skin[0] * 0.66, person.skin[1] * 0.52, person.skin[2] * 0.44]);
  for (let k = 0; k < person.freckles * 150; k++) {
    const r = between(random, 0.6, 1.5);
    on.fine.push(spot(pen, between(random, -56, 56), between(random, -20, 56), r, r, brown, between(random, 0.3, 0.8)));
  }
  for (const [x, y, radius] of person.moles) on.fine.push(spot(pen, x, y, radius, radius, css(person.skin, 0.3)));
  if (person.scar) {
    const [x, y, angle, length] = person.scar;
    on.fine.push(stroke(`M ${pen(x, y)} L ${pen(x + Math.cos(angle) * length, y + Math.sin(angle) * length)}`, css(person.skin, 1.25), 2.6));
  }
}

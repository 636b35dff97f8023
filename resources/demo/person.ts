/** @file A drawn person: the numbers that make one face differ from another. No real person is behind any of them. Lengths in millimetres. */
import { between, oneOf, randomFrom } from './random.ts';

export type Colour = readonly [red: number, green: number, blue: number];
export type HairStyle = 'bald' | 'cropped' | 'short' | 'swept' | 'fringe' | 'bob' | 'long' | 'curly' | 'receding';

export interface Person {
  readonly identity: number;
  readonly skin: Colour;
  /** 0 (smooth) to 1 (deeply lined). */
  readonly lines: number;
  readonly freckles: number;
  readonly blotches: number;
  readonly moles: readonly (readonly [x: number, y: number, radius: number])[];
  readonly scar: readonly [x: number, y: number, angle: number, length: number] | null;
  readonly head: { readonly width: number; readonly top: number; readonly bottom: number; readonly depth: number; readonly jaw: number; readonly cheek: number; readonly hollow: number; readonly chin: number; readonly chinWidth: number; readonly brow: number; readonly ear: number };
  readonly eyes: { readonly apart: number; readonly y: number; readonly width: number; readonly height: number; readonly slant: number; readonly socket: number; readonly lid: number; readonly bags: number; readonly iris: Colour; readonly shadow: number };
  readonly brows: { readonly height: number; readonly thick: number; readonly arch: number; readonly slant: number; readonly length: number; readonly dark: number };
  readonly nose: { readonly length: number; readonly height: number; readonly bridge: number; readonly width: number; readonly hook: number; readonly wings: number };
  readonly mouth: { readonly y: number; readonly width: number; readonly upper: number; readonly lower: number; readonly corner: number; readonly colour: Colour };
  readonly hair: { readonly style: HairStyle; readonly colour: Colour; readonly line: number; readonly parting: number; readonly thick: number };
  readonly beard: { readonly kind: 'none' | 'stubble' | 'full' | 'moustache' | 'goatee'; readonly dark: number };
  readonly glasses: { readonly width: number; readonly height: number; readonly round: number; readonly thick: number; readonly colour: Colour } | null;
  /** Metres from the ground to the crown. */
  readonly stature: number;
  readonly coat: Colour;
  readonly trousers: Colour;
}

const skins: readonly Colour[] = [[240, 206, 184], [228, 186, 156], [214, 166, 128], [190, 138, 100], [158, 108, 76], [120, 80, 56], [88, 58, 42]];
const hairs: readonly Colour[] = [[24, 20, 19], [48, 33, 24], [84, 56, 35], [128, 92, 56], [186, 152, 98], [142, 70, 36], [150, 148, 146], [206, 202, 198]];
const irises: readonly Colour[] = [[62, 40, 24], [40, 28, 20], [84, 108, 132], [84, 106, 72], [112, 92, 52]];
const coats: readonly Colour[] = [[44, 48, 58], [92, 34, 36], [48, 72, 52], [120, 116, 108], [36, 58, 96], [168, 152, 118], [70, 70, 74], [150, 84, 40], [88, 66, 98], [196, 194, 188]];
const styles: readonly HairStyle[] = ['bald', 'cropped', 'short', 'swept', 'fringe', 'bob', 'long', 'curly', 'receding'];

/** The person with this number (0, 1, 2 ...). The same number is the same person for ever. */
export function personOf(identity: number): Person {
  const random = randomFrom(identity * 7919 + 104729);
  const r = (low: number, high: number) => between(random, low, high);
  const tone = r(0, skins.length - 1.001);
  const skin = mix(skins[Math.floor(tone)]!, skins[Math.floor(tone) + 1]!, tone % 1);
  const ruddy = r(-1, 1);
  const lines = Math.max(0, r(-0.6, 1));
  const style = oneOf(random, styles);
  const colour = lines > 0.55 && random() < 0.6 ? oneOf(random, hairs.slice(6)) : tone > 3.5 ? oneOf(random, hairs.slice(0, 3)) : oneOf(random, hairs);
  const eyeY = r(-5, 5);
  const noseLength = r(36, 54);
  const mouthBelow = r(20, 32);
  const bearded = style !== 'bob' && style !== 'long' && style !== 'fringe' && random() < 0.55;
  return {
    identity,
    skin: [skin[0] + ruddy * 7, skin[1] - ruddy * 6, skin[2] - ruddy * 9],
    lines,
    freckles: tone < 2.5 && random() < 0.3 ? r(0.4, 1) : 0,
    blotches: r(0.2, 1),
    moles: Array.from({ length: Math.floor(r(0, 4)) }, () => [r(-52, 52), r(-50, 92), r(1.2, 2.6)] as const),
    scar: random() < 0.15 ? [r(-45, 45), r(-40, 70), r(0, Math.PI), r(14, 34)] : null,
    head: { width: r(66, 84), top: r(108, 126), bottom: eyeY + noseLength + mouthBelow + r(30, 48), depth: r(88, 102), jaw: r(0.38, 0.95), cheek: r(-3, 8), hollow: r(0, 6), chin: r(0, 12), chinWidth: r(10, 26), brow: r(0, 7), ear: r(0.8, 1.25) },
    eyes: { apart: r(27, 36), y: eyeY, width: r(12, 17.5), height: r(3.6, 7.6), slant: r(-3, 3), socket: r(2, 9), lid: r(0.1, 1), bags: r(0, 1), iris: oneOf(random, tone > 3.5 ? irises.slice(0, 2) : irises), shadow: r(0.1, 0.55) },
    brows: { height: r(13, 23), thick: r(2, 8), arch: r(-1, 7), slant: r(-4, 5), length: r(17, 25), dark: r(0.35, 1) },
    nose: { length: noseLength, height: r(14, 30), bridge: r(5, 10), width: r(9, 17), hook: r(-4, 5), wings: r(3, 9) },
    mouth: { y: mouthBelow, width: r(18, 32), upper: r(2, 7), lower: r(3.5, 9.5), corner: r(-3.5, 3), colour: [skin[0] * r(0.72, 0.95), skin[1] * r(0.5, 0.75), skin[2] * r(0.52, 0.78)] },
    hair: { style, colour, line: r(-12, 10), parting: r(-1, 1), thick: r(0.6, 1.5) },
    beard: { kind: bearded ? oneOf(random, ['stubble', 'full', 'moustache', 'goatee', 'full'] as const) : 'none', dark: r(0.5, 1) },
    glasses: random() < 0.25 ? { width: r(20, 27), height: r(13, 22), round: r(3, 12), thick: r(1, 3.6), colour: oneOf(random, [[22, 22, 24], [70, 44, 26], [150, 146, 140], [96, 20, 24]] as const) } : null,
    stature: r(1.56, 1.9),
    coat: oneOf(random, coats),
    trousers: oneOf(random, coats),
  };
}

/** A colour between two, share 0 to 1 of the second. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

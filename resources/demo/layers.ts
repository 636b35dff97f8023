/** @file The layers in which a face is painted, from the softest up, and the pen that lays millimetres on the head. */
import { onSurface } from './headShape.ts';
import type { Colour, Person } from './person.ts';

/** Width and height in pixels of the wrapped picture: 360 by 180 degrees. */
export const skinSize = { width: 1024, height: 512 } as const;

/** SVG elements by layer, painted in this order. [Note: No filters] librsvg works on the whole picture for every filter, about 40 ms each; soft spots are gradients instead, and a head's paint takes 20 ms. */
export interface Layers {
  readonly soft: string[];
  readonly eyeballs: string[];
  readonly fine: string[];
  readonly crisp: string[];
}

/** A point of the face seen from the front (millimetres) as SVG coordinates. */
export type Pen = (x: number, y: number) => string;

export function penFor(person: Person): Pen {
  return (x, y) => {
    const [longitude, latitude] = onSurface(person, x, y);
    return `${((longitude / (2 * Math.PI) + 0.5) * skinSize.width).toFixed(1)} ${((latitude / Math.PI + 0.5) * skinSize.height).toFixed(1)}`;
  };
}

export const css = (c: Colour, factor = 1) => `rgb(${c.map((v) => Math.max(0, Math.min(255, Math.round(v * factor)))).join(',')})`;

/** An ellipse laid on the surface. */
export function spot(pen: Pen, x: number, y: number, rx: number, ry: number, fill: string, opacity = 1): string {
  const points = Array.from({ length: 16 }, (_, k) => pen(x + rx * Math.cos((k * Math.PI) / 8), y + ry * Math.sin((k * Math.PI) / 8)));
  return `<path d="M ${points.join(' L ')} Z" fill="${fill}" opacity="${opacity.toFixed(2)}"/>`;
}

/** A soft spot: full in the middle, nothing at one and a half times the radii. */
export function glow(pen: Pen, x: number, y: number, rx: number, ry: number, colour: string, opacity: number): string {
  const id = `g${colour}${x}${y}`.replace(/[^a-z0-9]/gi, '');
  return `<radialGradient id="${id}"><stop stop-color="${colour}"/><stop offset=".35" stop-color="${colour}" stop-opacity=".8"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>${spot(pen, x, y, rx * 1.5, ry * 1.5, `url(#${id})`, opacity)}`;
}

/** A line; `path` is SVG path data. */
export function stroke(path: string, colour: string, width: number, opacity = 1): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width.toFixed(1)}" stroke-linecap="round" opacity="${opacity.toFixed(2)}"/>`;
}

/** The finished SVG. */
export function assemble(skin: Colour, { soft, eyeballs, fine, crisp }: Layers): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${skinSize.width}" height="${skinSize.height}"><rect width="100%" height="100%" fill="${css(skin)}"/>${[...soft, ...eyeballs, ...fine, ...crisp].join('')}</svg>`;
}

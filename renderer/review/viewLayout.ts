/** @file What part of a picture is in view. Pure geometry; lengths and places are shares of the square frame that the whole picture is fitted into, from its top left. */

/** `zoom` 1: the whole picture. `x`, `y`: the point in the middle. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const whole: View = { zoom: 1, x: 0.5, y: 0.5 };
const middle: Point = { x: 0.5, y: 0.5 };

/** Pixels of the original are larger than a fingertip long before. */
const mostZoom = 24;

/** Larger by `factor` (smaller below 1) around a point of the frame, which stays where it is. */
export function zoomed(view: View, factor: number, at: Point = middle): View {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  const held = (centre: number, from: number): number => centre + (from - 0.5) * (1 / view.zoom - 1 / zoom);
  return within({ zoom, x: held(view.x, at.x), y: held(view.y, at.y) });
}

/** Moved by so much of the frame, as the hand moves the picture. */
export function moved(view: View, by: Point): View {
  return within({ ...view, x: view.x - by.x / view.zoom, y: view.y - by.y / view.zoom });
}

/** The picture's edge is never dragged into the frame. */
function within({ zoom, x, y }: View): View {
  const kept = (centre: number): number => Math.min(1 - 0.5 / zoom, Math.max(0.5 / zoom, centre));
  return { zoom, x: kept(x), y: kept(y) };
}

/** As a CSS transform from the top left of a picture that fills the frame. */
export function transformOf({ zoom, x, y }: View): string {
  const part = (centre: number): string => `${((0.5 - centre * zoom) * 100).toFixed(3)}%`;
  return `translate(${part(x)}, ${part(y)}) scale(${zoom})`;
}

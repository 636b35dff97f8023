/** @file Bands of picture quality in which error rates are told apart: of the overall figure of quality.ts, and of the face's width in pixels. */

/**
 * Lower ends. `good`, `fair`, `poor` are of `overall`; 0.5 is about a sharp frontal face of 32 px, 0.25 one of 24 px ([Note: What a face's
 * width is worth]). The widths are those at which packs are measured (models/README.md).
 */
const FROM = { poor: 0, fair: 0.25, good: 0.5, 'under-24px': 0, '24px': 24, '32px': 32, '48px': 48, '64px': 64 } as const;

export type Band = keyof typeof FROM;
/** Worst first. */
export const qualityBands = ['poor', 'fair', 'good'] as const satisfies readonly Band[];
/** Narrowest first; the last one has no upper end. */
export const widthBands = ['under-24px', '24px', '32px', '48px', '64px'] as const satisfies readonly Band[];
/** Every band there is; each face is in one of quality and in one of width. */
export const bands: readonly Band[] = [...qualityBands, ...widthBands];

/** Lower end of a band: of `overall`, or in pixels. */
export function bandFrom(band: Band): number {
  return FROM[band];
}

const reached = <B extends Band>(of: readonly B[], value: number): B => of.findLast((band) => value >= FROM[band]) ?? of[0]!;

/** The two bands of a face. Of a pair, it is the worse face that decides: see pairBands. */
export function bandsOf(face: { readonly overall: number; readonly widthPx: number }): readonly [quality: Band, width: Band] {
  return [reached(qualityBands, face.overall), reached(widthBands, face.widthPx)];
}

/** The two bands of a pair: those of the worse `overall` and of the narrower face. */
export function pairBands(a: { readonly overall: number; readonly widthPx: number }, b: { readonly overall: number; readonly widthPx: number }): readonly [quality: Band, width: Band] {
  return bandsOf({ overall: Math.min(a.overall, b.overall), widthPx: Math.min(a.widthPx, b.widthPx) });
}

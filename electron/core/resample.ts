/** @file Resampling whole people (or tracks), never pairs: pairs that share somebody are not independent. The same seed gives the same figures on every machine. */

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, numbers from 0 up to but not 1. Enough for resampling and drawing; never for keys, never for the order of a line-up. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Percentile interval of any figure by a bootstrap of clusters (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, 13.3; of
 * people rather than pairs: R. M. Bolle, N. K. Ratha and S. Pankanti, Error analysis of pattern recognition systems - the subsets
 * bootstrap, Computer Vision and Image Understanding 93 (2004), 1-33). `figure` is given how often each cluster was drawn; a pair of
 * clusters i and j counts times[i] * times[j], one within i counts times[i] (A. B. Owen and D. Eckles, Bootstrapping data arrays of
 * arbitrary order, Annals of Applied Statistics 6 (2012), 895-927). Where a drawing has no figure (null), it is left out. For figures that
 * are no rate (an equal error rate, a sum over bands); a rate has distribution.ts, which also holds where nothing was seen.
 */
export function clusterBootstrap(clusters: number, figure: (times: Uint32Array) => number | null, seed = 1, drawings = 1000, confidence = 0.95): [low: number, high: number] | null {
  const random = randomFrom(seed);
  const figures: number[] = [];
  const times = new Uint32Array(clusters);
  for (let drawing = 0; drawing < drawings; drawing++) {
    times.fill(0);
    for (let i = 0; i < clusters; i++) times[Math.floor(random() * clusters)]! += 1;
    const got = figure(times);
    if (got !== null) figures.push(got);
  }
  if (figures.length < drawings / 2) return null;
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.min(figures.length - 1, Math.floor(share * figures.length))]!;
  return [at((1 - confidence) / 2), at((1 + confidence) / 2)];
}

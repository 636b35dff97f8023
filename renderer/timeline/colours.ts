/** @file The tokens as a canvas takes them: read once for each theme. */

const names = ['surface', 'surface-raised', 'sunken', 'ground', 'line', 'line-strong', 'ink', 'ink-soft', 'ink-faint', 'accent', 'accent-wash', 'on-accent', 'gap', 'density-low', 'density-high', 'track', 'candidate', 'decision', 'unindexed', 'uncertainty', 'playhead'] as const;

type ColourName = (typeof names)[number];

export interface Colours extends Readonly<Record<ColourName, string>> {
  readonly font: string;
  /** Quality 0 to 255 as a pixel of an ImageData, from the low to the high density colour. */
  readonly ramp: Uint32Array;
}

/** `beside`: an element in the page, whose colour is borrowed for a moment: a browser resolves light-dark() only where a colour is used. */
export function readColours(beside: HTMLElement): Colours {
  const before = beside.style.color;
  const read = (name: ColourName): string => {
    beside.style.color = `var(--${name})`;
    return getComputedStyle(beside).color;
  };
  const all = Object.fromEntries(names.map((name) => [name, read(name)])) as Record<ColourName, string>;
  beside.style.color = before;
  return { ...all, font: getComputedStyle(beside).fontFamily, ramp: rampOf(numbersOf(all['density-low']), numbersOf(all['density-high'])) };
}

const numbersOf = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

/** A picture below middling quality stays near the low colour: what a search can use stands out. */
function rampOf(low: readonly number[], high: readonly number[]): Uint32Array {
  const bytes = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const share = Math.min(1, Math.max(0, (i / 255 - 0.1) / 0.7));
    for (let part = 0; part < 3; part++) bytes[4 * i + part] = Math.round(low[part]! + (high[part]! - low[part]!) * share);
    bytes[4 * i + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/** Tells when the colours are others: the system's theme, or the one chosen in the window. */
export function onTheme(changed: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(changed);
  dark.addEventListener('change', changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    dark.removeEventListener('change', changed);
    chosen.disconnect();
  };
}

/** @file The tokens as a canvas takes them: read once for each theme. */

const names = ['surface', 'surface-raised', 'sunken', 'ground', 'line', 'line-strong', 'ink', 'ink-soft', 'ink-faint', 'accent', 'accent-wash', 'on-accent', 'gap', 'density-low', 'density-high', 'track', 'candidate', 'decision', 'unindexed', 'uncertainty', 'playhead'] as const;

type ColourName = (typeof names)[number];

export interface Colours extends Readonly<Record<ColourName, string>> {
  readonly font: string;
  /** Each colour as a pixel of an ImageData. */
  readonly pixel: Readonly<Record<ColourName, number>>;
  /** Quality 0 to 255 as such a pixel, from the low to the high density colour. */
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
  const pixel = Object.fromEntries(names.map((name) => [name, pixelOf(numbersOf(all[name]))])) as Record<ColourName, number>;
  return { ...all, font: getComputedStyle(beside).fontFamily, pixel, ramp: rampOf(numbersOf(all['density-low']), numbersOf(all['density-high'])) };
}

const numbersOf = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);

/** Opaque; the order of the bytes in a number is the machine's. */
const pixelOf = (parts: readonly number[]): number => new Uint32Array(Uint8Array.of(...parts, 255).buffer)[0]!;

/** A picture below middling quality stays near the low colour: what a search can use stands out. */
function rampOf(low: readonly number[], high: readonly number[]): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const share = Math.min(1, Math.max(0, (i / 255 - 0.1) / 0.7));
    return pixelOf(low.map((part, at) => Math.round(part + (high[at]! - part) * share)));
  });
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

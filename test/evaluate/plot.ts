/** @file Draws what was predicted against what was found as an SVG: no library, no colour that carries meaning alone. Pure. */
import type { Agreement } from './chance.ts';

export interface PlottedCamera {
  readonly camera: string;
  readonly panels: Readonly<Record<string, readonly Agreement[]>>;
}

const side = 320, gap = 78;
/** Candidates for each search, on both axes. */
const [least, most] = [0.003, 300];
const place = (n: number): number => ((Math.log10(Math.min(most, Math.max(least, n))) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))) * side;
const marks = ['circle', 'square', 'cross'] as const;

function mark(kind: (typeof marks)[number], x: number, y: number): string {
  if (kind === 'circle') return `<circle cx="${x}" cy="${y}" r="3" fill="none"/>`;
  if (kind === 'square') return `<rect x="${x - 3}" y="${y - 3}" width="6" height="6" fill="none"/>`;
  return `<path d="M${x - 3} ${y - 3}l6 6m0 -6l-6 6"/>`;
}

/** One panel for each way of predicting; across: predicted with its interval, up: found. On the diagonal both agree. A faint mark at the upper end: no value was stated. */
export function plotAgreement(cameras: readonly PlottedCamera[]): string {
  const names = Object.keys(cameras[0]!.panels);
  const round = (n: number): number => Number(n.toFixed(1));
  const panels = names.map((name, panel) => {
    const left = gap + panel * (side + gap), top = 40;
    const ticks = [0.01, 0.1, 1, 10, 100];
    const points = cameras.flatMap(({ panels: own }, k) => own[name]!.map(({ predicted: { value, low, high }, found }) => {
      const y = round(top + side - place(found));
      const bar = `<path d="M${round(left + place(low))} ${y}H${round(left + place(high))}"/>`;
      // Where no value is stated, the upper end is what counts: marked faintly, to tell the cameras apart.
      return `<g opacity=".45">${bar}${value === null ? mark(marks[k % marks.length]!, round(left + place(high)), y) : ''}</g>${value === null ? '' : mark(marks[k % marks.length]!, round(left + place(value)), y)}`;
    }));
    return [
      `<g fill="none" stroke="currentColor"><rect x="${left}" y="${top}" width="${side}" height="${side}"/><path stroke-dasharray="4 3" d="M${left} ${top + side}L${left + side} ${top}"/>`, ...points, '</g>',
      ...ticks.map((tick) => `<text x="${round(left + place(tick))}" y="${top + side + 16}" text-anchor="middle">${tick}</text><text x="${left - 6}" y="${round(top + side - place(tick) + 4)}" text-anchor="end">${tick}</text>`),
      `<text x="${left + side / 2}" y="${top - 12}" text-anchor="middle">predicted from: ${name}</text>`,
      `<text x="${left + side / 2}" y="${top + side + 36}" text-anchor="middle">candidates for each search, predicted, with interval</text>`,
    ].join('\n');
  });
  const legend = cameras.map(({ camera }, k) => `<g fill="none" stroke="currentColor">${mark(marks[k % marks.length]!, gap + k * 130, 424)}</g><text x="${gap + 10 + k * 130}" y="428">${camera}</text>`);
  const width = gap + names.length * (side + gap);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 440" width="${width}" height="440" font-family="sans-serif" font-size="12" fill="black" color="black">
<title>Candidates by chance on drawn footage of 200 people: predicted and found</title>
<rect width="100%" height="100%" fill="white"/>
<text x="14" y="${40 + side / 2}" transform="rotate(-90 14 ${40 + side / 2})" text-anchor="middle">found, mean over searches</text>
${panels.join('\n')}
${legend.join('\n')}
</svg>
`;
}

/** @file Draws the share of missed pairs against each measure as an SVG: no library, no colour that carries meaning alone. Pure. */
import type { WithInterval } from './rates.ts';

interface Bin {
  readonly measure: string;
  /** null: open. */
  readonly from: number | null;
  readonly to: number | null;
  readonly people: number;
  readonly missed: WithInterval;
  readonly accepted: WithInterval;
}

const [width, height, gap, across] = [230, 170, 64, 4];

/** One panel a measure; across its bins, up the shares. A circle: pairs of one person missed; a square: pairs of two accepted; bars: intervals. */
export function plotMeasures(bins: readonly Bin[]): string {
  const panels = [...Map.groupBy(bins, ({ measure }) => measure)].map(([measure, own], panel) => {
    const left = gap + (panel % across) * (width + gap), top = 44 + Math.floor(panel / across) * (height + 76);
    const x = (i: number) => Math.round(left + ((i + 0.5) / own.length) * width), y = (share: number) => Number((top + height * (1 - share)).toFixed(1));
    const marks = own.flatMap(({ missed, accepted }, i) => [
      missed ? `<path d="M${x(i) - 4} ${y(missed.interval[0])}V${y(missed.interval[1])}"/><circle cx="${x(i) - 4}" cy="${y(missed.value)}" r="3.5"/>` : '',
      accepted ? `<path d="M${x(i) + 6} ${y(accepted.interval[0])}V${y(accepted.interval[1])}"/><rect x="${x(i) + 3}" y="${y(accepted.value) - 3}" width="6" height="6"/>` : '',
    ]);
    const name = ({ from, to }: Bin) => (from === null ? `under ${to}` : to === null ? `from ${from}` : `${from}–${to}`);
    return [
      `<g fill="none" stroke="currentColor"><rect x="${left}" y="${top}" width="${width}" height="${height}"/><g opacity=".25">${[0.25, 0.5, 0.75].map((share) => `<path d="M${left} ${y(share)}h${width}"/>`).join('')}</g>${marks.join('')}</g>`,
      `<text x="${left}" y="${top - 8}" font-weight="bold">${measure}</text>`,
      ...own.map((bin, i) => `<text x="${x(i)}" y="${top + height + 14}" text-anchor="middle" font-size="9">${name(bin)}</text>`),
      ...[0, 0.5, 1].map((share) => `<text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`),
    ].join('\n');
  });
  const [w, h] = [gap + across * (width + gap), 44 + Math.ceil(panels.length / across) * (height + 76)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" font-family="sans-serif" font-size="11" fill="black" color="black">
<title>Shares of pairs missed and accepted, by measure of the altered picture</title>
<rect width="100%" height="100%" fill="white"/>
<g fill="none" stroke="currentColor"><circle cx="${gap + 4}" cy="16" r="3.5"/><rect x="${gap + 190}" y="13" width="6" height="6"/></g>
<text x="${gap + 14}" y="20">pairs of one person missed</text><text x="${gap + 202}" y="20">pairs of two people accepted, at the same threshold</text>
${panels.join('\n')}
</svg>
`;
}

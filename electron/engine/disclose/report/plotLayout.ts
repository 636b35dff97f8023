/** @file Where the lines and words of a plot stand: the same for HTML and PDF. Pure. */
import type { ReportBlock } from './document.ts';

/** `d` is an SVG path; the origin is the upper left corner. */
interface PlotPath {
  readonly d: string;
  readonly style: 'frame' | 'grid' | 'line' | 'dashed' | 'area';
}

interface PlotText {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  /** Read from below. */
  readonly turned: boolean;
}

export interface PlotLayout {
  readonly width: number;
  readonly height: number;
  readonly paths: readonly PlotPath[];
  readonly texts: readonly PlotText[];
}

const WIDTH = 720, HEIGHT = 400;
const frame = { left: 74, right: 694, top: 40, bottom: 344 } as const;
/** Width of a letter at the size of the key, about; length of a sample and the space after it. */
const LETTER = 6.6, SAMPLE = 26, GAP = 8;

export function layOutPlot({ x, y, series }: Extract<ReportBlock, { kind: 'plot' }>): PlotLayout {
  const across = (share: number): number => round(frame.left + (frame.right - frame.left) * clamp(share));
  const down = (share: number): number => round(frame.bottom - (frame.bottom - frame.top) * clamp(share));
  const paths: PlotPath[] = [];
  const texts: PlotText[] = [];
  const write = (atX: number, atY: number, anchor: PlotText['anchor'], text: string, turned = false): void => void texts.push({ x: round(atX), y: round(atY), anchor, text, turned });
  for (const { at, label } of x.ticks) {
    paths.push({ style: 'grid', d: `M${across(at)} ${frame.top}V${frame.bottom}` });
    write(across(at), frame.bottom + 18, 'middle', label);
  }
  for (const { at, label } of y.ticks) {
    paths.push({ style: 'grid', d: `M${frame.left} ${down(at)}H${frame.right}` });
    write(frame.left - 8, down(at) + 4, 'end', label);
  }
  write((frame.left + frame.right) / 2, HEIGHT - 12, 'middle', x.label);
  write(16, (frame.top + frame.bottom) / 2, 'middle', y.label, true);
  for (const { style, points } of series) {
    if (points.length > 1) paths.push({ style, d: `${points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${across(px)} ${down(py)}`).join('')}${style === 'area' ? 'Z' : ''}` });
  }
  paths.push({ style: 'frame', d: `M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}` });
  let left: number = frame.left;
  for (const { label, style } of new Map(series.map((each) => [each.label, each])).values()) {
    paths.push({ style, d: style === 'area' ? `M${round(left)} 12H${round(left + SAMPLE)}V24H${round(left)}Z` : `M${round(left)} 18H${round(left + SAMPLE)}` });
    write(left + SAMPLE + GAP, 22, 'start', label);
    left += SAMPLE + GAP + label.length * LETTER + 3 * GAP;
  }
  return { width: WIDTH, height: HEIGHT, paths, texts };
}

const clamp = (share: number): number => Math.max(0, Math.min(1, share));
const round = (value: number): number => Math.round(value * 100) / 100;

/** @file Type of the PDF: its three typefaces, texts broken into lines that fit, lines set on a page. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type PDFDocument from 'pdfkit';
import { pieces } from './document.ts';
import type { Rich } from './document.ts';
import { unpackWoff } from './woff.ts';

type Face = 'plain' | 'strong' | 'code';

/** How a block is set. `size` and `leading` (distance of its lines) in points. `strong`: all of it. */
export interface TypeStyle {
  readonly size: number;
  readonly leading: number;
  readonly colour: string;
  readonly strong?: boolean;
}

interface Run {
  readonly text: string;
  readonly face: Face;
  readonly width: number;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
}

/** Sets type in one document. */
export interface Typesetter {
  /** Lines no wider than `width` points. */
  lines(text: Rich, style: TypeStyle, width: number): Line[];
  /** Sets a line with its baseline at `y`; inside of marked content. */
  set(line: Line, style: TypeStyle, x: number, y: number): void;
}

const files: Readonly<Record<Face, string>> = { plain: 'IBMPlexSans-Regular.woff', strong: 'IBMPlexSans-SemiBold.woff', code: 'IBMPlexMono-Regular.woff' };

/** Letters of equal width look larger than others of their size. */
const codeScale = 0.9;

/** Registers the typefaces. A character that they lack is set as its number, `[U+0639]`: nothing is left out silently. */
export function openTypesetter(doc: typeof PDFDocument.prototype): Typesetter {
  const folder = fontFolder();
  const covers: Record<Face, (codePoint: number) => boolean> = { plain: () => false, strong: () => false, code: () => false };
  for (const face of ['plain', 'strong', 'code'] as const) {
    doc.registerFont(face, unpackWoff(readFileSync(join(folder, files[face]))));
    covers[face] = coverage(doc.font(face));
  }
  const widths = new Map<string, number>();
  const sizeOf = (face: Face, style: TypeStyle): number => (face === 'code' ? style.size * codeScale : style.size);
  const measure = (text: string, face: Face, style: TypeStyle): number => {
    const size = sizeOf(face, style);
    const key = `${face} ${size} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const width = doc.font(face).fontSize(size).widthOfString(text);
    if (text.length < 40) widths.set(key, width);
    return width;
  };
  return {
    lines: (text, style, width) => breakLines(words(text, style, covers), (run, face) => measure(run, face, style), width),
    set(line, style, x, y) {
      let at = x;
      for (const { text, face, width } of line.runs) {
        doc.font(face).fontSize(sizeOf(face, style)).fillColor(style.colour).text(text, at, y, { lineBreak: false, baseline: 'alphabetic' });
        at += width;
      }
    },
  };
}

/** `resources/fonts`, wherever the program runs from: its sources or what was built of them. */
function fontFolder(): string {
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const fonts = join(folder, 'resources/fonts');
    if (existsSync(join(fonts, files.plain))) return fonts;
  }
  throw new Error(`resources/fonts is in no folder above ${import.meta.dirname}`);
}

/** Which characters the present font has. PDFKit keeps the font to itself, and sets an empty box for what it lacks. */
function coverage(doc: object): (codePoint: number) => boolean {
  const kept: unknown = Reflect.get(doc, '_font');
  const font: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, 'font') : null;
  if (typeof font !== 'object' || font === null) throw new Error('PDFKit keeps its font elsewhere');
  const has: unknown = Reflect.get(font, 'hasGlyphForCodePoint');
  if (typeof has !== 'function') throw new Error('the font cannot say which characters it has');
  const known = new Map<number, boolean>();
  return (codePoint) => {
    const before = known.get(codePoint);
    if (before !== undefined) return before;
    const answer = has.call(font, codePoint) === true;
    known.set(codePoint, answer);
    return answer;
  };
}

/** A stretch without a space, in one or more faces. `after`: what stood behind it. */
interface Word {
  readonly parts: readonly { readonly text: string; readonly face: Face }[];
  readonly after: 'space' | 'line' | 'end';
}

function words(text: Rich, style: TypeStyle, covers: Readonly<Record<Face, (codePoint: number) => boolean>>): Word[] {
  const found: Word[] = [];
  let parts: { text: string; face: Face }[] = [];
  for (const piece of pieces(text)) {
    const face = piece.style === 'plain' && style.strong ? 'strong' : piece.style;
    for (const token of piece.text.normalize('NFC').match(/\n|[ \u2028]+|[^ \n]+/g) ?? []) {
      if (token === '\n' || token.startsWith(' ')) {
        found.push({ parts, after: token === '\n' ? 'line' : 'space' });
        parts = [];
      } else {
        parts.push({ text: [...token].map((c) => (covers[face](c.codePointAt(0)!) ? c : `[U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)).join(''), face });
      }
    }
  }
  return [...found, { parts, after: 'end' }];
}

/** No line holds so many letters, so a longer word need not be measured whole. */
const longest = 500;

type Measure = (text: string, face: Face) => number;

function breakLines(all: readonly Word[], measure: Measure, width: number): Line[] {
  const lines: Line[] = [];
  let runs: { text: string; face: Face }[] = [];
  let used = 0;
  const finish = (): void => {
    const measured = joined(runs).map(({ text, face }) => ({ text, face, width: measure(text, face) }));
    lines.push({ runs: measured, width: measured.reduce((sum, run) => sum + run.width, 0) });
    runs = [];
    used = 0;
  };
  for (const { parts, after } of all) {
    const length = parts.reduce((sum, { text, face }) => sum + measure(text.slice(0, longest), face), 0);
    if (runs.length > 0 && used + length > width) finish();
    for (const { text: whole, face } of parts) {
      let text = whole;
      while (text.length > longest || used + measure(text, face) > width) {
        const fitting = fits(text, face, measure, width - used, runs.length === 0);
        if (fitting > 0) runs.push({ text: text.slice(0, fitting), face });
        text = text.slice(fitting);
        finish();
        if (text === '') break;
      }
      if (text !== '') runs.push({ text, face });
      used += measure(text, face);
    }
    if (after === 'line') finish();
    // A space at the end of a line is kept: read aloud or copied, its words stay apart.
    else if (after === 'space' && runs.length > 0) {
      const { face } = runs.at(-1)!;
      runs.push({ text: ' ', face });
      used += measure(' ', face);
    }
  }
  if (runs.length > 0 || lines.length === 0) finish();
  return lines;
}

/** Of a word that is too long, how many code units fit: up to a stroke, point or hyphen where one stands in the second half. */
function fits(text: string, face: Face, measure: Measure, width: number, atStart: boolean): number {
  let end = 0;
  let used = 0;
  for (const c of text) {
    used += measure(c, face);
    if (used > width) break;
    end += c.length;
  }
  if (end === 0) return atStart ? ([...text][0]?.length ?? 0) : 0;
  const stop = Math.max(...['/', '.', '-', '_', ',', '@'].map((sign) => text.lastIndexOf(sign, end - 1))) + 1;
  return stop > end / 2 ? stop : end;
}

function joined(runs: readonly { readonly text: string; readonly face: Face }[]): { text: string; face: Face }[] {
  const out: { text: string; face: Face }[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && last.face === run.face) last.text += run.text;
    else out.push({ ...run });
  }
  return out;
}

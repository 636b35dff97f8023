/** @file The flow of the PDF: a column that runs from page to page, with what is drawn in it marked for its structure or as ornament. */
import type PDFDocument from 'pdfkit';
import type { Line, Typesetter, TypeStyle } from './pdfType.ts';

type Doc = typeof PDFDocument.prototype;
export type StructureElement = ReturnType<Doc['struct']>;

/** A4 in points, and the column on it. */
export const sheet = { width: 595.28, height: 841.89, left: 62, right: 533.28, top: 84, bottom: 770 } as const;

export const colours = { ink: '#16202b', quiet: '#55616e', rule: '#ccd3da', tint: '#f2f5f8', accent: '#1f4e79', warn: '#8a5a00', warnTint: '#fdf6e7' } as const;

export const styles = {
  title: { size: 29, leading: 34, colour: colours.ink, strong: true },
  kind: { size: 9.5, leading: 13, colour: colours.accent, strong: true },
  subtitle: { size: 13, leading: 18, colour: colours.quiet },
  1: { size: 17, leading: 21, colour: colours.accent, strong: true },
  2: { size: 12.5, leading: 16, colour: colours.ink, strong: true },
  3: { size: 10.5, leading: 14, colour: colours.ink, strong: true },
  body: { size: 10, leading: 14.6, colour: colours.ink },
  strongBody: { size: 10, leading: 14.6, colour: colours.ink, strong: true },
  lead: { size: 11.2, leading: 16.2, colour: colours.ink },
  note: { size: 8.8, leading: 12.6, colour: colours.quiet },
  label: { size: 9.2, leading: 13.4, colour: colours.quiet },
  value: { size: 9.2, leading: 13.4, colour: colours.ink },
  cell: { size: 8.3, leading: 11.4, colour: colours.ink },
  head: { size: 8.3, leading: 11.4, colour: colours.ink, strong: true },
  margin: { size: 8, leading: 11, colour: colours.quiet },
} as const satisfies Record<string, TypeStyle>;

/** Distance from the top of a line to its baseline. */
export function baseline({ size, leading }: TypeStyle): number {
  return (leading - size) / 2 + size * 0.86;
}

/** Where the next block begins: `y` points from the top of the present page. */
export interface Flow {
  readonly doc: Doc;
  readonly type: Typesetter;
  /** The structure that everything read aloud hangs in. */
  readonly root: StructureElement;
  y: number;
}

/** Points left on the present page. */
export function room(flow: Flow): number {
  return sheet.bottom - flow.y;
}

export function newPage(flow: Flow): void {
  flow.doc.addPage();
  flow.y = sheet.top;
}

/** Begins a new page where less than `height` is left. */
export function ensure(flow: Flow, height: number): void {
  if (room(flow) < height && flow.y > sheet.top) newPage(flow);
}

/** Space between blocks; none at the top of a page. */
export function space(flow: Flow, height: number): void {
  if (flow.y > sheet.top) flow.y += height;
}

/** A new element of the structure, in its parent. */
export function element(flow: Flow, parent: StructureElement, tag: string, options: Parameters<Doc['struct']>[1] = {}): StructureElement {
  const made = flow.doc.struct(tag, options);
  parent.add(made);
  return made;
}

/** What is drawn belongs to this element. */
export function marked(flow: Flow, owner: StructureElement, tag: string, draw: () => void): void {
  owner.add(flow.doc.markStructureContent(tag));
  draw();
  flow.doc.endMarkedContent();
}

/** What is drawn is ornament, or repeats what was read. */
export function ornament(flow: Flow, type: 'Layout' | 'Pagination', draw: () => void): void {
  flow.doc.markContent('Artifact', { type });
  draw();
  flow.doc.endMarkedContent();
}

export function box(flow: Flow, x: number, y: number, width: number, height: number, colour: string): void {
  ornament(flow, 'Layout', () => void flow.doc.rect(x, y, width, height).fill(colour));
}

/** Sets lines from `y` on, without looking for the end of the page. */
export function setLines(flow: Flow, lines: readonly Line[], style: TypeStyle, x: number, y: number): void {
  lines.forEach((line, i) => flow.type.set(line, style, x, y + i * style.leading + baseline(style)));
}

/** Lines of a text that may run over pages, never with one line alone on either. */
export function runLines(flow: Flow, owner: StructureElement, tag: string, lines: readonly Line[], style: TypeStyle, x: number = sheet.left): void {
  let rest = lines;
  while (rest.length > 0) {
    let fitting = Math.floor(room(flow) / style.leading);
    if (fitting < rest.length && rest.length - fitting === 1) fitting--;
    if (fitting < Math.min(2, rest.length)) {
      if (flow.y > sheet.top) {
        newPage(flow);
        continue;
      }
      fitting = 1;
    }
    const part = rest.slice(0, fitting);
    marked(flow, owner, tag, () => setLines(flow, part, style, x, flow.y));
    flow.y += part.length * style.leading;
    rest = rest.slice(part.length);
    if (rest.length > 0) newPage(flow);
  }
}

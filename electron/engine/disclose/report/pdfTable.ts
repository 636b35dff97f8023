/** @file Tables of the PDF: labels with values, and grids whose head is repeated on each page; a row taller than a page is broken by lines. */
import { pieces } from './document.ts';
import type { Column, ReportBlock, Rich } from './document.ts';
import { box, colours, element, ensure, marked, newPage, ornament, room, runLines, setLines, sheet, space, styles } from './pdfFlow.ts';
import type { Flow, StructureElement } from './pdfFlow.ts';
import type { Line, TypeStyle } from './pdfType.ts';

const width = sheet.right - sheet.left;

interface Cell {
  readonly tag: 'TH' | 'TD';
  readonly scope?: 'Row' | 'Column';
  readonly x: number;
  readonly width: number;
  readonly right: boolean;
  readonly style: TypeStyle;
  readonly lines: readonly Line[];
}

const mostHeadLines = 6;

/** Space above and below the lines of a row. */
const pad = 3.6;

export function factsBlock(flow: Flow, { rows }: Extract<ReportBlock, { kind: 'facts' }>): void {
  space(flow, 4);
  const table = element(flow, flow.root, 'Table');
  const labelWidth = width * 0.29;
  for (const [label, value] of rows) {
    const cells: Cell[] = [
      { tag: 'TH', scope: 'Row', x: sheet.left, width: labelWidth, right: false, style: styles.label, lines: flow.type.lines(label, styles.label, labelWidth - 12) },
      { tag: 'TD', x: sheet.left + labelWidth, width: width - labelWidth, right: false, style: styles.value, lines: flow.type.lines(value, styles.value, width - labelWidth) },
    ];
    row(flow, table, cells, () => undefined);
  }
  table.end();
  flow.y += 10;
}

export function tableBlock(flow: Flow, { title, columns, rows }: Extract<ReportBlock, { kind: 'table' }>): void {
  space(flow, 6);
  const table = element(flow, flow.root, 'Table');
  const places = layOut(columns, leastWidths(flow, columns, rows));
  const cells = (texts: readonly Rich[], tag: 'TH' | 'TD'): Cell[] =>
    places.map(({ x, width: own, right }, i): Cell => {
      const style = tag === 'TH' ? styles.head : styles.cell;
      return { tag, ...(tag === 'TH' ? { scope: 'Column' as const } : {}), x, width: own, right, style, lines: flow.type.lines(texts[i] ?? '', style, own) };
    });
  // A head that left no room for rows would be repeated for ever.
  const head = cells(columns.map(({ title: text }) => text), 'TH').map((cell) => ({ ...cell, lines: cell.lines.slice(0, mostHeadLines) }));
  const headHeight = heightOf(head);
  ensure(flow, styles.strongBody.leading + headHeight + 60);
  runLines(flow, element(flow, table, 'Caption'), 'Caption', flow.type.lines(title, styles.head, width), styles.head);
  flow.y += 4;
  const drawHead = (owner: StructureElement | null): void => {
    box(flow, sheet.left, flow.y, width, headHeight, colours.tint);
    box(flow, sheet.left, flow.y + headHeight, width, 1, colours.accent);
    for (const cell of head) {
      const set = (): void => cellLines(flow, cell, cell.lines, flow.y + pad);
      if (owner) marked(flow, element(flow, owner, 'TH', { scope: 'Column' }), 'TH', set);
      else ornament(flow, 'Pagination', set);
    }
    flow.y += headHeight + 1;
  };
  drawHead(element(flow, element(flow, table, 'THead'), 'TR'));
  const body = element(flow, table, 'TBody');
  for (const texts of rows) row(flow, body, cells(texts, 'TD'), () => drawHead(null));
  table.end();
  flow.y += 8;
}

/** So that no short word or number is broken: the width of the longest in each column, and of the longest word of its title. */
function leastWidths(flow: Flow, columns: readonly Column[], rows: readonly (readonly Rich[])[]): number[] {
  const widest = (texts: readonly Rich[], style: TypeStyle, longest: number): number =>
    Math.max(0, ...texts.flatMap((text) => pieces(text).flatMap(({ text: said, style: face }) => said.split(/\s+/).filter((word) => word !== '' && word.length <= longest)
      .map((word) => flow.type.lines(face === 'code' ? [{ code: word }] : word, style, sheet.width)[0]!.width))));
  return columns.map(({ title }, i) => Math.ceil(Math.max(widest([title], styles.head, 16), widest(rows.map((each) => each[i] ?? ''), styles.cell, 10))));
}

/** Where each column's text stands; some space between, none outside of the first and the last but a little for the tint. */
function layOut(columns: readonly Column[], least: readonly number[]): { x: number; width: number; right: boolean }[] {
  const gap = 9;
  const edge = 5;
  const free = width - 2 * edge - gap * (columns.length - 1);
  const total = least.reduce((sum, each) => sum + each, 0);
  // Each column has what it needs; the shares divide what is wider. Where even that does not fit, all are narrowed alike.
  const narrow = Math.min(1, free / total);
  const wanted = columns.map(({ share }, i) => Math.max(0, (free * share) / columns.reduce((sum, each) => sum + each.share, 0) - least[i]!));
  const wantedTotal = wanted.reduce((sum, each) => sum + each, 0);
  let x = sheet.left + edge;
  return columns.map(({ align }, i) => {
    const own = least[i]! * narrow + (wantedTotal === 0 ? 0 : (Math.max(0, free - total) * wanted[i]!) / wantedTotal);
    const place = { x, width: own, right: align === 'right' };
    x += own + gap;
    return place;
  });
}

function heightOf(cells: readonly Cell[]): number {
  return Math.max(...cells.map(({ lines, style }) => lines.length * style.leading)) + 2 * pad;
}

/** One row; `head` sets the head again on a new page. */
function row(flow: Flow, table: StructureElement, cells: readonly Cell[], head: () => void): void {
  const tr = element(flow, table, 'TR');
  const owners = cells.map((cell) => element(flow, tr, cell.tag, cell.scope ? { scope: cell.scope } : {}));
  const { leading } = cells[0]!.style;
  const next = (): void => {
    newPage(flow);
    head();
  };
  // A row that could stand on a page of its own is not broken.
  if (heightOf(cells) > room(flow) && heightOf(cells) < (sheet.bottom - sheet.top) * 0.6) next();
  let done = 0;
  const most = Math.max(...cells.map(({ lines }) => lines.length));
  while (done < most) {
    const fitting = Math.floor((room(flow) - 2 * pad) / leading);
    if (fitting < 1) {
      next();
      continue;
    }
    const part = Math.min(fitting, most - done);
    cells.forEach((cell, i) => {
      const lines = cell.lines.slice(done, done + part);
      if (lines.length > 0) marked(flow, owners[i]!, cell.tag, () => cellLines(flow, cell, lines, flow.y + pad));
    });
    flow.y += part * leading + 2 * pad;
    box(flow, sheet.left, flow.y - 0.5, width, 0.5, colours.rule);
    done += part;
    if (done < most) next();
  }
}

function cellLines(flow: Flow, cell: Cell, lines: readonly Line[], y: number): void {
  lines.forEach((line, i) => setLines(flow, [line], cell.style, cell.right ? cell.x + cell.width - line.width : cell.x, y + i * cell.style.leading));
}

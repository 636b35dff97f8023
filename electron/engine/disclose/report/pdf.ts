/** @file report.pdf: the report on A4, tagged for screen readers, with its typefaces inside. The same report and pictures give the same bytes. */
import type PDFDocument from 'pdfkit';
import { visible } from '../../../core/visible.ts';
import { sections } from './document.ts';
import type { ReportBlock, ReportDocument } from './document.ts';
import { baseline, box, colours, element, ensure, marked, newPage, ornament, room, runLines, setLines, sheet, space, styles } from './pdfFlow.ts';
import type { Flow, StructureElement } from './pdfFlow.ts';
import { figureBlock } from './pdfFigure.ts';
import { plotBlock } from './pdfPlot.ts';
import { factsBlock, tableBlock } from './pdfTable.ts';
import { openTypesetter } from './pdfType.ts';

const width = sheet.right - sheet.left;

/** Where the contents name the page of a section: filled in when it is known. */
interface Awaited {
  readonly page: number;
  readonly right: number;
  /** Of the baseline. */
  readonly y: number;
  readonly owner: StructureElement;
}

/**
 * The file in pieces, made while it is read. `readImage` gives the plain PNG (png.ts) at a path as the report's pictures name it, null where there is
 * none; where it is not plain the page says that it cannot be shown. What it throws ends the reading.
 */
export async function* reportPdf(report: ReportDocument, readImage: (path: string) => Promise<Uint8Array | null>): AsyncIterable<Uint8Array> {
  // A start need not wait for what only a report needs.
  const { default: PdfKit } = await import('pdfkit');
  const title = plain(`${report.title}: ${report.reference}`);
  const doc = new PdfKit({
    size: 'A4', margin: 0, autoFirstPage: false, bufferPages: true, pdfVersion: '1.7', tagged: true, lang: 'en-GB', displayTitle: true,
    info: { Title: title, Creator: 'Retrace', Producer: 'Retrace, PDFKit', CreationDate: new Date(report.at) },
  });
  layOut(doc, report, readImage).then(
    () => doc.end(),
    (error: unknown) => doc.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  yield* doc;
}

/** PDFKit writes the title into XML as it is. */
function plain(text: string): string {
  return visible(text).replace(/[<>&]/g, ' ').slice(0, 300);
}

async function layOut(doc: typeof PDFDocument.prototype, report: ReportDocument, readImage: (path: string) => Promise<Uint8Array | null>): Promise<void> {
  const type = openTypesetter(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const flow: Flow = { doc, type, root, y: sheet.top };
  doc.addPage();
  titleBlock(flow, report);
  const awaited: Awaited[] = [];
  const pages: number[] = [];
  for (const [i, block] of report.blocks.entries()) {
    if (block.kind === 'contents') awaited.push(...contentsBlock(flow, sections(report.blocks)));
    else if (block.kind === 'figure') await figureBlock(flow, block, readImage);
    else textBlock(flow, block, report.blocks[i + 1]);
    if (block.kind === 'heading' && block.level === 1) pages.push(doc.bufferedPageRange().count);
  }
  awaited.forEach(({ page, right, y, owner }, i) => {
    doc.switchToPage(page);
    const [line] = type.lines(String(pages[i]), styles.value, 60);
    marked(flow, owner, 'TOCI', () => type.set(line!, styles.value, right - line!.width, y));
  });
  root.end();
  margins(flow, report);
}

function titleBlock(flow: Flow, report: ReportDocument): void {
  box(flow, sheet.left, 64, width, 5, colours.accent);
  flow.y = 92;
  for (const [text, style, tag, gap] of [[report.kind, styles.kind, 'P', 8], [report.title, styles.title, 'H1', 6], [report.subtitle, styles.subtitle, 'P', 18]] as const) {
    runLines(flow, element(flow, flow.root, tag), tag, flow.type.lines(text, style, width), style);
    flow.y += gap;
  }
}

function textBlock(flow: Flow, block: Exclude<ReportBlock, { kind: 'contents' | 'figure' }>, next: ReportBlock | undefined): void {
  switch (block.kind) {
    case 'heading':
      return headingBlock(flow, block, next);
    case 'paragraph': {
      const style = styles[block.tone ?? 'body'];
      runLines(flow, element(flow, flow.root, 'P'), 'P', flow.type.lines(block.text, style, width), style);
      flow.y += 7;
      return;
    }
    case 'facts':
      return factsBlock(flow, block);
    case 'table':
      return tableBlock(flow, block);
    case 'plot':
      return plotBlock(flow, block);
    case 'callout':
      return calloutBlock(flow, block);
    case 'list':
      return listBlock(flow, block);
    case 'page-break':
      if (flow.y > sheet.top) newPage(flow);
      return;
  }
  block satisfies never;
}

/** Never alone at the end of a page: what follows has to begin on it too. */
function headingBlock(flow: Flow, { level, text }: Extract<ReportBlock, { kind: 'heading' }>, next: ReportBlock | undefined): void {
  const style = styles[level];
  const lines = flow.type.lines(text, style, width);
  space(flow, level === 1 ? 26 : level === 2 ? 14 : 8);
  ensure(flow, lines.length * style.leading + (next?.kind === 'figure' || next?.kind === 'plot' ? 280 : level === 1 ? 110 : 64));
  if (level === 1 && flow.y > sheet.top) {
    box(flow, sheet.left, flow.y, width, 0.75, colours.rule);
    flow.y += 12;
  }
  const tag = `H${level + 1}`;
  if (level === 1) flow.doc.outline.addItem(plain(text));
  runLines(flow, element(flow, flow.root, tag), tag, lines, style);
  flow.y += level === 1 ? 8 : 4;
}

/** A tinted box with a bar at its side; over several pages where it must be. */
function calloutBlock(flow: Flow, { title, text, tone }: Extract<ReportBlock, { kind: 'callout' }>): void {
  const inset = 14;
  const paragraphs = [{ text: title, style: styles.strongBody }, ...text.map((each) => ({ text: each, style: styles.body }))].map(({ text: each, style }) => ({ style, lines: flow.type.lines(each, style, width - 2 * inset) }));
  const gap = 5;
  const height = paragraphs.reduce((sum, { lines, style }) => sum + lines.length * style.leading + gap, 2 * inset - gap - 6);
  space(flow, 4);
  if (height < (sheet.bottom - sheet.top) * 0.6) ensure(flow, height);
  const owner = element(flow, flow.root, 'Div');
  let left = height;
  let end = 0;
  const ground = (): void => {
    const part = Math.min(left, room(flow));
    box(flow, sheet.left, flow.y, width, part, tone === 'caution' ? colours.warnTint : colours.tint);
    box(flow, sheet.left, flow.y, 3.5, part, tone === 'caution' ? colours.warn : colours.accent);
    end = flow.y + part;
    left -= part;
    flow.y += inset - 3;
  };
  ground();
  for (const { lines, style } of paragraphs) {
    const paragraph = element(flow, owner, 'P');
    for (const line of lines) {
      if (room(flow) < style.leading) {
        newPage(flow);
        left += inset;
        ground();
      }
      marked(flow, paragraph, 'P', () => setLines(flow, [line], style, sheet.left + inset, flow.y));
      flow.y += style.leading;
    }
    flow.y += gap;
  }
  flow.y = end + 14;
}

function listBlock(flow: Flow, { ordered, items }: Extract<ReportBlock, { kind: 'list' }>): void {
  const list = element(flow, flow.root, 'L');
  const indent = ordered && items.length > 9 ? 22 : 16;
  items.forEach((item, i) => {
    const lines = flow.type.lines(item, styles.body, width - indent);
    ensure(flow, Math.min(lines.length, 2) * styles.body.leading);
    const entry = element(flow, list, 'LI');
    const label = element(flow, entry, 'Lbl');
    marked(flow, label, 'Lbl', () => setLines(flow, flow.type.lines(ordered ? `${i + 1}.` : '–', styles.body, indent), styles.body, sheet.left, flow.y));
    runLines(flow, element(flow, entry, 'LBody'), 'LBody', lines, styles.body, sheet.left + indent);
    flow.y += 3.5;
  });
  flow.y += 5;
}

/** Titles with room for their pages, in two columns. */
function contentsBlock(flow: Flow, titles: readonly string[]): Awaited[] {
  const style = styles.value;
  const rowHeight = style.leading + 5;
  const perColumn = Math.ceil(titles.length / 2);
  const gap = 24;
  const own = (width - gap) / 2;
  ensure(flow, 40 + perColumn * rowHeight);
  headingLine(flow, 'Contents');
  const list = element(flow, flow.root, 'TOC');
  const top = flow.y;
  const page = flow.doc.bufferedPageRange().count - 1;
  const awaited = titles.map((title, i): Awaited => {
    const x = sheet.left + (i < perColumn ? 0 : own + gap);
    const y = top + (i % perColumn) * rowHeight;
    const owner = element(flow, list, 'TOCI');
    marked(flow, owner, 'TOCI', () => setLines(flow, flow.type.lines(title, style, own - 26).slice(0, 1), style, x, y));
    box(flow, x, y + style.leading + 1.5, own, 0.5, colours.rule);
    return { page, owner, right: x + own, y: y + baseline(style) };
  });
  flow.y = top + perColumn * rowHeight + 8;
  return awaited;
}

function headingLine(flow: Flow, text: string): void {
  space(flow, 14);
  runLines(flow, element(flow, flow.root, 'P'), 'P', flow.type.lines(text, styles[2], width), styles[2]);
  flow.y += 4;
}

/** Head and foot of every page; the first has its title. */
function margins(flow: Flow, report: ReportDocument): void {
  const { count } = flow.doc.bufferedPageRange();
  const style = styles.margin;
  const short = (text: string, most: number): ReturnType<Flow['type']['lines']> => flow.type.lines(text, style, most).slice(0, 1);
  for (let page = 0; page < count; page++) {
    flow.doc.switchToPage(page);
    const ends = (left: string, right: string, y: number): void => {
      const [line] = short(right, width / 2);
      setLines(flow, short(left, width / 2 + 60), style, sheet.left, y);
      setLines(flow, [line!], style, sheet.right - line!.width, y);
    };
    ornament(flow, 'Pagination', () => {
      if (page > 0) ends(report.reference, report.kind, 42);
      ends('Candidates are leads for people to examine. They are not identifications.', `Page ${page + 1} of ${count}`, 792);
    });
    if (page > 0) box(flow, sheet.left, 58, width, 0.5, colours.rule);
    box(flow, sheet.left, 786, width, 0.5, colours.rule);
  }
}

/** @file Plots of the PDF, drawn as lines and type. */
import { visible } from '../../../core/visible.ts';
import type { ReportBlock } from './document.ts';
import { colours, element, ensure, marked, runLines, sheet, space, styles } from './pdfFlow.ts';
import type { Flow } from './pdfFlow.ts';
import { layOutPlot } from './plotLayout.ts';
import type { PlotLayout } from './plotLayout.ts';

const wide = sheet.right - sheet.left;
/** At the plot's own scale; as large as the notes when it is shrunk to the column. */
const letters = { size: 12, leading: 14, colour: colours.quiet } as const;

export function plotBlock(flow: Flow, block: Extract<ReportBlock, { kind: 'plot' }>): void {
  const plot = layOutPlot(block);
  const scale = wide / plot.width, height = plot.height * scale;
  space(flow, 4);
  ensure(flow, height + 2 * styles.note.leading);
  const figure = element(flow, flow.root, 'Figure', { alt: visible(block.alt), bbox: [sheet.left, flow.y, sheet.right, flow.y + height], placement: 'Block' });
  marked(flow, figure, 'Figure', () => draw(flow, plot, scale));
  flow.y += height + 4;
  runLines(flow, element(flow, figure, 'Caption'), 'Caption', flow.type.lines(block.caption, styles.note, wide), styles.note);
  flow.y += 10;
}

function draw({ doc, type, y: top }: Flow, { paths, texts }: PlotLayout, scale: number): void {
  doc.save().translate(sheet.left, top).scale(scale);
  for (const { d, style } of paths) {
    if (style === 'area') doc.fillOpacity(0.16).path(d).fill(colours.accent).fillOpacity(1);
    else if (style === 'dashed') doc.path(d).lineWidth(1.8).dash(6, { space: 4 }).stroke(colours.warn).undash();
    else doc.path(d).lineWidth(style === 'line' ? 1.8 : style === 'frame' ? 1 : 0.7).stroke(style === 'line' ? colours.accent : style === 'frame' ? colours.quiet : colours.rule);
  }
  for (const { x, y, anchor, text, turned } of texts) {
    const line = type.lines(visible(text), letters, 1000)[0];
    if (!line) continue;
    const back = anchor === 'start' ? 0 : anchor === 'end' ? line.width : line.width / 2;
    doc.save();
    if (turned) doc.rotate(-90, { origin: [x, y] });
    type.set(line, letters, x - back, y);
    doc.restore();
  }
  doc.restore();
}

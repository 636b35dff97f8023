/** @file report.html: one page without script that loads nothing but the pictures beside it; every text is a text node. Pure. */
import { visible } from '../../../core/visible.ts';
import { pieces, sections } from './document.ts';
import type { ReportBlock, ReportDocument, Rich } from './document.ts';
import { reportStyle } from './htmlStyle.ts';
import { layOutPlot } from './plotLayout.ts';

/** The whole page. Pictures are named by their path relative to the page. */
export function reportHtml(report: ReportDocument): string {
  let section = 0;
  const body = report.blocks.map((block) => {
    if (block.kind === 'heading' && block.level === 1) section++;
    return blockHtml(block, report, section);
  });
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${report.title}: ${report.reference}`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<p class="kind">${text(report.kind)}</p>
<h1>${text(report.title)}</h1>
<p class="subtitle">${text(report.subtitle)}</p>
</header>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function blockHtml(block: ReportBlock, report: ReportDocument, section: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}${block.level === 1 ? ` id="section-${section}"` : ''}>${text(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p${block.tone ? ` class="${block.tone}"` : ''}>${rich(block.text)}</p>`;
    case 'facts':
      return `<table class="facts"><tbody>\n${block.rows.map(([label, value]) => `<tr><th scope="row">${text(label)}</th><td>${rich(value)}</td></tr>`).join('\n')}\n</tbody></table>`;
    case 'table':
      return tableHtml(block);
    case 'figure':
      return `<div class="figures">${block.pictures.map(({ path, alt, caption, share }) => `<figure style="width:${(share * 100).toFixed(1)}%"><img src="${address(path)}" alt="${text(alt)}"><figcaption>${rich(caption)}</figcaption></figure>`).join('\n')}</div>`;
    case 'plot':
      return plotHtml(block);
    case 'callout':
      return `<aside class="${block.tone}"><p><strong>${text(block.title)}</strong></p>\n${block.text.map((each) => `<p>${rich(each)}</p>`).join('\n')}</aside>`;
    case 'list':
      return `<${block.ordered ? 'ol' : 'ul'}>\n${block.items.map((item) => `<li>${rich(item)}</li>`).join('\n')}\n</${block.ordered ? 'ol' : 'ul'}>`;
    case 'contents':
      return `<nav aria-label="Contents"><p class="contents">Contents</p><ol>\n${sections(report.blocks).map((title, i) => `<li><a href="#section-${i + 1}">${text(title)}</a></li>`).join('\n')}\n</ol></nav>`;
    case 'page-break':
      return '<div class="page-break"></div>';
  }
  return block satisfies never;
}

function plotHtml(plot: Extract<ReportBlock, { kind: 'plot' }>): string {
  const { width, height, paths, texts } = layOutPlot(plot);
  return `<figure class="plot"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(plot.alt)}">
${paths.map(({ d, style }) => `<path class="${style}" d="${d}"/>`).join('\n')}
${texts.map(({ x, y, anchor, text: said, turned }) => `<text x="${x}" y="${y}" text-anchor="${anchor}"${turned ? ` transform="rotate(-90 ${x} ${y})"` : ''}>${text(said)}</text>`).join('\n')}
</svg><figcaption>${rich(plot.caption)}</figcaption></figure>`;
}

function tableHtml({ title, columns, rows }: Extract<ReportBlock, { kind: 'table' }>): string {
  const sum = columns.reduce((total, { share }) => total + share, 0);
  const side = (column: number): string => (columns[column]?.align === 'right' ? ' class="right"' : '');
  return `<div class="wide"><table class="grid"><caption>${text(title)}</caption>
<colgroup>${columns.map(({ share }) => `<col style="width:${((100 * share) / sum).toFixed(2)}%">`).join('')}</colgroup>
<thead><tr>${columns.map((column, i) => `<th scope="col"${side(i)}>${text(column.title)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell, i) => `<td${side(i)}>${rich(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;
}

function rich(value: Rich): string {
  return pieces(value)
    .map(({ text: said, style }) => {
      const escaped = escape(said).replaceAll('\n', '<br>');
      return style === 'plain' ? escaped : style === 'strong' ? `<strong>${escaped}</strong>` : `<code>${escaped}</code>`;
    })
    .join('');
}

function text(value: string): string {
  return escape(visible(value));
}

/** For text nodes and for attributes in double quotes. */
function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** A path below the page's folder; a colon in its first part would otherwise begin an address of another kind. */
function address(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** @file The report as a document: the closed list of blocks that both renderings, HTML and PDF, are made from. Pure. */
import { visible } from '../../../core/visible.ts';

/** A piece of a sentence: plain, of weight, or set letter by letter (hashes, ids, commands). */
export type Inline = string | { readonly strong: string } | { readonly code: string };

/** A sentence or several. A line feed within it begins a new line. */
export type Rich = string | readonly Inline[];

export interface Column {
  readonly title: string;
  /** Share of the table's width; the shares of a table need not sum to anything. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

export interface ReportPicture {
  /** PNG, by its path relative to the folder in which the reports stand, with forward slashes. */
  readonly path: string;
  /** What a reader who does not see it is told. */
  readonly alt: string;
  readonly caption: Rich;
  /** Share of the page's width, at most 1 with those beside it. */
  readonly share: number;
}

/** Places are shares of the plot's width and height, 0 to 1, from its lower left corner. */
export interface PlotAxis {
  readonly label: string;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface PlotSeries {
  /** Named in the key; two series of one name stand there once. */
  readonly label: string;
  /** `area` is closed and filled. Told apart without colour: full, dashed, filled. */
  readonly style: 'line' | 'dashed' | 'area';
  readonly points: readonly (readonly [x: number, y: number])[];
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Rich; readonly tone?: 'lead' | 'note' }
  /** Labels with what is known; one row each. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: Rich])[] }
  | { readonly kind: 'table'; readonly title: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly Rich[])[] }
  /** One to three pictures side by side. */
  | { readonly kind: 'figure'; readonly pictures: readonly ReportPicture[] }
  /** Drawn from numbers; `alt` says what a reader who does not see it is told. */
  | { readonly kind: 'plot'; readonly alt: string; readonly caption: Rich; readonly x: PlotAxis; readonly y: PlotAxis; readonly series: readonly PlotSeries[] }
  /** Set apart in a box: a caution, or something else not to be missed. */
  | { readonly kind: 'callout'; readonly title: string; readonly text: readonly Rich[]; readonly tone: 'caution' | 'plain' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Rich[] }
  | { readonly kind: 'contents' }
  | { readonly kind: 'page-break' };

export interface ReportDocument {
  readonly title: string;
  /** Stands above the title and at the head of each page, e.g. “Disclosure bundle”. */
  readonly kind: string;
  /** Stands under the title. */
  readonly subtitle: string;
  /** Stands at the head of each page: case and search. */
  readonly reference: string;
  /** RFC 3339, UTC: the one time that the renderings name as theirs. */
  readonly at: string;
  readonly blocks: readonly ReportBlock[];
}

/** The pieces of a text, those that are plain as plain. */
export function pieces(text: Rich): readonly { readonly text: string; readonly style: 'plain' | 'strong' | 'code' }[] {
  return (typeof text === 'string' ? [text] : text).map((piece) => {
    if (typeof piece === 'string') return { text: visible(piece), style: 'plain' };
    return 'strong' in piece ? { text: visible(piece.strong), style: 'strong' } : { text: visible(piece.code), style: 'code' };
  });
}

/** Headings of the first level, which the contents list, in order. */
export function sections(blocks: readonly ReportBlock[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []));
}

/** @file Short ways to write the report's blocks. */
import type { Column, ReportBlock, Rich } from './document.ts';

export function heading(level: 1 | 2 | 3, text: string): ReportBlock {
  return { kind: 'heading', level, text };
}

export function say(...text: readonly Rich[]): ReportBlock[] {
  return text.map((each) => ({ kind: 'paragraph', text: each }));
}

/** In small type: where a number comes from, what a table leaves out. */
export function note(text: Rich): ReportBlock {
  return { kind: 'paragraph', text, tone: 'note' };
}

export function facts(rows: readonly (readonly [string, Rich] | null)[]): ReportBlock {
  return { kind: 'facts', rows: rows.filter((row) => row !== null) };
}

/** Most rows of a table in the report; the file that is named holds all. */
const mostRows = 1000;

/** A table, or a sentence where it would be empty. What is beyond the first rows is counted and said to be in `source`. */
export function table(title: string, columns: readonly Column[], rows: readonly (readonly Rich[])[], source: Rich, empty: string): ReportBlock[] {
  if (rows.length === 0) return say(empty);
  const left = rows.length - mostRows;
  return [
    { kind: 'table', title, columns, rows: rows.slice(0, mostRows) },
    note([...(left > 0 ? [`The first ${mostRows} rows; the other ${left} are in the file. `] : []), 'Source: ', ...(typeof source === 'string' ? [{ code: source }] : source), '.']),
  ];
}

export function list(items: readonly Rich[], ordered = false): ReportBlock {
  return { kind: 'list', ordered, items };
}

export function caution(title: string, ...text: readonly Rich[]): ReportBlock {
  return { kind: 'callout', title, text, tone: 'caution' };
}

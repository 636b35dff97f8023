/** @file Tables as CSV (RFC 4180) that a spreadsheet shows and never runs. Pure. */

/** Every cell is quoted; one that a spreadsheet would take for a formula begins with an apostrophe. */
export function csv(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  // A negative number is a number and nothing else; everything that only begins like one may be a formula.
  const formula = typeof value === 'string' && /^[=+\-@\t\r]/.test(text);
  return `"${formula ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

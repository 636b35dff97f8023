/** @file The cheapest pairing of rows with columns. Pure. */

/**
 * For each row the column it is paired with, or -1. The sum of costs is the least possible, where leaving a row or column alone costs
 * half of `limit`, so no pair that costs `limit` or more is made. Among equal sums the choice is always the same: the order of work is fixed.
 * Hungarian algorithm with potentials (Kuhn 1955; Jonker and Volgenant 1987), O(rows^2 * columns).
 */
export function assign(costs: readonly (readonly number[])[], columns: number, limit: number): number[] {
  const rows = costs.length;
  // One private column for each row, at `limit`, stands for "left alone": a solution then always exists, with columns >= rows.
  const width = columns + rows;
  const cost = (row: number, column: number): number => {
    if (column >= columns) return column - columns === row ? limit : 2 * limit;
    const value = costs[row]![column]!;
    return value < limit ? value : limit; // what is not a number is no pair either
  };
  const rowPrice = new Float64Array(rows + 1);
  const columnPrice = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1); // 1-based; 0 is free
  const way = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(width + 1).fill(Infinity);
    const used = new Uint8Array(width + 1);
    do {
      used[column] = 1;
      const at = rowOf[column]!;
      let delta = Infinity;
      let next = 0;
      for (let j = 1; j <= width; j++) {
        if (used[j]) continue;
        const reduced = cost(at - 1, j - 1) - rowPrice[at]! - columnPrice[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= width; j++) {
        if (used[j]) {
          rowPrice[rowOf[j]!]! += delta;
          columnPrice[j]! -= delta;
        } else least[j]! -= delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      const before = way[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    } while (column !== 0);
  }
  const result = Array.from({ length: rows }, () => -1);
  for (let j = 1; j <= columns; j++) {
    const row = rowOf[j]! - 1;
    if (row >= 0 && costs[row]![j - 1]! < limit) result[row] = j - 1;
  }
  return result;
}

/** Lines of cells that end at the same place in each column. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length)));
  return rows.map((row) => row.map((cell, j) => cell.padStart(widths[j] ?? 0)).join('  '));
}

/**
 * Lines of cells that stand below each other, without blanks at their ends.
 * @param isWords whether a column begins at the same place; the others, of numbers, end there
 */
export function alignedTable(
  rows: readonly (readonly string[])[],
  isWords: (column: number) => boolean = () => false,
): string[] {
  const widths = (rows[0] ?? []).map((_, j) =>
    rows.reduce((most, row) => Math.max(most, (row[j] ?? '').length), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, j) => (isWords(j) ? cell.padEnd(widths[j] ?? 0) : cell.padStart(widths[j] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * Lines of CSV, ready for a spreadsheet. Names come from strangers' files: what a spreadsheet would run as a formula gets
 * an apostrophe before it (OWASP, "CSV Injection").
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** Numbers stay numbers, a minus before them too. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/**
 * What begins a formula, in full width too, and where: at the start of a cell, and after what other countries' spreadsheets
 * take for its end, be it within quotes or not.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠\t\r\n])/g;

/** A cell's text, no formula in any spreadsheet. */
export function withoutFormula(value: string): string {
  return NUMBER.test(value) ? value : value.replaceAll(FORMULA, "'");
}

function csvCell(value: string): string {
  const safe = withoutFormula(value);
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

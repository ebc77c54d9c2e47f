const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const COMMA_DECIMAL = /^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?(?:[eE][-+]?\d+)?$/;

/** A finite decimal number such as -1.5, .5, 6e23 or 1,234,567.8; NaN for everything else. */
export function parseDecimal(cell: string): number {
  // `Number` also reads hexadecimal, Infinity and blanks, hence the look at the characters first.
  if (hasOnlyDecimalUnits(cell)) return finiteOrNaN(Number(cell));
  return GROUPED.test(cell) ? Number(cell.replaceAll(',', '')) : NaN;
}

/** The same, written with a decimal comma: 1,5 or 1.234,5; NaN for everything else. */
export function parseCommaDecimal(cell: string): number {
  if (!COMMA_DECIMAL.test(cell)) return NaN;
  return finiteOrNaN(Number(cell.replaceAll('.', '').replace(',', '.')));
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

/** Digits, signs, the point and the exponent's letter; a loop, as it runs for each cell of a file. */
function hasOnlyDecimalUnits(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) {
    const unit = cell.charCodeAt(i);
    const digit = unit >= 48 && unit <= 57;
    if (!digit && unit !== 46 && unit !== 45 && unit !== 43 && unit !== 101 && unit !== 69) return false;
  }
  return cell !== '';
}

import type { Column } from '../../../dataset/dataset';
import { isComplete, numericValues } from '../../encoding';
import { Quantiles } from './quantiles';

/** Rows of a table, as what they are told apart by; of columns in the same order. */
export interface PlacedRows {
  readonly count: number;
  /** [count][columns]: share of the rows below for numbers, a code for categories; NaN: missing. */
  readonly places: Float64Array;
}

/**
 * Gower's distance of rows (Biometrics 27, 1971), with ranks for numbers: the mean over the columns of how far apart two
 * numbers are among the real ones, 0..1, and of 0 for equal and 1 for different categories; a missing value differs from all
 * but another.
 */
export class RowDistance {
  private readonly quantiles: readonly (Quantiles | null)[];

  /** @param rows of the table among which numbers are placed */
  constructor(columns: readonly Column[], rows: Uint32Array) {
    this.quantiles = columns.map((column) => {
      if (column.kind === 'categorical') return null;
      const present = rows.filter((row) => isComplete(column, row));
      return new Quantiles(numericValues(column, present), 0);
    });
  }

  /** @param columns these or others with the same categories */
  place(columns: readonly Column[], rows: Uint32Array): PlacedRows {
    const width = columns.length;
    const places = new Float64Array(rows.length * width);
    columns.forEach((column, j) => {
      const quantiles = this.quantiles[j];
      rows.forEach((row, i) => {
        places[i * width + j] = !isComplete(column, row)
          ? NaN
          : column.kind === 'categorical'
            ? column.codes[row]!
            : quantiles!.position(column.values[row]!);
      });
    });
    return { count: rows.length, places };
  }

  /** The distance of each row from the nearest of the others, 0..1. Yields now and then. */
  *nearest(rows: PlacedRows, others: PlacedRows): Generator<void, Float64Array> {
    const width = this.quantiles.length;
    const isNumber = this.quantiles.map((quantiles) => quantiles !== null);
    const nearest = new Float64Array(rows.count);
    for (let i = 0; i < rows.count; i++) {
      let least = width;
      for (let k = 0; k < others.count && least > 0; k++) {
        let sum = 0;
        for (let j = 0; j < width && sum < least; j++) {
          const [a, b] = [rows.places[i * width + j]!, others.places[k * width + j]!];
          const isMissing = Number.isNaN(a) || Number.isNaN(b);
          if (isMissing ? !(Number.isNaN(a) && Number.isNaN(b)) : a !== b)
            sum += isMissing || !isNumber[j] ? 1 : Math.abs(a - b);
        }
        if (sum < least) least = sum;
      }
      nearest[i] = least / width;
      if (i % 20 === 0) yield;
    }
    return nearest;
  }
}

/** How many of the rows are equal to one of the others, value by value. */
export function countCopies(
  columns: readonly Column[],
  rows: Uint32Array,
  others: readonly Column[],
  otherRows: Uint32Array,
): number {
  const written = (from: readonly Column[], row: number) =>
    from.map((column) => (column.kind === 'numeric' ? column.values[row]! : column.codes[row]!)).join(' ');
  const known = new Set(Array.from(otherRows, (row) => written(others, row)));
  return rows.reduce((copies, row) => copies + (known.has(written(columns, row)) ? 1 : 0), 0);
}

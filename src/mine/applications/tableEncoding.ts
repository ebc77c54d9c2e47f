import type { CategoricalColumn, Column, NumericColumn } from '../../dataset/dataset';
import { isComplete, numericValues } from '../encoding';
import { codesByFrequency } from '../frequencies';
import type { SideRows } from '../networks/miCritic';
import { periodsOf, writePhases } from './periods';
import { valueStep } from './valueStep';

/** How a column's cells become inputs of a network. */
export type ColumnEncoding = NumberEncoding | CategoryEncoding;

export interface NumberEncoding {
  readonly kind: 'number';
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
  /** Of dates, milliseconds: their phases in these, each as cosine and sine, are inputs too. */
  readonly periods?: readonly number[] | undefined;
}

/** An indicator for each level, and one for all others where there are some. */
export interface CategoryEncoding {
  readonly kind: 'category';
  readonly name: string;
  readonly levels: readonly string[];
  readonly others: boolean;
}

/** A column of many categories keeps its most frequent ones; the others share one indicator. */
export const MOST_LEVELS = 48;

/**
 * Numbers by the mean and deviation that they have in these rows, dates by their phases too, categories by those that come
 * up there.
 */
export function tableEncoding(columns: readonly Column[], rows: Uint32Array): ColumnEncoding[] {
  return columns.map((column) =>
    column.kind === 'numeric' ? withPhases(column, rows) : categoryEncoding(column, rows),
  );
}

/** Inputs that a column becomes. */
export function widthOf(encoding: ColumnEncoding): number {
  return encoding.kind === 'number'
    ? 1 + 2 * (encoding.periods?.length ?? 0)
    : encoding.levels.length + (encoding.others ? 1 : 0);
}

/** The rows' cells, none of them missing, as inputs of a network: row-major, the columns' inputs side by side. */
export function encodeTable(
  columns: readonly Column[],
  encodings: readonly ColumnEncoding[],
  rows: Uint32Array,
): SideRows {
  const width = encodings.reduce((sum, encoding) => sum + widthOf(encoding), 0);
  const values = new Float32Array(rows.length * width);
  let from = 0;
  columns.forEach((column, c) => {
    const encoding = encodings[c]!;
    if (encoding.kind === 'number' && column.kind === 'numeric') {
      const { mean, deviation, periods = [] } = encoding;
      rows.forEach((row, i) => {
        const value = column.values[row]!;
        values[i * width + from] = (value - mean) / deviation;
        writePhases(values, i * width + from + 1, value, periods);
      });
    } else if (encoding.kind === 'category' && column.kind === 'categorical') {
      categoryCodes(column, encoding, rows).forEach((code, i) => {
        if (code >= 0) values[i * width + from + code] = 1;
      });
    }
    from += widthOf(encoding);
  });
  return { values, width };
}

/** Rows in which no column's cell is missing. */
export function completeRows(columns: readonly Column[], rows: Uint32Array): Uint32Array {
  return rows.filter((row) => columns.every((column) => isComplete(column, row)));
}

/** Places among the encoding's levels, the others' behind them; -1: none, of a level that was not there. */
export function categoryCodes(
  { codes, levels }: CategoricalColumn,
  { levels: kept, others }: CategoryEncoding,
  rows: Uint32Array,
): Int32Array {
  const known = new Map(kept.map((level, place) => [level, place]));
  const places = levels.map((level) => known.get(level) ?? (others ? kept.length : -1));
  return Int32Array.from(rows, (row) => places[codes[row]!]!);
}

export function numberEncoding({ name, values }: NumericColumn, rows: Uint32Array): NumberEncoding {
  let mean = 0;
  for (const row of rows) mean += values[row]! / rows.length;
  let variance = 0;
  for (const row of rows) variance += (values[row]! - mean) ** 2 / rows.length;
  return { kind: 'number', name, mean, deviation: Math.sqrt(variance) || 1 };
}

function withPhases(column: NumericColumn, rows: Uint32Array): NumberEncoding {
  const encoding = numberEncoding(column, rows);
  if (column.type !== 'datetime') return encoding;
  const values = numericValues(column, rows);
  return { ...encoding, periods: periodsOf(column, values, valueStep(column, values)) };
}

export function categoryEncoding(
  { name, codes, levels }: CategoricalColumn,
  rows: Uint32Array,
): CategoryEncoding {
  const byFrequency = [...codesByFrequency(codes, rows).keys()];
  const others = byFrequency.length > MOST_LEVELS;
  const kept = others ? byFrequency.slice(0, MOST_LEVELS - 1) : byFrequency;
  return { kind: 'category', name, levels: kept.map((code) => levels[code]!), others };
}

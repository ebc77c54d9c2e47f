import * as l10n from '@vscode/l10n';
import type { PairPoints, PointColumn } from '../../src/extension/panel/panelProtocol';

/** Rows at both ends of the pointwise values: what the dependence is made of, and what goes against it. */
export interface Telling {
  readonly highest: readonly number[];
  readonly lowest: readonly number[];
}

/** Rows that occur more often together than by chance, most telling first, and those that do less; of the same values, one. */
export function mostTelling(
  pointwise: readonly number[],
  sameValues: (row: number) => string,
  most: number,
): Telling {
  const ascending = [...pointwise.keys()].sort((a, b) => (pointwise[a] ?? 0) - (pointwise[b] ?? 0) || a - b);
  const first = (rows: readonly number[], belongs: (value: number) => boolean) => {
    const seen = new Set<string>();
    const found: number[] = [];
    for (const row of rows) {
      if (found.length === most || !belongs(pointwise[row] ?? 0)) break;
      const values = sameValues(row);
      if (seen.has(values)) continue;
      seen.add(values);
      found.push(row);
    }
    return found;
  };
  return {
    highest: first(ascending.toReversed(), (value) => value > 0),
    lowest: first(ascending, (value) => value < 0),
  };
}

/** A row's value in a column, as people read it. */
export function valueOf(column: PointColumn, row: number): string {
  if (column.kind === 'categorical') return column.levels[column.codes[row] ?? 0] ?? '';
  const value = column.values[row] ?? 0;
  return column.isDate ? dateOf(value) : numberOf(value);
}

const numbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6, useGrouping: false });

function numberOf(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e15 || size < 1e-4) ? value.toPrecision(4) : numbers.format(value);
  return text.replaceAll('-', '−');
}

function dateOf(value: number): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return numberOf(value);
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/(:00)?(\.000)?Z$/, '')
    .replace('T', ' ');
}

/** `line 12`, `row 12`. */
export function placeName({ placedBy, places }: PairPoints, row: number): string {
  const place = places[row] ?? 0;
  return placedBy === 'line' ? l10n.t('line {0}', place) : l10n.t('row {0}', place);
}

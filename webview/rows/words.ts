import type { PairPoints, PointColumn } from '../../src/extension/panelProtocol';
import { counted, formatCount, formatShort, type Units } from '../format';
import { placeName, valueOf } from './telling';

/** Information of a single row is in nats or bits: it can be below 0, where no correlation is. */
export type RowUnits = Exclude<Units, 'correlation'>;

export function rowUnits(units: Units): RowUnits {
  return units === 'bits' ? 'bits' : 'nats';
}

/** With its sign: `+0.52`, `−1.30`. */
export function formatPointwise(nats: number, units: RowUnits): string {
  const text = formatShort(nats, units).replace('-', '−');
  return nats > 0 && !/^0\.0*$/.test(text) ? `+${text}` : text;
}

/** Which rows are shown. */
export function rowsSentence({ n, places, placedBy }: PairPoints): string {
  if (n === 0) return 'No row has a value on both sides.';
  const hint = placedBy === 'line' ? ' Click one to see its line in the editor.' : '';
  return places.length === n
    ? `All ${counted(n, 'row')} in which nothing is missing.${hint}`
    : `${formatCount(places.length)} of ${counted(n, 'row')} in which nothing is missing, a random sample.${hint}`;
}

/** What stands beside the pointer. */
export interface RowWords {
  readonly title: string;
  readonly lines: readonly string[];
}

/** @param rows that one sign stands for */
export function rowWords(
  points: PairPoints,
  columns: readonly PointColumn[],
  rows: readonly number[],
  pointwise: number | null,
  units: RowUnits,
): RowWords {
  const [first = 0] = rows;
  const values = columns.map((column) => {
    const own = [...new Set(rows.map((row) => valueOf(column, row)))];
    return `${column.name}: ${own.length === 1 ? (own[0] ?? '') : manyValues(column, own)}`;
  });
  return {
    title:
      rows.length === 1
        ? capital(placeName(points, first))
        : `${counted(rows.length, 'row')}, ${placeName(points, first)} first`,
    lines: pointwise === null ? values : [...values, pointwiseWords(pointwise, units, rows.length > 1)],
  };
}

function manyValues(column: PointColumn, values: readonly string[]): string {
  if (column.kind === 'numeric') return `${values[0] ?? ''} and near it`;
  return values.length > 3 ? `${values.length} categories` : values.join(', ');
}

function pointwiseWords(nats: number, units: RowUnits, mean: boolean): string {
  const often = nats > 0 ? 'more often together than by chance' : 'rarer together than by chance';
  return `${mean ? 'on average ' : ''}${formatPointwise(nats, units)} ${units}: ${often}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

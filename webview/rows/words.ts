import * as l10n from '@vscode/l10n';
import type { PairPoints, PointColumn } from '../../src/extension/panel/panelProtocol';
import { counted, formatCount, formatShort, UNIT_NAMES, type Units } from '../format';
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
  if (n === 0) return l10n.t('No row has a value on both sides.');
  const which =
    places.length === n
      ? l10n.t('All {0} in which nothing is missing.', counted(n, 'row'))
      : l10n.t(
          '{0} of {1} in which nothing is missing, a random sample.',
          formatCount(places.length),
          counted(n, 'row'),
        );
  return placedBy === 'line' ? l10n.t('{0} Click one to see its line in the editor.', which) : which;
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
        : l10n.t('{0}, {1} first', counted(rows.length, 'row'), placeName(points, first)),
    lines: pointwise === null ? values : [...values, pointwiseWords(pointwise, units, rows.length > 1)],
  };
}

function manyValues(column: PointColumn, values: readonly string[]): string {
  if (column.kind === 'numeric') return l10n.t('{0} and near it', values[0] ?? '');
  return values.length > 3 ? l10n.t('{0} categories', values.length) : values.join(', ');
}

function pointwiseWords(nats: number, units: RowUnits, mean: boolean): string {
  const value = `${formatPointwise(nats, units)} ${UNIT_NAMES[units]}`;
  const said =
    nats > 0
      ? l10n.t('{0}: more often together than by chance', value)
      : l10n.t('{0}: rarer together than by chance', value);
  return mean ? l10n.t('on average {0}', said) : said;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

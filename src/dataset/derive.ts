import * as l10n from '@vscode/l10n';
import { categoricalColumn } from './typing/columns';
import { DatasetError, isHeld, type Column, type Dataset } from './dataset';
import type { DerivationRequest } from './derivations';

/** Different values that can be categories beside the missing one. */
export const MAX_CATEGORIES = 50;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** Name of a derived column, such as `age is missing` or `date: weekday`. */
export function derivedName({ column, as }: DerivationRequest): string {
  switch (as) {
    case 'is-missing':
      return `${column} is missing`;
    case 'missing-as-category':
      return `${column} or missing`;
    case 'hour':
    case 'weekday':
    case 'month':
      return `${column}: ${as}`;
  }
}

/**
 * The dataset with the columns that are asked for behind its own.
 * @throws DatasetError where a column does not exist or nothing of the kind can be made of it
 */
export function withDerivedColumns(dataset: Dataset, requests: readonly DerivationRequest[]): Dataset {
  const derived = requests.map((request) => {
    const column = dataset.columns.find(({ name }) => name === request.column);
    if (column === undefined)
      throw new DatasetError(
        l10n.t(
          '{0} has no column "{1}" of which {2} could be made.',
          dataset.source,
          request.column,
          request.as,
        ),
      );
    if (!isHeld(column, dataset))
      throw new DatasetError(
        l10n.t(
          '{0}: the column "{1}" has too many different words to make a variable of it.',
          dataset.source,
          column.name,
        ),
      );
    return { ...derivedColumn(dataset.source, column, request), derivation: request };
  });
  return {
    ...dataset,
    columns: [...dataset.columns, ...derived],
    derived: [...dataset.derived, ...requests],
  };
}

function derivedColumn(source: string, column: Column, request: DerivationRequest): Column {
  const name = derivedName(request);
  switch (request.as) {
    case 'is-missing':
      return missingColumn(name, column);
    case 'missing-as-category':
      return missingAsCategory(source, name, column);
    case 'hour':
      return datePart(source, name, column, HOURS, (date) => date.getUTCHours());
    case 'weekday':
      return datePart(source, name, column, WEEKDAYS, (date) => date.getUTCDay());
    case 'month':
      return datePart(source, name, column, MONTHS, (date) => date.getUTCMonth());
  }
}

const isMissing = (column: Column, row: number): boolean =>
  column.kind === 'numeric' ? Number.isNaN(column.values[row]) : (column.codes[row] ?? -1) < 0;

const rowsOf = (column: Column): number =>
  column.kind === 'numeric' ? column.values.length : column.codes.length;

function missingColumn(name: string, column: Column): Column {
  const codes = Int32Array.from({ length: rowsOf(column) }, (_, row) => (isMissing(column, row) ? 1 : 0));
  const missing = codes.reduce((sum, code) => sum + code, 0);
  const levels = ['false', 'true'];
  if (missing > 0 && missing < codes.length)
    return categoricalColumn({ name, examples: levels }, 'boolean', { codes, levels });
  const only = missing > 0 ? 'true' : 'false';
  return categoricalColumn(
    { name, examples: [only] },
    'constant',
    { codes: codes.fill(0), levels: [only] },
    missing > 0 ? l10n.t('every value is missing') : l10n.t('no value is missing'),
  );
}

/** The column's categories (of few different numbers: the numbers), and one more for the missing. */
function missingAsCategory(source: string, name: string, column: Column): Column {
  if (column.distinct > MAX_CATEGORIES)
    throw new DatasetError(
      l10n.t(
        '{0}: the column "{1}" has {2} different values, too many to be categories beside the missing one; take whether it is missing as a variable of its own (is-missing).',
        source,
        column.name,
        column.distinct,
      ),
    );
  const { codes, levels } = categoriesOf(column);
  if (!codes.includes(-1))
    return categoricalColumn({ name, examples: levels }, 'categorical', { codes, levels });
  const all = [...levels, '(missing)'];
  return categoricalColumn({ name, examples: all }, 'categorical', {
    codes: codes.map((code) => (code < 0 ? levels.length : code)),
    levels: all,
  });
}

function categoriesOf(column: Column): { codes: Int32Array; levels: readonly string[] } {
  if (column.kind === 'categorical') return column;
  const numbers = [...new Set(column.values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const codeOf = new Map(numbers.map((value, code) => [value, code]));
  return {
    codes: Int32Array.from(column.values, (value) => codeOf.get(value) ?? -1),
    levels: numbers.map(String),
  };
}

/** A part of the date as a category: the last and the first of its values are neighbours like any two. */
function datePart(
  source: string,
  name: string,
  column: Column,
  levels: readonly string[],
  part: (date: Date) => number,
): Column {
  if (column.kind !== 'numeric' || column.type !== 'datetime')
    throw new DatasetError(
      l10n.t('{0}: the column "{1}" has no dates, so that {2} cannot be made.', source, column.name, name),
    );
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : part(new Date(value))));
  const used = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
  const position = new Map(used.map((code, at) => [code, at]));
  const cells = {
    codes: codes.map((code) => position.get(code) ?? -1),
    levels: used.map((code) => levels[code] ?? ''),
  };
  const constant = used.length < 2;
  const type = constant ? 'constant' : 'categorical';
  const reason = constant ? l10n.t('every value is the same') : undefined;
  const missing = column.missing + column.unparsable.count;
  return { ...categoricalColumn({ name, examples: cells.levels }, type, cells, reason), missing };
}

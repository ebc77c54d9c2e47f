import * as l10n from '@vscode/l10n';
import { parseDate, parseTime, parseTimestamp, timeOfDayWords, usualOrder, type DateOrder } from './dates';
import type { DictionaryCells } from './cells';
import { mostHave, parseLevels, type ParsedLevels } from './levels';

export const orderWords = (order: DateOrder) =>
  order === 'day-first' ? l10n.t('day first') : l10n.t('month first');

/**
 * Reads a column of dates, or of times of day. Where day and month are numbers, the order is taken that fits more cells.
 * @param told the order, where a person has told it
 */
export function readDates(cells: DictionaryCells, told?: DateOrder): ParsedLevels {
  if (mostHave(cells, (cell) => !Number.isNaN(parseTime(cell))))
    return { ...parseLevels(cells, parseTime), readAs: timeOfDayWords() };
  const dates = {
    'month-first': parseLevels(cells, (cell) => parseDate(cell, 'month-first')),
    'day-first': parseLevels(cells, (cell) => parseDate(cell, 'day-first')),
  };
  const guess = usualOrder(cells.levels[0] ?? '');
  const other = guess === 'day-first' ? 'month-first' : 'day-first';
  const order = told ?? (dates[other].fitting > dates[guess].fitting ? other : guess);
  const example = cells.levels.find(
    (_, level) => !Object.is(dates[guess].values[level], dates[other].values[level]),
  );
  if (example === undefined) return dates[order];
  const undecided = told === undefined && dates[guess].fitting === dates[other].fitting;
  return {
    ...dates[order],
    readAs: orderWords(order),
    ...(undecided && { ambiguity: orderAmbiguity(example, order) }),
  };
}

/** That no date tells whether its day or its month stands first. */
export const orderAmbiguity = (example: string, order: DateOrder): string =>
  order === 'day-first'
    ? l10n.t('{0} is read day first; no date tells that it is not month first', example)
    : l10n.t('{0} is read month first; no date tells that it is not day first', example);

/** Reads whole numbers as moments. */
export function readTimestamps(cells: DictionaryCells): ParsedLevels {
  const asDates = cells.levels.every((cell) => cell.length === 8);
  return {
    ...parseLevels(cells, parseTimestamp),
    readAs: asDates ? l10n.t('year, month and day in one number') : l10n.t('time since 1970-01-01 UTC'),
  };
}

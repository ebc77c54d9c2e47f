import { parseDate, parseTime, parseTimestamp, TIME_OF_DAY, usualOrder, type DateOrder } from './dates';
import type { DictionaryCells } from './cells';
import { mostHave, parseLevels, type ParsedLevels } from './levels';

const WORDS: Readonly<Record<DateOrder, string>> = { 'day-first': 'day first', 'month-first': 'month first' };

/**
 * Reads a column of dates, or of times of day. Where day and month are numbers, the order is taken that fits more cells.
 * @param told the order, where a person has told it
 */
export function readDates(cells: DictionaryCells, told?: DateOrder): ParsedLevels {
  if (mostHave(cells, (cell) => !Number.isNaN(parseTime(cell))))
    return { ...parseLevels(cells, parseTime), readAs: TIME_OF_DAY };
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
    readAs: WORDS[order],
    ...(undecided && {
      ambiguity: `${example} is read ${WORDS[order]}; no date tells that it is not ${WORDS[other]}`,
    }),
  };
}

/** Reads whole numbers as moments. */
export function readTimestamps(cells: DictionaryCells): ParsedLevels {
  const asDates = cells.levels.every((cell) => cell.length === 8);
  return {
    ...parseLevels(cells, parseTimestamp),
    readAs: asDates ? 'year, month and day in one number' : 'time since 1970-01-01 UTC',
  };
}

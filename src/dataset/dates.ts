/** Which of 3/4/2020's numbers is the month; a column decides as a whole, one cell cannot. */
export type DateOrder = 'month-first' | 'day-first';

const TIME =
  '(?:(?:T|,? +)(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?' +
  ' ?(?<half>[AP]M)?(?: ?(?<zone>Z|UTC|GMT|[-+]\\d\\d(?::?\\d\\d)?))?)?';
const MONTH = '(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

const pattern = (date: string) => new RegExp(`^${date}${TIME}$`, 'i');

/** 2020-03-04, 2020/3/4, with or without a time of day. */
const YEAR_FIRST = pattern(
  '(?<year>\\d{4})(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>(?<day>\\d{1,2})',
);
const YEAR_MONTH = /^(?<year>\d{4})-(?<month>\d\d)$/;
/** 3/4/20, 3.4.2020, 03-04-2020. */
const YEAR_LAST = pattern(
  '(?<first>\\d{1,2})(?<separator>[-/.])(?<second_>\\d{1,2})\\k<separator>(?<year>\\d{4}|\\d\\d)',
);
/** Jan 12 1998, January 12, 1998. */
const MONTH_NAME_FIRST = pattern(`${MONTH} (?<day>\\d{1,2}),? (?<year>\\d{4})`);
/** 12-Jan-98, 12 January 1998. */
const DAY_THEN_MONTH_NAME = pattern(`(?<day>\\d{1,2})[- ]${MONTH}[- ,]+(?<year>\\d{4}|\\d\\d)`);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Parts = Readonly<Partial<Record<string, string>>>;

/**
 * A date with or without a time of day, in milliseconds since 1970; NaN for everything else.
 * Where no zone is written UTC is taken, so that the same file reads the same everywhere.
 * Two-digit years: 69..99 are 19xx, 00..68 are 20xx (POSIX).
 */
export function parseDate(cell: string, order: DateOrder): number {
  const parts =
    YEAR_FIRST.exec(cell)?.groups ??
    YEAR_MONTH.exec(cell)?.groups ??
    MONTH_NAME_FIRST.exec(cell)?.groups ??
    DAY_THEN_MONTH_NAME.exec(cell)?.groups;
  if (parts !== undefined) return milliseconds(parts);
  const numbers: Parts | undefined = YEAR_LAST.exec(cell)?.groups;
  if (numbers === undefined) return NaN;
  const [month, day] =
    order === 'month-first' ? [numbers['first'], numbers['second_']] : [numbers['second_'], numbers['first']];
  return milliseconds({ ...numbers, month, day });
}

/** Dots are how day-first countries write dates; other marks leave month-first as the guess. */
export function usualOrder(cell: string): DateOrder {
  return YEAR_LAST.exec(cell)?.groups?.['separator'] === '.' ? 'day-first' : 'month-first';
}

function milliseconds(parts: Parts): number {
  const year = fullYear(parts['year'] ?? '');
  const month = monthNumber(parts['month'] ?? '');
  const day = Number(parts['day'] ?? 1);
  const midnight = new Date(0);
  // `Date.UTC` would move years below 100 into the twentieth century.
  midnight.setUTCFullYear(year, month - 1, day);
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  return exists ? midnight.getTime() + timeOfDay(parts) - zoneOffset(parts['zone']) : NaN;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function monthNumber(month: string): number {
  const named = MONTHS.indexOf(month.toLowerCase());
  return named < 0 ? Number(month) : named + 1;
}

function timeOfDay(parts: Parts): number {
  const hour = Number(parts['hour'] ?? 0);
  const minute = Number(parts['minute'] ?? 0);
  const second = Number(parts['second'] ?? 0);
  const half = parts['half']?.toUpperCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  const valid = minute < 60 && second < 60 && (half === undefined ? hour < 24 : hour >= 1 && hour <= 12);
  if (!valid) return NaN;
  return (hours * 3600 + minute * 60 + second) * 1000 + Number(`0.${parts['fraction'] ?? '0'}`) * 1000;
}

function zoneOffset(zone = 'Z'): number {
  const parts = /^([-+])(\d\d):?(\d\d)?$/.exec(zone);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

import * as l10n from '@vscode/l10n';

/** Which of 3/4/2020's numbers is the month; a column decides as a whole, one cell cannot. */
export type DateOrder = 'month-first' | 'day-first';

const CLOCK =
  '(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?(?: ?(?<half>[AP]\\.?M\\.?))?';
const ZONE = '(?: ?(?<zone>Z|UTC|GMT|(?:UTC|GMT)?[-+]\\d\\d(?::?\\d\\d)?))?(?: \\([\\w ]+\\))?';
const TIME = `(?:(?:T|,? +)${CLOCK}${ZONE})?`;
const WEEKDAY = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,? )?';
const MONTH =
  '(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)' +
  '(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?';

const pattern = (date: string) => new RegExp(`^${WEEKDAY}${date}${TIME}$`, 'i');

/** 3/4/20, 3.4.2020, 03-04-2020. */
const YEAR_LAST = pattern(
  '(?<first>\\d{1,2})(?<separator>[-/.])(?<second_>\\d{1,2})\\k<separator>(?<year>\\d{4}|\\d\\d)',
);
/** Ways of writing a date that leave no doubt. */
const FORMS: readonly RegExp[] = [
  // 2020-03-04, 2020/3/4, with or without a time of day.
  pattern('(?<year>\\d{4})(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>(?<day>\\d{1,2})'),
  // 2020-03, 2020-Q1.
  /^(?<year>\d{4})-(?<month>\d\d)$/,
  /^(?<year>\d{4})[- ]?Q(?<quarter>[1-4])$/i,
  // Jan 12 1998, January 12, 1998; with the year behind the time of day, as Unix writes it.
  pattern(`${MONTH} (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})`),
  new RegExp(`^${WEEKDAY}${MONTH} +(?<day>\\d{1,2}) ${CLOCK}${ZONE} (?<year>\\d{4})$`, 'i'),
  // 12-Jan-98, 12 January 1998, 2020-Jan-12.
  pattern(`(?<day>\\d{1,2})(?:st|nd|rd|th)?\\.?[- ]${MONTH}[- ,]+(?<year>\\d{4}|\\d\\d)`),
  pattern(`(?<year>\\d{4})[- ]${MONTH}[- ](?<day>\\d{1,2})`),
  // Jan 1998.
  new RegExp(`^${MONTH}[- ,]+(?<year>\\d{4})$`, 'i'),
  // 19980112T0830.
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d):?(?<minute>\d\d)(?::?(?<second>\d\d))?(?<zone>Z)?$/,
];
const TIME_ALONE = [new RegExp(`^${CLOCK}$`, 'i'), /^(?<hour>\d{1,2}) ?(?<half>[AP]M)$/i];

/** No date is longer; what is would only cost time. */
const MAX_LENGTH = 60;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Parts = Readonly<Partial<Record<string, string>>>;

/**
 * A date with or without a time of day, in milliseconds since 1970; NaN for everything else.
 * Where no zone is written UTC is taken, so that the same file reads the same everywhere.
 * Two-digit years: 69..99 are 19xx, 00..68 are 20xx (POSIX).
 */
export function parseDate(cell: string, order: DateOrder): number {
  const numbers = partsOf(cell, [YEAR_LAST]);
  if (numbers !== undefined) {
    const { first, second_: second } = numbers;
    const [month, day] = order === 'month-first' ? [first, second] : [second, first];
    return milliseconds({ ...numbers, month, day });
  }
  const parts = partsOf(cell, FORMS);
  return parts === undefined ? NaN : milliseconds(parts);
}

/** How a column of these is read, in words. */
export const timeOfDayWords = () => l10n.t('time of day');

/** A time of day alone, such as 8:30 or 8:30:15 PM, in milliseconds since midnight; NaN for everything else. */
export function parseTime(cell: string): number {
  const parts = partsOf(cell, TIME_ALONE);
  return parts === undefined ? NaN : timeOfDay(parts);
}

/**
 * A moment written as one whole number: 20200304, or seconds or milliseconds since 1970; NaN for everything else. Other
 * whole numbers look like these, so that nothing is read so unless a person says it is a date.
 */
export function parseTimestamp(cell: string): number {
  if (!/^-?\d{8,14}$/.test(cell)) return NaN;
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d\d)(\d\d)$/.exec(cell) ?? [];
  const date = year === '' ? NaN : milliseconds({ year, month, day });
  if (!Number.isNaN(date)) return date;
  const number = Number(cell);
  return Math.abs(number) < 1e11 ? 1000 * number : number;
}

/** Dots are how day-first countries write dates; other marks leave month-first as the guess. */
export function usualOrder(cell: string): DateOrder {
  return partsOf(cell, [YEAR_LAST])?.['separator'] === '.' ? 'day-first' : 'month-first';
}

function partsOf(cell: string, forms: readonly RegExp[]): Parts | undefined {
  if (cell.length > MAX_LENGTH) return undefined;
  for (const form of forms) {
    const found = form.exec(cell);
    if (found !== null) return found.groups;
  }
  return undefined;
}

function milliseconds(parts: Parts): number {
  const year = fullYear(parts['year'] ?? '');
  const month =
    parts['quarter'] === undefined ? monthNumber(parts['month'] ?? '') : 3 * Number(parts['quarter']) - 2;
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
  const half = parts['half']?.[0]?.toUpperCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === 'P' ? 12 : 0);
  const valid = minute < 60 && second < 60 && (half === undefined ? hour < 24 : hour >= 1 && hour <= 12);
  if (!valid) return NaN;
  return (hours * 3600 + minute * 60 + second) * 1000 + Number(`0.${parts['fraction'] ?? '0'}`) * 1000;
}

function zoneOffset(zone = 'Z'): number {
  const parts = /([-+])(\d\d):?(\d\d)?$/.exec(zone);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

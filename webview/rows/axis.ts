import { LANGUAGE } from '../format';

/** Where values lie along an axis, and which of them are written beside it. */

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A scale from `low` to `high`, which differ. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Where a value lies, 0..1, if not in proportion. */
  readonly place?: (value: number) => number;
}

/** Room left at both ends, as a share of the values' range. */
const MARGIN = 0.03;

export function axisOf(values: readonly number[], isDate: boolean, mostTicks: number): Axis {
  const { low, high } = padded(values, isDate);
  if (isDate) return { low, high, ticks: dateTicks(low, high, mostTicks) };
  // Between two years, or two counts, there is nothing.
  const leastStep = values.every(Number.isInteger) ? 1 : 0;
  return { low, high, ticks: numberTicks(low, high, mostTicks, leastStep) };
}

/** 0 .. 1 along the axis. */
export function placeOn({ low, high, place }: Axis, value: number): number {
  if (place) return place(value);
  // Halves, for the range of all doubles is more than the largest of them.
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

function padded(values: readonly number[], isDate: boolean): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  const least = isDate ? 1000 : Math.abs(low) * 1e-6 || 1;
  const margin = MARGIN * Math.max(high - low, least);
  const [from, to] = [low - margin, high + margin];
  return Number.isFinite(to - from) ? { low: from, high: to } : { low, high };
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function numberTicks(low: number, high: number, most: number, leastStep = 0): Tick[] {
  const step = Math.max(leastStep, niceStep((high / 2 - low / 2) / (most / 2)));
  const first = Math.ceil(low / step);
  const label = tickLabel(step, Math.max(Math.abs(low), Math.abs(high)));
  const ticks: Tick[] = [];
  for (let k = 0; (first + k) * step <= high && k <= most + 1; k++) {
    const value = (first + k) * step;
    ticks.push({ value, label: label(value === 0 ? 0 : value) });
  }
  return ticks;
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= 0.999 * least) ?? 10);
}

export function tickLabel(step: number, largest: number): (value: number) => string {
  if (largest >= 1e15 || largest < 1e-3) {
    const scientific = new Intl.NumberFormat(LANGUAGE, {
      notation: 'scientific',
      maximumSignificantDigits: Math.min(15, Math.max(1, Math.ceil(Math.log10(largest / step)) + 1)),
    });
    return (value) => minus(scientific.format(value));
  }
  if (largest >= 1e5 && step >= 1e3 && largest <= 500 * step) {
    const compact = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 3 });
    return (value) => minus(compact.format(value));
  }
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  // Four digits stay together: years are numbers too.
  const plain = new Intl.NumberFormat(LANGUAGE, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: largest >= 10_000,
  });
  return (value) => minus(plain.format(value));
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** Steps below a month, in milliseconds. */
const SHORT_STEPS = [
  ...[1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200].map((seconds) => seconds * SECOND),
  ...[1, 2, 7, 14].map((days) => days * DAY),
];
const MONTH = 30.44 * DAY;
const MONTH_STEPS = [1, 3, 6];

/** Whole years, months, days, hours or less, UTC. */
export function dateTicks(low: number, high: number, most: number): Tick[] {
  const least = (high - low) / most;
  const short = SHORT_STEPS.find((step) => step >= least);
  if (short !== undefined) return shortTicks(low, high, short);
  const months = MONTH_STEPS.find((step) => step * MONTH >= least);
  return months === undefined ? yearTicks(low, high, least) : monthTicks(low, high, months);
}

function shortTicks(low: number, high: number, step: number): Tick[] {
  const label = step >= DAY ? dayLabel : step >= 60 * SECOND ? minuteLabel : secondLabel;
  const ticks: Tick[] = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step)
    ticks.push({ value, label: label(value) });
  return ticks;
}

function monthTicks(low: number, high: number, months: number): Tick[] {
  const start = new Date(low);
  const ticks: Tick[] = [];
  for (let month = Math.ceil(start.getUTCMonth() / months) * months; ; month += months) {
    const value = Date.UTC(start.getUTCFullYear(), month);
    if (value > high) return ticks;
    if (value >= low) ticks.push({ value, label: monthLabel(value) });
  }
}

function yearTicks(low: number, high: number, least: number): Tick[] {
  const step = Math.max(1, niceStep(least / (12 * MONTH)));
  const ticks: Tick[] = [];
  for (let year = Math.ceil(new Date(low).getUTCFullYear() / step) * step; ; year += step) {
    const value = new Date(0).setUTCFullYear(year, 0, 1);
    if (!(value <= high)) return ticks;
    if (value >= low) ticks.push({ value, label: String(year) });
  }
}

function inUtc(options: Intl.DateTimeFormatOptions): (value: number) => string {
  const format = new Intl.DateTimeFormat(LANGUAGE === 'en' ? 'en-GB' : LANGUAGE, {
    ...options,
    timeZone: 'UTC',
  });
  return (value) => format.format(value);
}

const monthLabel = inUtc({ month: 'short', year: 'numeric' });
const dayLabel = inUtc({ day: 'numeric', month: 'short' });
const minuteLabel = inUtc({ hour: '2-digit', minute: '2-digit' });
const secondLabel = inUtc({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

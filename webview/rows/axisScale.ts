import type { PointColumn } from '../../src/extension/panel/panelProtocol';
import { numberTicks, tickLabel, type Axis, type Tick } from './axis';
import { quantile } from './boxes';

type NumericPoints = Extract<PointColumn, { kind: 'numeric' }>;

/** How numbers are laid out along an axis. Dates always run as the calendar does. */
export const AXIS_SCALES = ['values', 'logarithm', 'ranks'] as const;
export type AxisScale = (typeof AXIS_SCALES)[number];

/** Room left at both ends, as a share of the axis. */
const MARGIN = 0.03;

export function isStretchable(column: PointColumn): column is NumericPoints {
  return column.kind === 'numeric' && !column.isDate;
}

export function hasLogarithm(column: PointColumn): boolean {
  return isStretchable(column) && column.values.length > 0 && column.values.every((value) => value > 0);
}

/** Fewer rows have a place each. */
const LEAST_ROWS = 30;
/** Of the axis; the middle 80 % of a normal distribution's sample take about two fifths of it. */
const NARROW = 0.2;

/** Whether the middle 80 % of the rows lie so close together on the plain axis that they cannot be told apart. */
export function isUneven(column: PointColumn): boolean {
  if (!isStretchable(column) || column.values.length < LEAST_ROWS) return false;
  const sorted = column.values.toSorted((a, b) => a - b);
  const [low, lower, upper, high] = [0, 0.1, 0.9, 1].map((share) => quantile(sorted, share)) as [
    number,
    number,
    number,
    number,
  ];
  return high > low && upper / 2 - lower / 2 < NARROW * (high / 2 - low / 2);
}

/** Powers of ten at equal distances. Values are positive. */
export function logAxis(values: readonly number[], mostTicks: number): Axis {
  const logs = values.map(Math.log10);
  let [low, high] = [Infinity, -Infinity];
  for (const value of logs) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = MARGIN * Math.max(high - low, 1e-6);
  const [from, to] = [low - margin, high + margin];
  return {
    low: 10 ** from,
    high: 10 ** to,
    ticks: logTicks(10 ** from, 10 ** to, mostTicks),
    place: (value) => (Math.log10(value) - from) / (to - from),
  };
}

/** As many round values as there is room for; on a short axis those of a plain one. */
export function logTicks(low: number, high: number, most: number): Tick[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  const within = (factors: readonly number[], step: number) =>
    decades
      .filter((power) => power % step === 0)
      .flatMap((power) => factors.map((factor) => factor * 10 ** power))
      .filter((value) => value >= low && value <= high);
  const sets = [
    within([1, 2, 5], 1),
    within([1, 3], 1),
    ...[1, 2, 3, 5, 10, 20].map((step) => within([1], step)),
  ];
  const found = sets.find((set) => set.length <= most) ?? [];
  if (found.length < 2) return numberTicks(low, high, most);
  return found.map((value) => ({ value, label: shortNumber(value) }));
}

/**
 * Each row takes the same room, equal ones share theirs. It is what mutual information sees: that does not change when
 * a column is replaced by its ranks.
 */
export function rankAxis(values: readonly number[], mostTicks: number): Axis {
  const { levels, shares } = midRanks(values);
  const place = (value: number) => MARGIN + (1 - 2 * MARGIN) * interpolated(levels, shares, value);
  const sorted = values.toSorted((a, b) => a - b);
  const most = Math.max(2, Math.min(6, mostTicks));
  const ticks: Tick[] = [];
  for (let k = 0; k < most; k++) {
    const value = sorted[Math.round((k / (most - 1)) * (sorted.length - 1))] ?? 0;
    const label = shortNumber(value);
    const before = ticks.at(-1);
    const isApart = !before || place(value) - place(before.value) > 0.5 / (most - 1);
    if (isApart && label !== before?.label) ticks.push({ value, label });
  }
  return { low: sorted[0] ?? 0, high: sorted.at(-1) ?? 1, ticks, place };
}

/** The different values, and the share of rows below each, half of those equal to it counted in. */
function midRanks(values: readonly number[]): { levels: number[]; shares: number[] } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const levels = [...counts.keys()].sort((a, b) => a - b);
  let below = 0;
  const shares = levels.map((level) => {
    const count = counts.get(level) ?? 0;
    below += count;
    return (below - count / 2) / values.length;
  });
  return { levels, shares };
}

/** Quartiles of a box plot may lie between two values. */
function interpolated(levels: readonly number[], shares: readonly number[], value: number): number {
  let [low, high] = [0, levels.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const [from = 0, to = 0] = [levels[low], levels[high]];
  const [start = 0.5, end = 0.5] = [shares[low], shares[high]];
  const part = to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0;
  return start + part * (end - start);
}

/** Three digits: `1.2M`, `0.05`. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) return tickLabel(size / 10, size)(value);
  return (size >= 10_000 ? COMPACT : PLAIN).format(value).replaceAll('-', '−');
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const PLAIN = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4, useGrouping: false });

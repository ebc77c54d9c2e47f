import type { NumericColumn } from '../../dataset/dataset';

const DAY = 86_400_000;
/** What weather and people's affairs turn in, from long to short: the mean Gregorian year, the week, the day; milliseconds. */
const PERIODS = [365.2425 * DAY, 7 * DAY, DAY];
/** Periods that the values must span for what returns to be told from what happened once. */
const LEAST_TURNS = 2;
/** Share of a period by which a time may miss the range and is taken for its end: float32 alone misses by a millionth. */
const EDGE = 0.01;

/**
 * Periods in which a column of dates can turn, from long to short, milliseconds.
 * @param values at least one, none NaN
 * @param step as `valueStep` says
 */
export function periodsOf(
  { type }: Pick<NumericColumn, 'type'>,
  values: Float64Array,
  step: number | null,
): number[] {
  if (type !== 'datetime') return [];
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  // Days of a month have no weekday of their own, and a weekly or daily count has one phase alone.
  return PERIODS.filter(
    (period, place) =>
      most - least >= LEAST_TURNS * period &&
      (place === 0 || step !== null) &&
      values.some((value) => (value - least) % period !== 0),
  );
}

/** Cosine and sine of the phase of a time in a period. */
export function phaseOf(time: number, period: number): readonly [cosine: number, sine: number] {
  const angle = 2 * Math.PI * ((time / period) % 1);
  return [Math.cos(angle), Math.sin(angle)];
}

/** Writes the phases of a time in each of the periods, from a place on. */
export function writePhases(to: Float32Array, at: number, time: number, periods: readonly number[]): void {
  periods.forEach((period, k) => {
    to.set(phaseOf(time, period), at + 2 * k);
  });
}

/** The nearest time to the given one, among those from `least` to `most`, that has the phase. */
export function nearestAtPhase(
  time: number,
  period: number,
  [cosine, sine]: readonly [number, number],
  [least, most]: readonly [number, number],
): number {
  const phase = Math.atan2(sine, cosine) / (2 * Math.PI);
  const at = (Math.round(time / period - phase) + phase) * period;
  if (at < least) return least - at < EDGE * period ? least : Math.min(most, at + period);
  if (at > most) return at - most < EDGE * period ? most : Math.max(least, at - period);
  return at;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { nearestAtPhase, periodsOf, phaseOf } from '../../../../src/mine/applications/periods';
import { RowEncoding } from '../../../../src/mine/applications/synthesis/rowEncoding';
import { encodeTable, tableEncoding, widthOf } from '../../../../src/mine/applications/tableEncoding';
import { valueStep } from '../../../../src/mine/applications/valueStep';
import { allRows, numeric } from '../columns';

const DAY = 86_400_000;
const [YEAR, WEEK] = [365.2425 * DAY, 7 * DAY];
const days = (count: number, every = 1) =>
  Array.from({ length: count }, (_, i) => Date.UTC(2012, 0, 1) + i * every * DAY);
const dates = (values: readonly number[]) => ({ ...numeric('date', values), type: 'datetime' as const });
const periods = (values: readonly number[]) => {
  const column = Float64Array.from(values);
  return periodsOf({ type: 'datetime' }, column, valueStep({ type: 'datetime' }, column));
};

describe('periods of a column of dates', () => {
  it('are those that its span holds twice and its steps tell apart', () => {
    expect(periods(days(1_000))).toEqual([YEAR, WEEK]);
    expect(periods(days(100))).toEqual([WEEK]);
    expect(periods(days(10))).toEqual([]);
    expect(periods(days(1_000, 7))).toEqual([YEAR]);
    expect(periods(days(10 * 24, 1 / 24))).toEqual([DAY]);
    expect(periods(days(30 * 24, 1 / 24))).toEqual([WEEK, DAY]);
    const months = Array.from({ length: 40 }, (_, i) => Date.UTC(2012, i, 1));
    expect(periods(months)).toEqual([YEAR]);
  });

  it('are none of a number', () => {
    expect(periodsOf({ type: 'numeric' }, Float64Array.from(days(1_000)), DAY)).toEqual([]);
  });
});

describe('the nearest time at a phase', () => {
  const range = [Date.UTC(2012, 0, 1), Date.UTC(2015, 11, 31)] as const;
  const time = fc.integer({ min: range[0], max: range[1] });

  it('has the phase, is in the range, and is half a period away at most where the range does not end there', () => {
    fc.assert(
      fc.property(time, time, (near, other) => {
        const phase = phaseOf(other, YEAR);
        const at = nearestAtPhase(near, YEAR, phase, range);
        const [cosine, sine] = phaseOf(at, YEAR);
        // A hundredth of a turn, which the ends of the range may take.
        expect(Math.hypot(cosine - phase[0], sine - phase[1])).toBeLessThan((2 * Math.PI) / 100);
        expect(at).toBeGreaterThanOrEqual(range[0]);
        expect(at).toBeLessThanOrEqual(range[1]);
        expect(Math.abs(at - near)).toBeLessThanOrEqual(YEAR);
        if (near - range[0] > YEAR / 2 && range[1] - near > YEAR / 2)
          expect(Math.abs(at - near)).toBeLessThanOrEqual(YEAR / 2 + 1);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('dates as numbers of a row', () => {
  it.each([
    ['days', days(1_100)],
    ['hours', days(20 * 24, 1 / 24)],
    ['months', Array.from({ length: 60 }, (_, i) => Date.UTC(2010, i, 1))],
    ['days with gaps, some missing', [...days(400, 3), NaN, NaN]],
  ])('come back as they were: %s', (_name, values) => {
    const columns = [dates(values)];
    const encoding = new RowEncoding(columns, allRows(values.length));
    const encoded = encoding.encoded(columns, allRows(values.length));
    const [decoded] = encoding.decoded(encoded, createRandom(1), encoded);
    expect(decoded?.kind === 'numeric' ? [...decoded.values] : []).toEqual(values);
  });

  it('follow the season that a generator says where its score says another', () => {
    const values = days(1_461);
    const columns = [dates(values)];
    const encoding = new RowEncoding(columns, allRows(values.length));
    const encoded = encoding.encoded(columns, allRows(values.length));
    const january = phaseOf(Date.UTC(2013, 0, 15), YEAR);
    for (let begin = 0; begin < encoded.length; begin += encoding.width) encoded.set(january, begin + 1);
    const [decoded] = encoding.decoded(encoded, createRandom(1), encoded);
    const made = decoded?.kind === 'numeric' ? [...decoded.values].map((value) => new Date(value)) : [];
    // The weekday moves a date by half a week, leap years and the year's length by a day.
    const day = (date: Date) => date.getUTCMonth() * 31 + date.getUTCDate();
    for (const date of made) expect(Math.abs(day(date) - 15)).toBeLessThanOrEqual(5);
    expect(new Set(made.map((date) => date.getUTCFullYear())).size).toBe(4);
  });
});

describe('dates as inputs of a network', () => {
  it('have their phases beside them, a number has none', () => {
    const values = days(1_000);
    const columns = [dates(values), numeric('number', values)];
    const encodings = tableEncoding(columns, allRows(1_000));
    expect(encodings.map(widthOf)).toEqual([5, 1]);
    const { values: inputs, width } = encodeTable(columns, encodings, Uint32Array.of(400));
    expect(width).toBe(6);
    const [score, ...phases] = inputs;
    expect(score).toBeCloseTo(-99.5 / Math.sqrt((1_000 ** 2 - 1) / 12), 4);
    [YEAR, WEEK]
      .flatMap((period) => [...phaseOf(values[400] ?? NaN, period)])
      .forEach((phase, i) => {
        expect(phases[i]).toBeCloseTo(phase, 6);
      });
    expect(phases.at(-1)).toBe(score);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOn } from '../../../webview/rows/axis';
import { hasLogarithm, isUneven, logAxis, logTicks, rankAxis } from '../../../webview/rows/axisScale';

const numbers = (values: number[], isDate = false) => ({
  kind: 'numeric' as const,
  name: 'a',
  values,
  isDate,
});
const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('a column that hides its rows', () => {
  it('is one with a long tail, as money is, and not an even or a normal one', () => {
    expect(isUneven(numbers(range(200).map((i) => Math.exp(i / 10))))).toBe(true);
    expect(isUneven(numbers(range(200)))).toBe(false);
    // Quantiles of a logistic distribution, whose tails are longer than a normal one's.
    expect(isUneven(numbers(range(199).map((i) => Math.log(i / (200 - i)))))).toBe(false);
  });

  it('is none with few rows, all values equal, or dates', () => {
    const tail = range(200).map((i) => Math.exp(i / 10));
    expect(isUneven(numbers(tail.slice(-20)))).toBe(false);
    expect(isUneven(numbers(range(200).map(() => 3)))).toBe(false);
    expect(isUneven(numbers(tail, true))).toBe(false);
  });
});

describe('a logarithmic axis', () => {
  it('is for positive numbers alone, and not for dates', () => {
    expect(hasLogarithm(numbers([1, 10]))).toBe(true);
    expect(hasLogarithm(numbers([0, 10]))).toBe(false);
    expect(hasLogarithm(numbers([1, 10], true))).toBe(false);
    expect(hasLogarithm(numbers([]))).toBe(false);
  });

  it('puts equal factors at equal distances', () => {
    const axis = logAxis([1, 10, 1000], 5);
    const place = (value: number) => placeOn(axis, value);
    expect(place(10) - place(1)).toBeCloseTo(place(1000) / 2 - place(10) / 2, 12);
    expect(place(1)).toBeGreaterThan(0);
    expect(place(1000)).toBeLessThan(1);
  });

  it.each([
    [0.9, 1100, 5, ['1', '10', '100', '1000']],
    [80, 5e9, 4, ['100', '10K', '1M', '100M']],
    [1, 30, 6, ['1', '2', '5', '10', '20']],
    [40, 60, 6, ['40', '45', '50', '55', '60']],
  ])('from %d to %d has round ticks', (low, high, most, labels) => {
    expect(logTicks(low, high, most).map(({ label }) => label)).toEqual(labels);
  });
});

describe('an axis of ranks', () => {
  it('gives every row the same room, whatever the values', () => {
    const axis = rankAxis([1, 2, 4, 1e6], 6);
    const [first, second, third, last] = [1, 2, 4, 1e6].map((value) => placeOn(axis, value)) as [
      number,
      number,
      number,
      number,
    ];
    expect(second - first).toBeCloseTo(third - second, 12);
    expect(last - third).toBeCloseTo(third - second, 12);
  });

  it('keeps the order, lies within 0..1, and puts what lies between values between them', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (own) => {
        const axis = rankAxis(own, 6);
        const sorted = own.toSorted((a, b) => a - b);
        const places = sorted.map((value) => placeOn(axis, value));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const place of places) {
          expect(place).toBeGreaterThan(0);
          expect(place).toBeLessThan(1);
        }
      }),
      { seed: 1 },
    );
    expect(placeOn(rankAxis([0, 10], 6), 5)).toBeCloseTo(0.5, 12);
  });

  it('has a label only once, also where most values are equal', () => {
    const labels = rankAxis([...range(90).map(() => 0), ...range(10)], 6).ticks.map(({ label }) => label);
    expect(labels).toEqual([...new Set(labels)]);
    expect(labels[0]).toBe('0');
  });
});

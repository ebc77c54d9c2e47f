import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisOf, dateTicks, numberTicks, placeOn } from '../../../webview/rows/axis';

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map(({ label }) => label);

describe('ticks of numbers', () => {
  it.each([
    [0, 10, ['0', '2', '4', '6', '8', '10']],
    [-0.31, 0.29, ['−0.3', '−0.2', '−0.1', '0.0', '0.1', '0.2']],
    [1958, 2016, ['1960', '1970', '1980', '1990', '2000', '2010']],
    [0, 42_000, ['0', '10,000', '20,000', '30,000', '40,000']],
    [0, 3_400_000, ['0', '1M', '2M', '3M']],
    [0, 0.00047, ['0E0', '1E−4', '2E−4', '3E−4', '4E−4']],
  ])('from %d to %d are round', (low, high, expected) => {
    expect(labels(numberTicks(low, high, 6))).toEqual(expected);
  });

  it('lie within the axis, are no more than asked for but one, and differ in their labels', () => {
    const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, range, most) => {
          fc.pre(range > 1e-7 * Math.abs(low));
          const ticks = numberTicks(low, low + range, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          expect(new Set(labels(ticks)).size).toBe(ticks.length);
          for (const { value } of ticks) {
            expect(value).toBeGreaterThanOrEqual(low - 1e-9 * range);
            expect(value).toBeLessThanOrEqual(low + range);
          }
        },
      ),
      { seed: 1 },
    );
  });

  it('of whole numbers are whole', () => {
    expect(labels(axisOf([1931, 1932, 1931], false, 12).ticks)).toEqual(['1931', '1932']);
    expect(labels(axisOf([7, 7], false, 5).ticks)).toEqual(['7']);
    expect(labels(axisOf([1931, 1932.5], false, 4).ticks)).toContain('1931.5');
  });

  it('of columns with one value, and of the largest numbers, are there', () => {
    expect(axisOf([7, 7], false, 5).ticks.length).toBeGreaterThan(0);
    const { low, high } = axisOf([-Number.MAX_VALUE, Number.MAX_VALUE], false, 5);
    expect([low, high].every(Number.isFinite)).toBe(true);
    expect(placeOn(axisOf([-Number.MAX_VALUE, Number.MAX_VALUE], false, 5), 0)).toBeCloseTo(0.5, 12);
  });
});

describe('ticks of dates', () => {
  const day = 86_400_000;
  it.each([
    ['1955-03-01', '2012-07-01', ['1960', '1970', '1980', '1990', '2000', '2010']],
    ['2012-01-01', '2015-12-31', ['2012', '2013', '2014', '2015']],
    ['2020-01-15', '2020-11-20', ['Apr 2020', 'Jul 2020', 'Oct 2020']],
    ['2020-02-26', '2020-03-03', ['26 Feb', '27 Feb', '28 Feb', '29 Feb', '1 Mar', '2 Mar', '3 Mar']],
  ])('from %s to %s', (from, to, expected) => {
    expect(labels(dateTicks(Date.parse(from), Date.parse(to), 7))).toEqual(expected);
  });

  it('within a day are hours, within an hour minutes', () => {
    const noon = Date.parse('2020-06-01T12:00:00Z');
    expect(labels(dateTicks(noon, noon + day / 4, 7))).toEqual([
      '12:00',
      '13:00',
      '14:00',
      '15:00',
      '16:00',
      '17:00',
      '18:00',
    ]);
    expect(labels(dateTicks(noon, noon + 20_000, 5))).toEqual([
      '12:00:00',
      '12:00:05',
      '12:00:10',
      '12:00:15',
      '12:00:20',
    ]);
  });

  it('go on for centuries without end, and no more than there is room for', () => {
    for (const years of [30, 300, 3_000, 30_000]) {
      const ticks = dateTicks(-years * 365 * day, 0, 6);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }
  });
});

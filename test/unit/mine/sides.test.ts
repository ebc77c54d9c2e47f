import { describe, expect, it } from 'vitest';
import { Sides } from '../../../src/mine/sides';
import { allRows, categorical, numeric } from './columns';

const settings = { encoding: 'scores', cosines: 0 } as const;
const full = numeric('full', [4, 2, 1, 3]);
const gap = numeric('gap', [1, NaN, 3, 4]);
const hole = categorical('hole', [0, 1, -1, 1]);

describe('the sides of a dataset’s pairs', () => {
  it('have the rows in which no column is missing', () => {
    const sides = new Sides(allRows(4), 1);
    expect([...sides.rowsOf([gap, hole]).rows]).toEqual([0, 3]);
    expect([...sides.rowsOf([full]).rows]).toEqual([0, 1, 2, 3]);
  });

  it('are encoded once for all pairs with the same rows, and apart for others', () => {
    const sides = new Sides(allRows(4), 1);
    const encoded = (...others: (typeof full)[]) =>
      sides.side([full], sides.rowsOf([full, ...others]), settings);
    expect(encoded()).toBe(encoded());
    expect(encoded(gap)).toBe(encoded(gap));
    expect(encoded(gap).rows).toBe(3);
    expect(encoded().rows).toBe(4);
  });

  it('are those that were encoded before, where no row is missing', () => {
    const other = new Sides(allRows(4), 1);
    const encoded = other.side([full], other.rowsOf([full]), settings);
    const sides = new Sides(allRows(4), 1, new Map([['["full"]', encoded]]));
    expect(sides.side([full], sides.rowsOf([full]), settings)).toBe(encoded);
    expect(sides.side([full], sides.rowsOf([full, gap]), settings)).not.toBe(encoded);
  });

  it('deal rows by the seed alone', () => {
    const deal = (seed: number) =>
      new Sides(allRows(4), seed).deal(100, 5, 1).heldOut.map((rows) => [...rows]);
    expect(deal(1)).toEqual(deal(1));
    expect(deal(1)).not.toEqual(deal(2));
    expect(
      deal(1)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([...allRows(100)]);
  });
});

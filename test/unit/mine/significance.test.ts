import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, crossFittedPValue } from '../../../src/mine/significance';

describe('Benjamini-Hochberg q-values', () => {
  it('are the example of the 1995 paper', () => {
    // R: p.adjust(c(.01, .04, .03, .005), 'BH')
    const q = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((expected, i) => {
      expect(q[i]).toBeCloseTo(expected, 12);
    });
  });

  it('leave out pairs without a p-value, and count only the others', () => {
    expect(benjaminiHochberg([null, 0.05, null])).toEqual([null, 0.05, null]);
  });

  it('never exceed 1 and keep the order of the p-values', () => {
    const q = benjaminiHochberg([0.9, 0.95, 1, 0.2]).map(Number);
    expect(Math.max(...q)).toBeLessThanOrEqual(1);
    expect(q[3]).toBeLessThanOrEqual(q[0] ?? NaN);
  });
});

describe('the cross-fitted p-value', () => {
  it('is one half where the folds say nothing', () => {
    expect(crossFittedPValue([0, 0, 0, 0, 0])).toBeCloseTo(0.5, 7);
  });

  it('counts the variance of K folds as 2K', () => {
    // sum = 1.645 sqrt(10) for 5 folds
    const z = (1.6448536269514722 * Math.sqrt(10)) / 5;
    expect(crossFittedPValue([z, z, z, z, z])).toBeCloseTo(0.05, 6);
  });
});

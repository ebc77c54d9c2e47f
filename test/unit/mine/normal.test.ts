import { describe, expect, it } from 'vitest';
import { normalQuantile, normalSurvival } from '../../../src/mine/normal';

describe('the standard normal distribution', () => {
  // Abramowitz and Stegun, table 26.1 and 26.2; scipy.stats.norm.ppf.
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [1e-10, -6.361340902404056],
    [0.2, -0.8416212335729142],
  ])('has the quantile of %d at %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 13);
  });

  it.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [-1.5, 0.9331927987311419],
    [5, 2.866515718791933e-7],
  ])('exceeds %d with probability %d', (z, p) => {
    expect(Math.abs(normalSurvival(z) / p - 1)).toBeLessThan(3e-7);
  });

  it('has quantiles that its survival function undoes', () => {
    for (let p = 0.001; p < 1; p += 0.0173)
      expect(Math.abs(1 - normalSurvival(normalQuantile(p)) - p)).toBeLessThan(2e-7);
  });
});

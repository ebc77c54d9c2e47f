import { describe, expect, it } from 'vitest';
import { digamma, digammaTable } from '../../../../src/mine/references/digamma';

describe('the digamma function', () => {
  // scipy.special.digamma; the second is minus Euler's constant.
  it.each([
    [0.1, -10.42375494041108],
    [1, -0.5772156649015329],
    [3.5, 1.103156640645243],
    [10, 2.251752589066721],
    [400, 5.990214026274974],
  ])('of %d is %d', (x, value) => {
    expect(digamma(x)).toBeCloseTo(value, 12);
  });

  it('is tabled at the integers', () => {
    const table = digammaTable(1000);
    for (const m of [1, 2, 17, 1000]) expect(table[m]).toBeCloseTo(digamma(m), 12);
  });
});

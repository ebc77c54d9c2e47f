import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { kraskov } from '../../../../src/mine/references/ksg';
import { plugIn } from '../../../../src/mine/references/plugIn';
import { ross } from '../../../../src/mine/references/ross';
import { relations } from '../relations';

const golden = relations(400);

describe('the estimator of Kraskov, Stögbauer and Grassberger', () => {
  // mutual_info_regression: same definition, other noise of 1e-10, which does not matter without ties.
  it.each([
    ['linear', 0.62018274],
    ['wave', 0.80629017],
    ['independent', 0.03517578],
  ] as const)('gives scikit-learn’s value on the %s relation', (name, value) => {
    expect(kraskov([golden[name].x], [golden[name].z])).toBeCloseTo(value, 7);
  });

  it('gives the value of k-d trees of SciPy on groups of two columns', () => {
    expect(kraskov(golden.group.x, golden.group.z)).toBeCloseTo(0.6815025953839, 9);
  });

  it('is symmetric', () => {
    const { x, z } = golden.wave;
    expect(kraskov([z], [x])).toBeCloseTo(kraskov([x], [z]), 9);
  });

  it.each([0, 0.5, 0.9])('is right for a bivariate normal with correlation %d', (rho) => {
    const seeds = 10;
    const n = 1000;
    let mean = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const random = createRandom(100 + seed);
      const x = Float64Array.from({ length: n }, () => random.normal());
      const z = x.map((v) => rho * v + Math.sqrt(1 - rho * rho) * random.normal());
      mean += kraskov([x], [z]) / seeds;
    }
    // One run's deviation is about 1 / sqrt(n) = 0.032 (0.03 at n = 1000 in the paper's figure 4); 4 errors of ten runs' mean.
    expect(Math.abs(mean + Math.log(1 - rho * rho) / 2)).toBeLessThan(4 * 0.032 * Math.sqrt(1 / seeds));
  });
});

describe('Ross’s estimator', () => {
  it('gives scikit-learn’s value', () => {
    expect(ross(golden.mixed.x, [golden.mixed.z])).toBeCloseTo(0.38596727, 7);
  });

  it('is log 2 for two categories far apart', () => {
    const code = golden.mixed.x.map((v) => v % 2);
    const z = golden.linear.x.map((v, i) => v + 100 * (code[i] ?? NaN));
    // psi differs from log by 1 / 2n for the category's and all rows' counts: 0.003 at 200 and 400 rows, and chance in the sizes.
    expect(Math.abs(ross(code, [z]) - Math.LN2)).toBeLessThan(0.01);
  });

  it('leaves out a row that is alone in its category', () => {
    const alone = golden.mixed.x.slice();
    alone[0] = 99;
    expect(Math.abs(ross(alone, [golden.mixed.z]) - 0.386)).toBeLessThan(0.02);
    expect(ross(Int32Array.of(1, 2, 3), [Float64Array.of(1, 2, 3)])).toBe(0);
  });
});

describe('the plug-in estimator', () => {
  it('gives the value of the same sums in NumPy', () => {
    expect(plugIn(golden.categories.x, golden.categories.z)).toBeCloseTo(0.25477363573787, 12);
  });

  it('is the entropy for equal columns, with Miller’s and Madow’s correction', () => {
    const x = [0, 0, 1, 1, 2, 2, 3, 3];
    // 4 occupied cells, 4 rows, 4 columns: bias (4 - 4 - 4 + 1) / 16.
    expect(plugIn(x, x)).toBeCloseTo(Math.log(4) + 3 / 16, 12);
  });
});

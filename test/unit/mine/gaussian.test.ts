import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { encodeSide } from '../../../src/mine/encoding';
import { fitGaussian } from '../../../src/mine/gaussian';
import { allRows, numeric } from './columns';

const n = 4000;
const random = createRandom(11);
const draw = () => Float64Array.from({ length: n }, () => random.normal());
const mixed = (x: Float64Array, rho: number) => {
  const e = draw();
  return x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * (e[i] ?? NaN));
};
const x1 = draw();
const x2 = draw();
const side = (...columns: Float64Array[]) =>
  encodeSide(
    columns.map((values, j) => numeric(`c${j}`, values)),
    allRows(n),
    { encoding: 'scores', cosines: 0 },
  );

describe('the Gaussian critic', () => {
  it('has the closed-form information of a bivariate normal', () => {
    const gaussian = fitGaussian(side(x1), side(mixed(x1, 0.8)), allRows(n));
    // Var of the estimate is rho^2 / n: sd 0.8 / sqrt(4000) = 0.013; four of them.
    expect(Math.abs(gaussian.mutualInformation + Math.log(1 - 0.64) / 2)).toBeLessThan(0.05);
  });

  it('adds the information of independent canonical pairs, in any rotation of a side', () => {
    const [z1, z2] = [mixed(x1, 0.8), mixed(x2, 0.5)];
    const turned = [
      x1.map((v, i) => (v + (x2[i] ?? 0)) * Math.SQRT1_2),
      x1.map((v, i) => (v - (x2[i] ?? 0)) * Math.SQRT1_2),
    ];
    const truth = -(Math.log(1 - 0.64) + Math.log(1 - 0.25)) / 2;
    for (const x of [[x1, x2], turned])
      // Variances of the two pairs add: sd 0.015; four of them.
      expect(
        Math.abs(fitGaussian(side(...x), side(z1, z2), allRows(n)).mutualInformation - truth),
      ).toBeLessThan(0.06);
  });

  it('has the log-ratio of the density', () => {
    const z = mixed(x1, 0.6);
    const [a, b] = [side(x1), side(z)];
    const gaussian = fitGaussian(a, b, allRows(n));
    const i = 17;
    const j = 42;
    const s2 = 1 - Math.exp(-2 * gaussian.mutualInformation);
    const s = Math.sqrt(s2);
    const [u, v] = [a.scores[i] ?? NaN, b.scores[j] ?? NaN];
    const expected = -Math.log(1 - s2) / 2 - (s2 * (u * u + v * v) - 2 * s * u * v) / (2 * (1 - s2));
    expect(gaussian.logRatio.value(i, j)).toBeCloseTo(expected, 5);
  });

  it('drops correlations that independent columns would show', () => {
    const x = Array.from({ length: 5 }, draw);
    const z = Array.from({ length: 5 }, draw);
    expect(fitGaussian(side(...x), side(...z), allRows(n)).mutualInformation).toBe(0);
  });

  it('bears a column twice in a group', () => {
    const gaussian = fitGaussian(side(x1, x1), side(mixed(x1, 0.8)), allRows(n));
    expect(gaussian.mutualInformation).toBeGreaterThan(0.4);
  });
});

describe('the Gaussian critic beside the reference in Python', () => {
  // gauss_cca of the study's engine.py on the same 60 rows; it computes in float32.
  const r = createRandom(5);
  const [a, b, c, d] = [0, 1, 2, 3].map(() => Float64Array.from({ length: 60 }, () => r.normal())) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < 60; i++) {
    const [ai, bi] = [a[i] ?? NaN, b[i] ?? NaN];
    c[i] = 0.7 * ai + 0.5 * (c[i] ?? NaN);
    d[i] = 0.4 * bi * bi - 0.3 * ai + (d[i] ?? NaN);
  }
  const encode = (...columns: Float64Array[]) =>
    encodeSide(
      columns.map((values, j) => numeric(`c${j}`, values)),
      allRows(60),
      { encoding: 'scores', cosines: 0 },
    );

  it.each([
    [
      encode(a, b),
      encode(c, d),
      0.5562886595726013,
      [
        [0, 0, 0.348748952],
        [3, 7, 0.051540136],
        [11, 11, 1.51827383],
        [40, 2, 0.255765438],
      ],
    ],
    [
      encode(a),
      encode(c),
      0.5688245296478271,
      [
        [0, 0, 0.317275911],
        [3, 7, 0.212582796],
        [40, 2, 0.340244591],
      ],
    ],
  ] as const)('has its information and its log-ratios (%#)', (x, z, information, ratios) => {
    const gaussian = fitGaussian(x, z, allRows(60));
    expect(Math.abs(gaussian.mutualInformation - information)).toBeLessThan(1e-5);
    for (const [i, j, expected] of ratios)
      expect(Math.abs(gaussian.logRatio.value(i, j) - expected)).toBeLessThan(1e-4);
  });
});

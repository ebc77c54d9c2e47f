import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { normalInformation } from '../../../../src/mine/reproductions/gaussian';
import { signalInformation } from '../../../../src/mine/reproductions/nonlinear';
import { drawPlane, gaussians25, judge, spiral } from '../../../../src/mine/reproductions/planes';

describe('truths of the reproductions', () => {
  it('are the closed form for correlated normals', () => {
    expect(normalInformation(1, 0.5)).toBeCloseTo(0.143841, 6);
    expect(normalInformation(20, 0)).toBe(0);
    expect(normalInformation(20, -0.3)).toBe(normalInformation(20, 0.3));
  });

  it('are the entropy of the sum less that of the noise', () => {
    // Little noise: the sum is as good as uniform on (-1, 1), of entropy log 2, but for its edges.
    const noise = 0.01;
    const noiseEntropy = 0.5 * Math.log(2 * Math.PI * Math.E * noise ** 2);
    expect(signalInformation((x) => x, noise)).toBeCloseTo(Math.LN2 - noiseEntropy, 1);
    // Much noise: a normal channel of signal variance 1/3; the next term is of the order of its square.
    expect(signalInformation((x) => x, 4)).toBeCloseTo(0.5 * Math.log(1 + 1 / 48), 4);
    expect(signalInformation((x) => x ** 3, 0.5)).toBeLessThan(signalInformation((x) => x, 0.5));
  });
});

describe.each([
  ['25 modes', gaussians25],
  ['spiral', spiral],
])('%s', (_name, plane) => {
  const pairs = (values: Float32Array) =>
    Array.from(
      { length: values.length / 2 },
      (_, i) => [values[2 * i] ?? NaN, values[2 * i + 1] ?? NaN] as const,
    );

  it('is covered by its own rows', () => {
    const judged = judge(plane, pairs(drawPlane(plane, 5_000, createRandom(2))));
    expect(judged.covered).toBe(plane.parts);
    // Within 3 deviations: 0.989 in the plane, 0.997 across a curve.
    expect(judged.quality).toBeGreaterThan(0.98);
    // parts / (2 n) is the mean of the divergence of counts from even ones: 0.005 at most here.
    expect(judged.divergence).toBeLessThan(0.015);
  });

  it('is not covered by a single mode, nor by rows far from it', () => {
    const real = pairs(drawPlane(plane, 5_000, createRandom(2)));
    const first = real.filter(([x, y]) => plane.place(x, y).part === 3);
    expect(judge(plane, first)).toMatchObject({ covered: 1 });
    expect(judge(plane, first).divergence).toBeCloseTo(Math.log(plane.parts), 6);
    expect(
      judge(
        plane,
        real.map(([x, y]) => [x + 50, y]),
      ),
    ).toMatchObject({ covered: 0, quality: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { MutualInformationCritic } from '../../../../src/mine/networks/miCritic';
import { ESTIMATORS } from '../../../../src/mine/presets';
import { gradientError } from './gradients';
import { plainProducts } from './plainProducts';

const ELU = { activation: 'elu' } as const;

/** x of two columns and z of one, correlated by 0.9 with the first. */
function correlated(rows: number, seed: number) {
  const random = createRandom(seed);
  const x = new Float32Array(2 * rows);
  const z = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const [a, b, e] = [random.normal(), random.normal(), random.normal()];
    x.set([a, b], 2 * i);
    z[i] = 0.9 * a + Math.sqrt(1 - 0.81) * e;
  }
  return { x: { values: x, width: 2 }, z: { values: z, width: 1 } };
}

describe.each(ESTIMATORS)('the critic as one network among others: %s', (estimator) => {
  const critic = (learningRate: number, layers: number[], seed = 1) =>
    new MutualInformationCritic(
      2,
      1,
      {
        layers: [...layers.map((units) => ({ units, ...ELU })), { units: 1, activation: 'linear' }],
        estimator,
        learningRate,
        averageRate: 0.05,
      },
      plainProducts,
      createRandom(seed),
    );

  it('tells how the bound changes with either side', () => {
    const rows = 8;
    const { x, z } = correlated(rows, 2);
    // Its first minibatch's average is that minibatch's own, and the same seed re-pairs it in the same way.
    const { dX, dZ } = critic(0, [6, 5]).gradient(x, z, rows);
    const bound = () => critic(0, [6, 5]).gradient(x, z, rows).value;
    // Float32 outputs of size 1 in a difference over 2^-7, against derivatives of at most 1/8 of the slope.
    expect(gradientError(x.values, dX, bound)).toBeLessThan(2e-3);
    expect(gradientError(z.values, dZ, bound)).toBeLessThan(2e-3);
  });

  it('climbs to the information of correlated normals', () => {
    const trained = critic(5e-3, [16, 16]);
    for (let step = 0; step < 600; step++) {
      const { x, z } = correlated(128, 10 + step);
      trained.gradient(x, z, 128);
      trained.ascend();
    }
    const { x, z } = correlated(4000, 1);
    const truth = -0.5 * Math.log(1 - 0.81);
    // 4,000 fresh rows: standard error 0.02; a small network's short training leaves some hundredths.
    expect(trained.evaluate(x, z, 4000)).toBeGreaterThan(truth - 0.12);
    expect(trained.evaluate(x, z, 4000)).toBeLessThan(truth + 0.06);
  });
});

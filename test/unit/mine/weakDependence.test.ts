import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import type { Engine } from '../../../src/mine/critic';
import { numeric } from './columns';
import { finished, prepared } from './estimating';
import { kernelTestEngine } from './kernel/builds';

const n = 400;
const SEEDS = 20;

describe('a dependence that is weak or hidden, in the quick preset', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kernelTestEngine();
  });

  const estimated = (x: Float64Array, z: Float64Array) =>
    finished(prepared(engine, [numeric('x', x)], [numeric('z', z)], x.length, { preset: 'quick' }));

  /** Of bivariate normals with this correlation, each with the ends of its interval. */
  const estimates = (rho: number) =>
    Array.from({ length: SEEDS }, (_, seed) => {
      const random = createRandom(1000 + seed);
      const x = Float64Array.from({ length: n }, () => random.normal());
      const z = x.map((value) => rho * value + Math.sqrt(1 - rho * rho) * random.normal());
      const { mi, instant, interval } = estimated(x, z);
      const [low, high] = interval ?? [NaN, NaN];
      return { mi, instant, low, high };
    });
  const truth = (rho: number) => -Math.log(1 - rho * rho) / 2;

  it('is measured, though the instant critic alone would say nothing of it', () => {
    const found = estimates(0.2);
    const mean = found.reduce((sum, { mi }) => sum + mi, 0) / SEEDS;
    // The sample's own information has the deviation rho / sqrt(n): four of its standard errors over all seeds.
    expect(Math.abs(mean - truth(0.2))).toBeLessThan((4 * 0.2) / Math.sqrt(n * SEEDS));
    expect(found.filter(({ instant }) => instant === 0).length).toBeGreaterThan(SEEDS / 2);
  });

  it.each([0.05, 0.1, 0.2])('of correlation %d lies in the 90 % interval', (rho) => {
    const covered = estimates(rho).filter(({ low, high }) => low <= truth(rho) && truth(rho) <= high);
    // Of 20 intervals that hold with probability 0.9, fewer than 14 hold once in 400 times.
    expect(covered.length).toBeGreaterThanOrEqual(14);
  });

  it('that is none is not claimed to be none for sure', () => {
    for (const { mi, low, high } of estimates(0)) {
      expect(mi).toBeLessThan(0.02);
      expect(low).toBe(0);
      // What cross-validation misses once in twenty times: (sqrt 2 + 1.645)^2 / 2n.
      expect(high).toBeGreaterThanOrEqual((Math.SQRT2 + 1.645) ** 2 / (2 * n));
    }
  });

  it('is trained where it is certain, but in waves that no critic without training follows', () => {
    const days = 1461;
    const random = createRandom(1);
    const x = Float64Array.from({ length: days }, (_, day) => day);
    const z = x.map((day) => 2 * Math.sin((2 * Math.PI * day) / 365.25) + random.normal());
    const { instant, iterations, mi } = estimated(x, z);
    expect(instant).toBeLessThan(0.01);
    expect(iterations).toBeGreaterThan(0);
    // Of a wave of variance 2 with noise of variance 1 a channel could carry log(3) / 2 = 0.55 nats at most.
    expect(mi).toBeGreaterThan(0.3);
    expect(mi).toBeLessThan(0.55 + 0.1);
  });
});

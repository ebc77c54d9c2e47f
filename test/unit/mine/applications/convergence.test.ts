import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { convergenceVerdict, subsampleSizes } from '../../../../src/mine/applications/convergence';
import { estimated } from '../../../../src/mine/reproductions/estimates';
import { correlatedNormals, normalInformation } from '../../../../src/mine/reproductions/gaussian';
import { kernelTestEngine } from '../kernel/builds';

describe('subsamples for convergence', () => {
  it('double up to all rows', () => {
    expect(subsampleSizes(1_600)).toEqual([50, 100, 200, 400, 800, 1_600]);
    expect(subsampleSizes(1_000_000)).toHaveLength(6);
    expect(subsampleSizes(1_000_000).at(-1)).toBe(1_000_000);
  });

  it('are all rows where these are few', () => {
    expect(subsampleSizes(40)).toEqual([40]);
  });
});

describe('whether more rows would change the answer', () => {
  const point = (rows: number, mi: number, half: number) => ({
    rows,
    mi,
    interval: [mi - half, mi + half] as const,
  });
  const verdict = (...points: ReturnType<typeof point>[]) => convergenceVerdict(points);

  it('is no where the last step moved it by less than it is unsure', () => {
    const { answer, ...numbers } = verdict(point(500, 0.4, 0.1), point(1_000, 0.43, 0.05));
    expect(answer).toBe('no');
    expect(numbers).toMatchObject({ from: 500, to: 1_000 });
    expect(numbers).toHaveProperty('moved', expect.closeTo(0.03, 12));
    expect(numbers).toHaveProperty('unsure', expect.closeTo(0.05, 12));
  });

  it('is unclear where it moved by more and the intervals overlap', () => {
    expect(verdict(point(500, 0.4, 0.1), point(1_000, 0.5, 0.05)).answer).toBe('unclear');
  });

  it('is yes where they do not', () => {
    expect(verdict(point(500, 0.4, 0.1), point(1_000, 0.6, 0.05)).answer).toBe('yes');
  });

  it('is unknown where there is one size, or no interval', () => {
    expect(verdict(point(40, 0.4, 0.1)).answer).toBe('unknown');
    expect(convergenceVerdict([point(40, 0.4, 0.1), { rows: 80, mi: 0.4, interval: null }]).answer).toBe(
      'unknown',
    );
  });
});

describe('consistency', () => {
  it('closes in on the truth as the rows grow', async () => {
    const engine = await kernelTestEngine();
    const truth = normalInformation(1, 0.8);
    const errors = subsampleSizes(8_000, 3).map((rows) => {
      const sample = correlatedNormals(rows, 1, 0.8, createRandom(3).fork(rows));
      const work = estimated(sample, engine, { estimator: 'mine', preset: 'quick', seed: 1 });
      let step = work.next();
      for (; !step.done; step = work.next());
      return Math.abs((step.value?.mi ?? NaN) - truth);
    });
    // The standard error of the sample's own information is rho / sqrt(n): 0.018, 0.013, 0.009; three of each, and a bias
    // of some thousandths.
    expect(errors[0]).toBeLessThan(0.064);
    expect(errors[1]).toBeLessThan(0.048);
    expect(errors[2]).toBeLessThan(0.037);
  });
});

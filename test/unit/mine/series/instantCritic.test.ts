import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { rankPositions } from '../../../../src/mine/ranks';
import { instantCritic } from '../../../../src/mine/series/instantCritic';
import { prepareSeriesColumn } from '../../../../src/mine/series/preparedColumn';
import { seriesSettings } from '../../../../src/mine/series/settings';
import { seriesTestKernel } from './kernel';
import { plugIn } from '../../../../src/mine/references/plugIn';
import { relations } from '../relations';

/** Every fifth row to the same fold. */
const fifths = (n: number) =>
  [0, 1, 2, 3, 4].map((k) => Uint32Array.from({ length: Math.ceil((n - k) / 5) }, (_, i) => 5 * i + k));

const kernel = await seriesTestKernel();

const column = (values: Float64Array | Int32Array, settings = seriesSettings) =>
  prepareSeriesColumn(
    values instanceof Int32Array
      ? { kind: 'categorical', codes: values }
      : { kind: 'numeric', positions: rankPositions(values) },
    settings,
  );

const instant = (x: Float64Array | Int32Array, z: Float64Array | Int32Array) =>
  instantCritic(kernel, column(x), column(z), fifths(x.length));

describe('the instant critic', () => {
  const n = 400;
  const pairs = relations(n);

  // The reference in Python stops within 1e-7 nats of each maximum, this one within 3e-6; what a held-out bound makes of it is
  // the square root of that times its own slope.
  it.each([
    ['linear', 0.52022, 0.55152, 0.3],
    ['wave', 0.67656, 0.74389, 0.03],
    ['ties', 0.30871, 0.34057, 0.3],
    ['mixed', 0.32903, 0.37335, 0.03],
    ['categories', 0.21386, 0.24386, 0.1],
    ['independent', 0, 0, null],
  ] as const)('gives the reference’s values on the %s relation', (name, heldOut, estimate, penalty) => {
    const { x, z } = pairs[name];
    // The reference's bins all hold the same number of rows.
    const settings = { ...seriesSettings, tailStretch: 1 };
    const found = instantCritic(kernel, column(x, settings), column(z, settings), fifths(n), settings);
    expect(Math.abs(found.heldOut - heldOut)).toBeLessThan(4e-4);
    expect(Math.abs(found.estimate - estimate)).toBeLessThan(3e-4);
    expect(found.penalty).toBe(penalty);
  });

  it('is symmetric', () => {
    const { x, z } = pairs.wave;
    expect(Math.abs(instant(x, z).estimate - instant(z, x).estimate)).toBeLessThan(1e-6);
  });

  it('does not change under maps that keep the order', () => {
    const { x, z } = pairs.wave;
    expect(
      instant(
        x.map(Math.exp),
        z.map((v) => v ** 3),
      ).estimate,
    ).toBe(instant(x, z).estimate);
  });

  it('gives the critics whose held-out bound it reports', () => {
    const { x, z } = pairs.wave;
    const { critics, heldOut } = instant(x, z);
    const all = Uint32Array.from(x, (_, i) => i);
    const bounds = critics.map((critic, k) => {
      const rows = fifths(n)[k] ?? new Uint32Array();
      const joint = critic.scores(rows, rows).reduce((sum, t) => sum + t / rows.length, 0);
      // All pairs of rows are the product of marginals.
      let sum = 0;
      for (const i of all)
        for (const t of critic.scores(new Uint32Array(n).fill(i), all)) sum += Math.exp(t) / n ** 2;
      return joint - Math.log(sum);
    });
    expect(bounds.reduce((a, b) => a + b) / 5).toBeCloseTo(heldOut, 5);
  });

  it('reaches the plug-in value of two categories when nothing is penalised', () => {
    const { x, z } = pairs.categories;
    const { train } = instantCritic(
      kernel,
      column(x),
      column(z),
      [0, 1].map((k) => fifths(n)[k] ?? new Uint32Array()),
      {
        ...seriesSettings,
        penalties: [1e-9],
      },
    );
    const occupied = (values: Int32Array, k: number) =>
      Int32Array.from(fifths(n)[k] ?? [], (row) => values[row] ?? NaN);
    const plain = [0, 1].map((k) => {
      const [a, b] = [occupied(x, k), occupied(z, k)];
      const cells = new Set(Array.from(a, (v, i) => `${v},${b[i] ?? NaN}`)).size;
      return plugIn(a, b) + (cells - new Set(a).size - new Set(b).size + 1) / (2 * a.length);
    });
    // The critic's marginals are those of all rows, not of one half: it can only gain from the difference.
    expect(train).toBeGreaterThan((plain[0] ?? NaN) / 2 + (plain[1] ?? NaN) / 2 - 1e-3);
  });

  it('takes columns of many categories', () => {
    const random = createRandom(9);
    const x = Int32Array.from({ length: 4000 }, () => random.integer(40));
    const z = x.map((v) => (random.uniform() < 0.5 ? v : random.integer(40)));
    const same = 0.5 + 0.5 / 40;
    const truth = Math.log(40) + same * Math.log(same) + (1 - same) * Math.log(0.5 / 40);
    // The log-ratio is 3.02 or -0.69 at equal chance nearly: deviation 1.86, four standard errors over 4000 rows.
    expect(Math.abs(instant(x, z).estimate - truth)).toBeLessThan((4 * 1.86) / Math.sqrt(4000));
  });

  it.each([0.3, 0.9])('is right for a bivariate normal with correlation %d', (rho) => {
    const random = createRandom(21);
    const x = Float64Array.from({ length: 3000 }, () => random.normal());
    const z = x.map((v) => rho * v + Math.sqrt(1 - rho * rho) * random.normal());
    // Deviation of the log-ratio is rho; 4 standard errors, and 0.005 for the bins.
    const tolerance = (4 * rho) / Math.sqrt(3000) + 0.005;
    expect(Math.abs(instant(x, z).estimate + Math.log(1 - rho * rho) / 2)).toBeLessThan(tolerance);
  });
});

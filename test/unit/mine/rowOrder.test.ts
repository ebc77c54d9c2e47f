import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import type { Engine } from '../../../src/mine/critic';
import { encodeSide } from '../../../src/mine/encoding';
import type { Preset } from '../../../src/mine/presets';
import { neighbourhoodLength } from '../../../src/mine/rowOrder';
import { allRows, numeric } from './columns';
import { finished, prepared } from './estimating';
import { kernelTestEngine } from './kernel/builds';

const n = 1000;

/** A series whose neighbours have this correlation (0: independent rows). */
function series(seed: number, phi: number): Float64Array {
  const random = createRandom(seed);
  let last = random.normal();
  return Float64Array.from(
    { length: n },
    () => (last = phi * last + Math.sqrt(1 - phi * phi) * random.normal()),
  );
}

const side = (values: Float64Array) =>
  encodeSide([numeric('a', values)], allRows(n), { encoding: 'scores', cosines: 0 });
const length = (x: Float64Array, z: Float64Array) => neighbourhoodLength(side(x), side(z));

describe('the neighbourhood of a row', () => {
  it('is the row itself where the rows are in no particular order', () => {
    for (let seed = 0; seed < 200; seed += 2) expect(length(series(seed, 0), series(seed + 1, 0))).toBe(1);
  });

  it('is the row itself where one side alone is ordered: pairs are still independent', () => {
    expect(length(series(1, 0.95), series(2, 0))).toBe(1);
  });

  it('grows with the autocorrelation of both sides', () => {
    // Bartlett: 1 + 2 sum phi^2k = (1 + phi^2) / (1 - phi^2): 4.6 for 0.8, and twice that long.
    expect(length(series(1, 0.8), series(2, 0.8))).toBeGreaterThan(5);
    expect(length(series(1, 0.8), series(2, 0.8))).toBeLessThan(16);
    expect(length(series(1, 0.97), series(2, 0.97))).toBeGreaterThan(length(series(1, 0.8), series(2, 0.8)));
  });
});

describe('two independent time series', { timeout: 60_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kernelTestEngine();
  });

  /** Estimate of two series with this correlation of neighbours, and what it is warned of. */
  function estimated(preset: Preset, phi: number, seeds: readonly [number, number]) {
    const [x, z] = [numeric('x', series(seeds[0], phi)), numeric('z', series(seeds[1], phi))];
    const pair = prepared(engine, [x], [z], n, { preset });
    const estimate = finished(pair);
    return { estimate, warned: pair.warnings(estimate, {}) };
  }

  it('with a long memory are said to be so, as their p-values may be chance', () => {
    const { warned } = estimated('quick', 0.98, [1, 2]);
    expect(warned.map(({ code }) => code)).toEqual(['long-memory']);
    // Ten blocks in each of five folds; Bartlett: (1 + phi^2) / (1 - phi^2) = 50, and twice that long in a sample of infinite length.
    const [reach, blocks, rows] = warned[0]?.values ?? [];
    expect([blocks, rows]).toEqual([20, n]);
    expect(reach).toBeGreaterThan(20);
  });

  it('are not taken to depend on each other, and the report says that their rows are ordered', () => {
    const pValues = Array.from({ length: 12 }, (_, i) => {
      const { estimate, warned } = estimated('standard', 0.9, [10 + i, 90 + i]);
      expect(warned.map(({ code }) => code)).toContain('ordered-rows');
      return estimate.pValue ?? NaN;
    });
    // Row by row, 8 of these 12 come out below 0.05. Of 12 true nulls more than 4 below 0.05 come once in 5,000.
    expect(pValues.filter((p) => p < 0.05).length).toBeLessThanOrEqual(4);
    expect(pValues.filter((p) => p < 0.001).length).toBeLessThanOrEqual(1);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { fitTable, logRatioTable } from '../../../src/mine/contingency';
import { encodeSide, MAX_INDICATORS, type Categories, type EncodedSide } from '../../../src/mine/encoding';
import { allRows, categorical } from './columns';

const n = 2000;

function sideOf(codes: number[]): { side: EncodedSide; categories: Categories } {
  const side = encodeSide([categorical('a', codes)], allRows(codes.length), {
    encoding: 'scores',
    cosines: 0,
  });
  if (!side.categories) throw new Error('a categorical column has categories');
  return { side, categories: side.categories };
}

/** Two columns of k categories that agree with this probability. */
function agreeing(k: number, probability: number, seed: number) {
  const random = createRandom(seed);
  const a = Array.from({ length: n }, () => random.integer(k));
  const b = a.map((code) => (random.uniform() < probability ? code : random.integer(k)));
  return [sideOf(a), sideOf(b)] as const;
}

describe('the table of two categorical columns', () => {
  it('has the log-ratio of every combination', () => {
    const [x, z] = agreeing(4, 0.6, 1);
    const table = logRatioTable(x.categories, z.categories, allRows(n));
    const counts = new Map<string, number>();
    for (let row = 0; row < n; row++) {
      const key = `${x.categories.codes[row] ?? ''} ${z.categories.codes[row] ?? ''}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const share = (codes: Int32Array, code: number) => codes.filter((other) => other === code).length / n;
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 4; j++) {
        const p = (counts.get(`${i} ${j}`) ?? 0) / n;
        const ratio = p / (share(x.categories.codes, i) * share(z.categories.codes, j));
        // Shrunk towards 0 by about 1/n over the distance of the table from independence, here under 1 %.
        expect(Math.abs(table.get(i, j) - Math.log(ratio))).toBeLessThan(0.05);
      }
  });

  it('says nothing of independent columns', () => {
    const [x, z] = agreeing(6, 0, 2);
    const table = logRatioTable(x.categories, z.categories, allRows(n));
    // The counts themselves would give log-ratios of sqrt(36 / 2000) = 0.13 on average.
    expect(Math.max(...table.to1DArray().map(Math.abs))).toBeLessThan(0.1);
  });

  it('is finite where a combination was never seen, and where a category was not', () => {
    const [x, z] = [sideOf([0, 0, 1, 1, 2, 2]), sideOf([0, 0, 1, 1, 1, 1])];
    const table = logRatioTable(x.categories, z.categories, Uint32Array.from([0, 1, 2, 3]));
    expect(table.to1DArray().every(Number.isFinite)).toBe(true);
  });

  it.each([2, 3, MAX_INDICATORS + 9])('is what the critic starts from, for %d categories', (k) => {
    const [x, z] = agreeing(k, 0.7, 3);
    const table = logRatioTable(x.categories, z.categories, allRows(n));
    const start = fitTable(x.side, z.side, x.categories, z.categories, allRows(n));
    for (let row = 0; row < 200; row++) {
      const other = (row * 37) % n;
      const expected = table.get(x.categories.codes[row] ?? -1, z.categories.codes[other] ?? -1);
      // Scores are float32, their deviations down to 0.1.
      expect(Math.abs(start.value(row, other) - expected)).toBeLessThan(1e-4);
    }
  });
});

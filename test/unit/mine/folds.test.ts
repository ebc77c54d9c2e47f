import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { dealFolds } from '../../../src/mine/folds';

describe('folds', () => {
  it.each([
    [103, 5, 1],
    [1461, 5, 29],
    [100, 3, 7],
  ])('of %d rows in %d folds and blocks of %d hold every row once', (n, folds, blockLength) => {
    const dealt = dealFolds(n, folds, blockLength, createRandom(4));
    expect(dealt).toHaveLength(folds);
    const rows = dealt.flatMap((fold) => [...fold]);
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    const sizes = dealt.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(
      blockLength === 1 ? 1 : 2 * blockLength,
    );
  });

  it('keep the rows of a block together and in order', () => {
    for (const fold of dealFolds(120, 4, 10, createRandom(4)))
      for (let i = 0; i < fold.length; i += 10) {
        const block = [...fold.subarray(i, i + 10)];
        expect(block).toEqual(block.map((_, k) => (block[0] ?? NaN) + k));
      }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { midRanks, normalScores, pearson, rankPositions } from '../../../src/mine/ranks';

const column = (values: number[]) => Float64Array.from(values);

describe('ranks', () => {
  it('are shared by ties', () => {
    expect([...midRanks(column([3, 1, 3, 2, 3]))]).toEqual([4, 1, 4, 2, 4]);
  });

  it('add up to n (n + 1) / 2, whatever the ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (values) => {
        const sum = midRanks(column(values)).reduce((total, rank) => total + rank, 0);
        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });
});

describe('normal scores', () => {
  it('do not change, to the bit, under maps that keep the order', () => {
    const values = column([0.3, -1.7, 2.4, 0.1, 9.9, -0.2]);
    const scores = normalScores(rankPositions(values));
    expect(normalScores(rankPositions(values.map((v) => Math.exp(v))))).toEqual(scores);
    expect(normalScores(rankPositions(values.map((v) => v ** 3 + 5)))).toEqual(scores);
  });

  it('have mean 0 and variance 1', () => {
    const scores = normalScores(rankPositions(column([5, 5, 1, 2, 8, 8, 8, 0])));
    expect(scores.reduce((sum, s) => sum + s, 0)).toBeCloseTo(0, 12);
    expect(scores.reduce((sum, s) => sum + s * s, 0) / 8).toBeCloseTo(1, 12);
  });

  it('of a constant are zero', () => {
    expect([...normalScores(rankPositions(column([4, 4, 4])))]).toEqual([0, 0, 0]);
  });
});

describe('correlations', () => {
  it('of a line are 1 and -1', () => {
    const x = column([1, 2, 3, 7]);
    expect(pearson(x, column([3, 5, 7, 15]))).toBeCloseTo(1, 12);
    expect(pearson(x, column([-1, -2, -3, -7]))).toBeCloseTo(-1, 12);
  });

  it("of rank positions are Spearman's: 1 for every rising curve", () => {
    const [x, z] = [column([1, 2, 3, 4]), column([1, 10, 100, 1000])].map(rankPositions);
    expect(x && z && pearson(x, z)).toBeCloseTo(1, 12);
  });

  it('are missing where a side does not vary', () => {
    expect(pearson(column([1, 1, 1]), column([1, 2, 3]))).toBeNull();
  });
});

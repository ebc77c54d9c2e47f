import { describe, expect, it } from 'vitest';
import { encodeSide, MAX_INDICATORS, shareSide } from '../../../src/mine/encoding';
import { allRows, categorical, numeric } from './columns';
import { allInputs } from './kernel/task';

const features = { encoding: 'scores', cosines: 8 } as const;

describe('encoding a side', () => {
  it('gives a single numeric column its normal score and the cosines of its rank', () => {
    const side = encodeSide([numeric('a', [4, 2, 1, 3])], allRows(4), { encoding: 'scores', cosines: 8 });
    expect([side.dims, side.width]).toEqual([1, 9]);
    // Row 2 is the smallest of 4: u = 1/8.
    const inputs = allInputs(side);
    // Looked up at the nearest of 2^14 places, half a place away at most: pi k 2^-15 of the wave's height.
    expect(inputs[2 * 9 + 1]).toBeCloseTo(Math.SQRT2 * Math.cos(Math.PI / 8), 3);
    expect(inputs[2 * 9 + 8]).toBeCloseTo((Math.SQRT2 / 8) * Math.cos(Math.PI), 3);
    expect(inputs[2 * 9]).toBe(side.scores[2]);
  });

  it('gives a group of numbers its distance from the centre, and no cosines', () => {
    const group = [numeric('a', [4, 2, 1, 3]), numeric('b', [1, 2, 3, 4])];
    const side = encodeSide(group, allRows(4), features);
    expect([side.dims, side.width]).toEqual([2, 3]);
    // Row 1 lies nearest to the middle of both, row 0 and row 2 farthest.
    const inputs = allInputs(side);
    const distances = [0, 1, 2, 3].map((row) => inputs[3 * row + 2] ?? NaN);
    expect(Math.min(...distances)).toBe(distances[1]);
    expect(encodeSide([categorical('a', [0, 1, 1, 0]), ...group.slice(1)], allRows(4), features).width).toBe(
      2,
    );
  });

  it('gives two categories one indicator and more of them one each, standardised', () => {
    expect(
      encodeSide([categorical('a', [0, 1, 1, 0])], allRows(4), { encoding: 'scores', cosines: 8 }).dims,
    ).toBe(1);
    const three = encodeSide([categorical('a', [0, 1, 2, 0])], allRows(4), {
      encoding: 'scores',
      cosines: 8,
    });
    expect(three.dims).toBe(3);
    for (let j = 0; j < 3; j++) {
      const indicator = [0, 1, 2, 3].map((row) => three.scores[row * 3 + j] ?? NaN);
      expect(indicator.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 5);
      expect(indicator.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(4, 5);
    }
  });

  it('takes rare categories together, and counts them', () => {
    const codes = Array.from({ length: 400 }, (_, i) => i % 80);
    const side = encodeSide([categorical('a', codes)], allRows(400), { encoding: 'scores', cosines: 8 });
    expect(side.dims).toBe(MAX_INDICATORS - 1);
    expect(side.pooled).toBe(80 - MAX_INDICATORS + 1);
  });

  it('knows ties and constants', () => {
    expect(
      encodeSide([numeric('a', [7, 7, 7, 1])], allRows(4), { encoding: 'scores', cosines: 8 }).largestTie,
    ).toBe(0.75);
    expect(
      encodeSide([numeric('a', [7, 7, 7, 1])], allRows(3), { encoding: 'scores', cosines: 8 }).constant,
    ).toBe(true);
  });

  it('gives the same inputs from memory that threads share', () => {
    for (const columns of [
      [numeric('a', [4, 2, 1, 3])],
      [numeric('a', [4, 2, 1, 3]), numeric('b', [1, 2, 3, 4])],
      [categorical('c', [0, 1, 2, 0])],
    ]) {
      const side = encodeSide(columns, allRows(4), features);
      const shared = shareSide(side);
      expect(shared.scores.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(allInputs(shared)).toEqual(allInputs(side));
    }
  });
});

describe('the entropy of a side', () => {
  const entropy = (...columns: Parameters<typeof encodeSide>[0]) =>
    encodeSide(columns, allRows(4), { encoding: 'scores', cosines: 0 }).entropy;

  it('is that of its values: log n where they all differ', () => {
    expect(entropy(numeric('a', [4, 2, 1, 3]))).toBeCloseTo(Math.log(4), 12);
    expect(entropy(categorical('a', [0, 1, 1, 0]))).toBeCloseTo(Math.LN2, 12);
    expect(entropy(numeric('a', [7, 7, 7, 7]))).toBeCloseTo(0, 12);
  });

  it('of a group is that of its joint values', () => {
    expect(entropy(categorical('a', [0, 1, 1, 0]), numeric('b', [1, 1, 2, 2]))).toBeCloseTo(Math.log(4), 12);
    expect(entropy(categorical('a', [0, 1, 1, 0]), numeric('b', [5, 6, 6, 5]))).toBeCloseTo(Math.LN2, 12);
  });
});

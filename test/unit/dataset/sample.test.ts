import { describe, expect, test } from 'vitest';
import { sampleRows } from '../../../src/dataset/sample';

describe('a sample of rows', () => {
  test('is not drawn where all rows are wanted', () => {
    expect(sampleRows(10, 0, 1)).toBeNull();
    expect(sampleRows(10, 10, 1)).toBeNull();
    expect(sampleRows(10, 11, 1)).toBeNull();
  });

  test('holds as many different rows as asked for, in ascending order', () => {
    const sample = sampleRows(1000, 100, 1) ?? [];
    expect(sample.length).toBe(100);
    sample.forEach((row, i) => {
      expect(row).toBeGreaterThan(sample[i - 1] ?? -1);
      expect(row).toBeLessThan(1000);
    });
  });

  test('repeats for the same seed and differs for others', () => {
    expect(sampleRows(1000, 100, 1)).toEqual(sampleRows(1000, 100, 1));
    expect(sampleRows(1000, 100, 1)).not.toEqual(sampleRows(1000, 100, 2));
  });

  test('holds every smaller sample of the same seed', () => {
    for (let seed = 0; seed < 20; seed++) {
      const sizes = [63, 125, 250, 500, 999].map((size) => new Set(sampleRows(1000, size, seed)));
      for (const [i, smaller] of sizes.slice(0, -1).entries())
        expect([...smaller].filter((row) => !sizes[i + 1]?.has(row))).toEqual([]);
    }
  });

  test('takes each row as often as any other', () => {
    const taken = Array.from({ length: 10 }, () => 0);
    for (let seed = 0; seed < 5000; seed++) {
      for (const row of sampleRows(10, 3, seed) ?? []) taken[row] = (taken[row] ?? 0) + 1;
    }
    // 1500 expected, standard deviation 32.
    for (const count of taken) expect(Math.abs(count - 1500)).toBeLessThan(130);
  });
});

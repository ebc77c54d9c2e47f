import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { NeighbourTree, neighbourCounter } from '../../../../src/mine/references/neighbours';

/** Sorted distances of a row to all others in the maximum norm, by looking at each. */
function distances(columns: readonly Float64Array[], row: number): number[] {
  const n = columns[0]?.length ?? 0;
  return Array.from({ length: n }, (_, other) => other)
    .filter((other) => other !== row)
    .map((other) => Math.max(...columns.map((c) => Math.abs((c[other] ?? NaN) - (c[row] ?? NaN)))))
    .sort((a, b) => a - b);
}

const points = fc.record({
  rows: fc.integer({ min: 2, max: 150 }),
  dimensions: fc.integer({ min: 1, max: 4 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  // Rounded values tie; a heavy tail leaves most points close together.
  shape: fc.constantFrom(
    (v: number) => v,
    (v: number) => Math.round(v),
    (v: number) => v ** 5,
  ),
});

describe('the neighbour search', () => {
  it('finds the distances and the counts that looking at every row finds', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 5 }), ({ rows, dimensions, seed, shape }, k) => {
        const random = createRandom(seed);
        const columns = Array.from({ length: dimensions }, () =>
          Float64Array.from({ length: rows }, () => shape(random.normal())),
        );
        const tree = new NeighbourTree(columns, k);
        const count = neighbourCounter(columns);
        for (let row = 0; row < rows; row++) {
          const all = distances(columns, row);
          expect(tree.distance(row)).toBe(all[k - 1] ?? Infinity);
          for (const radius of [0.3, all[Math.floor(all.length / 2)] ?? 0]) {
            const within = Math.max(1, 1 + all.filter((d) => d < radius).length);
            const counted = radius > 0 ? within : 1;
            expect(tree.countWithin(row, radius)).toBe(counted);
            expect(count(row, radius)).toBe(counted);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

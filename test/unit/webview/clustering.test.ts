import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLinkage, leavesOf, type ClusterTree } from '../../../webview/heatmap/clustering';
import { joints, treeLines, TREE_WIDTH } from '../../../webview/heatmap/dendrogram';
import { whole } from './whole';

/** The upper triangle, row by row, as a full matrix. */
function symmetric(count: number, upper: readonly number[]): Float64Array {
  const distances = new Float64Array(count * count);
  let next = 0;
  for (let row = 0; row < count; row++)
    for (let column = row + 1; column < count; column++) {
      const distance = upper[next++] ?? 0;
      distances[row * count + column] = distance;
      distances[column * count + row] = distance;
    }
  return distances;
}

const heights = (tree: ClusterTree): number[] =>
  tree.kind === 'leaf' ? [] : [...heights(tree.left), ...heights(tree.right), tree.height];

describe('average linkage', () => {
  /*
   * By hand. a-b 1, c-d 2; then {a,b} with c: (6 + 8) / 2 = 7, with d: (10 + 4) / 2 = 7, with e: (9 + 11) / 2 = 10;
   * {c,d} with {a,b}: (6 + 10 + 8 + 4) / 4 = 7, with e: (5 + 3) / 2 = 4: e joins {c,d} at 4. At last {a,b} with
   * {c,d,e}: (2 · 7 + 10) / 3 = 8.
   */
  const distances = symmetric(5, [1, 6, 10, 9, 8, 4, 11, 2, 5, 3]);
  const tree = whole(averageLinkage(distances, 5));

  it('merges at the mean distance of the members', () => {
    expect(heights(tree)).toEqual([1, 2, 4, 8]);
    expect(tree.size).toBe(5);
  });

  it('puts the tighter cluster first, and of equally tight ones the one that comes first in the file', () => {
    expect(leavesOf(tree)).toEqual([0, 1, 4, 2, 3]);
  });

  it('leaves the distances as they are', () => {
    expect(distances[1]).toBe(1);
  });

  it('gives the same tree when all distances are equal', () => {
    const equal = whole(averageLinkage(symmetric(4, [1, 1, 1, 1, 1, 1]), 4));
    expect(leavesOf(equal).toSorted()).toEqual([0, 1, 2, 3]);
    expect(heights(equal)).toEqual([1, 1, 1]);
  });

  it('of one item is that item', () => {
    expect(leavesOf(whole(averageLinkage(new Float64Array(1), 1)))).toEqual([0]);
  });

  it('has every item once, and never merges lower than it merged before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 14 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (count, draws) => {
          const upper = [...draws.take((count * (count - 1)) / 2)];
          const found = whole(averageLinkage(symmetric(count, upper), count));
          expect(leavesOf(found).toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
          const rising = (node: ClusterTree): boolean =>
            node.kind === 'leaf' ||
            // Means are rounded.
            (node.left.height <= node.height + 1e-12 &&
              node.right.height <= node.height + 1e-12 &&
              rising(node.left) &&
              rising(node.right));
          expect(rising(found)).toBe(true);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('agrees with merging the nearest two of all clusters, one after the other', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 21, maxLength: 21 }),
        (upper) => {
          const distances = symmetric(7, upper);
          const sorted = heights(whole(averageLinkage(distances, 7))).toSorted((a, b) => a - b);
          naiveHeights(distances, 7).forEach((height, step) => {
            expect(sorted[step]).toBeCloseTo(height, 8);
          });
        },
      ),
      { seed: 6, numRuns: 100 },
    );
  });
});

/** By the definition, from the members' distances. */
function naiveHeights(distances: Float64Array, count: number): number[] {
  let clusters = [...Array(count).keys()].map((index) => [index]);
  const heights: number[] = [];
  const mean = (one: readonly number[], other: readonly number[]) =>
    one.flatMap((i) => other.map((j) => distances[i * count + j] ?? 0)).reduce((sum, d) => sum + d, 0) /
    (one.length * other.length);
  while (clusters.length > 1) {
    let [height, a, b] = [Infinity, 0, 0];
    clusters.forEach((one, i) => {
      clusters.slice(0, i).forEach((other, j) => {
        if (mean(one, other) < height) [height, a, b] = [mean(one, other), i, j];
      });
    });
    const merged = [...(clusters[a] ?? []), ...(clusters[b] ?? [])];
    clusters = [...clusters.filter((_, index) => index !== a && index !== b), merged];
    heights.push(height);
  }
  return heights;
}

describe('the tree beside the rows', () => {
  const tree = whole(averageLinkage(symmetric(3, [0.2, 0.8, 0.6]), 3));

  it('joins clusters halfway between their parts', () => {
    expect(joints(tree)).toEqual([
      { from: 0, to: 1, height: 0.2, fromHeight: 0, toHeight: 0 },
      { from: 2, to: 0.5, height: 0.7, fromHeight: 0, toHeight: 0.2 },
    ]);
  });

  it('stays within its strip, whatever the cells’ size', () => {
    for (const cell of [1, 12, 96])
      for (const [x, y] of treeLines(tree, cell).flat()) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThan(TREE_WIDTH);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThanOrEqual(2 * cell + 1);
      }
  });
});

import type { ClusterTree } from './clustering';

/** The tree of a clustering beside the heatmap's rows. */

/** Pixels taken at the heatmap's edge, with a margin before the rows' ends. */
export const TREE_WIDTH = 92;
const MARGIN = 8;

/** Where two clusters become one: a line along the leaves, with an arm to each of the two. */
export interface Joint {
  /** Places of the two clusters along the leaves; a leaf's is its number. */
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly fromHeight: number;
  readonly toHeight: number;
}

/** The joints of a tree whose leaves are numbered from first to last, from the bottom up. */
export function joints(tree: ClusterTree): Joint[] {
  const found: Joint[] = [];
  place(tree, found);
  return found;
}

/** A cluster stands halfway between its two parts. */
function place(tree: ClusterTree, found: Joint[]): number {
  if (tree.kind === 'leaf') return tree.index;
  const from = place(tree.left, found);
  const to = place(tree.right, found);
  found.push({ from, to, height: tree.height, fromHeight: tree.left.height, toHeight: tree.right.height });
  return (from + to) / 2;
}

/** Where the lines run, in pixels: leaf 0, the first column, has no row and stands at the upper edge of leaf 1's. */
export function treeLines(tree: ClusterTree, cell: number): (readonly [number, number])[][] {
  const across = (height: number) => MARGIN + Math.min(1, height) * (TREE_WIDTH - MARGIN - 2);
  const along = (leaf: number) => (leaf < 1 ? 0.5 * leaf : leaf - 0.5) * cell + 1;
  return joints(tree).map(({ from, to, height, fromHeight, toHeight }) => [
    [across(fromHeight), along(from)],
    [across(height), along(from)],
    [across(height), along(to)],
    [across(toHeight), along(to)],
  ]);
}

/** The lines as an SVG path. */
export function pathOf(lines: readonly (readonly (readonly [number, number])[])[]): string {
  return lines
    .map((points) => points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
    .join('');
}

import type { Sliced } from '../slices';

/**
 * Hierarchical clustering by average linkage (UPGMA, Sokal and Michener 1958): the distance of two clusters is the mean
 * distance of their members.
 */
export type ClusterTree =
  | { readonly kind: 'leaf'; readonly index: number; readonly height: 0; readonly size: 1 }
  | {
      readonly kind: 'merge';
      readonly left: ClusterTree;
      readonly right: ClusterTree;
      /** Distance at which the two became one. */
      readonly height: number;
      readonly size: number;
    };

/**
 * The tree over `count` items, at least one, from their symmetric distances (`count` × `count`, row by row). Follows
 * chains of nearest neighbours (Murtagh 1983), which takes time in `count` squared.
 */
export function* averageLinkage(distances: Float64Array, count: number): Sliced<ClusterTree> {
  const between = distances.slice();
  const clusters = new Map<number, ClusterTree>();
  for (let index = 0; index < count; index++)
    clusters.set(index, { kind: 'leaf', index, height: 0, size: 1 });
  const chain: number[] = [];
  while (clusters.size > 1) {
    const last = chain.at(-1) ?? firstOf(clusters);
    if (chain.length === 0) chain.push(last);
    const before = chain.at(-2);
    const nearest = nearestTo(last, before, clusters, between, count);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    // Each is the other's nearest: no later merge can come between them.
    chain.length -= 2;
    merge(nearest, last, clusters, between, count);
    if (clusters.size % MERGES === 0) yield;
  }
  const [tree] = clusters.values();
  if (!tree) throw new RangeError('Clustering needs at least one item.');
  return tree;
}

/** The items in the order in which the tree is drawn without crossings. */
export function leavesOf(tree: ClusterTree): number[] {
  const leaves: number[] = [];
  const open: ClusterTree[] = [tree];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'leaf') leaves.push(next.index);
    else open.push(next.right, next.left);
  }
  return leaves;
}

/** So many merges at a time. */
const MERGES = 32;

type Clusters = Map<number, ClusterTree>;

function firstOf(clusters: Clusters): number {
  const [first = 0] = clusters.keys();
  return first;
}

/** Of equally near clusters the chain's own predecessor, so that the chain ends; otherwise the first. */
function nearestTo(
  from: number,
  before: number | undefined,
  clusters: Clusters,
  between: Float64Array,
  count: number,
): number {
  let nearest = before ?? -1;
  let distance = before === undefined ? Infinity : (between[from * count + before] ?? Infinity);
  for (const other of clusters.keys()) {
    const candidate = between[from * count + other] ?? Infinity;
    if (other !== from && (candidate < distance || nearest < 0)) {
      nearest = other;
      distance = candidate;
    }
  }
  return nearest;
}

/** The merged cluster takes the place of `one`. */
function merge(one: number, other: number, clusters: Clusters, between: Float64Array, count: number): void {
  const [first, second] = [clusters.get(one), clusters.get(other)];
  if (!first || !second) return;
  const height = between[one * count + other] ?? 0;
  const size = first.size + second.size;
  clusters.delete(other);
  for (const third of clusters.keys()) {
    if (third === one) continue;
    const mean =
      (first.size * (between[one * count + third] ?? 0) +
        second.size * (between[other * count + third] ?? 0)) /
      size;
    between[one * count + third] = mean;
    between[third * count + one] = mean;
  }
  const [left, right] = comesFirst(first, second) ? [first, second] : [second, first];
  clusters.set(one, { kind: 'merge', left, right, height, size });
}

/** The tighter of two clusters stands first, so that what belongs together gathers at one end. */
function comesFirst(one: ClusterTree, other: ClusterTree): boolean {
  return one.height === other.height ? leftmost(one) < leftmost(other) : one.height < other.height;
}

function leftmost(tree: ClusterTree): number {
  let node = tree;
  while (node.kind === 'merge') node = node.left;
  return node.index;
}

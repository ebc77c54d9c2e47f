import type { PairState } from '../src/report/report';
import { averageLinkage, leavesOf, type ClusterTree } from './heatmap/clustering';
import { LANGUAGE } from './format';
import { correlationOfInformation } from './scale';
import type { Sliced } from './slices';
import type { Ends, Variables } from './variables';

export const ORDERS = ['file', 'name', 'strength', 'cluster'] as const;
export type Order = (typeof ORDERS)[number];

export interface Ordered {
  /** Indexes of variables, first to last. */
  readonly order: readonly number[];
  /** Its leaves are positions in `order`, from first to last. */
  readonly tree: ClusterTree | null;
}

/** Puts the variables `kept` (indexes in the file's order) in order, by what is known of the pairs now. */
export function* orderVariables(
  by: Order,
  kept: readonly number[],
  variables: Variables,
  ends: Ends,
  pairs: readonly PairState[],
): Sliced<Ordered> {
  switch (by) {
    case 'file':
      return { order: kept, tree: null };
    case 'name': {
      const name = (index: number) => variables[index]?.name ?? '';
      return { order: kept.toSorted((one, other) => names.compare(name(one), name(other))), tree: null };
    }
    case 'strength': {
      const similarity = similarities(kept, ends, pairs);
      yield;
      const strengths = totalStrengths(kept, similarity);
      const order = kept
        .map((variable, position) => ({ variable, strength: strengths[position] ?? 0 }))
        .sort((one, other) => other.strength - one.strength)
        .map(({ variable }) => variable);
      return { order, tree: null };
    }
    case 'cluster':
      return yield* clustered(kept, similarities(kept, ends, pairs));
  }
}

/** `s2` comes before `s10`. */
export const names = new Intl.Collator(LANGUAGE, { numeric: true, sensitivity: 'base' });

function* clustered(kept: readonly number[], similarity: Float64Array): Sliced<Ordered> {
  if (kept.length === 0) return { order: [], tree: null };
  yield;
  const tree = yield* averageLinkage(
    similarity.map((value) => 1 - value),
    kept.length,
  );
  const leaves = leavesOf(tree);
  const place = new Map(leaves.map((leaf, position) => [leaf, position]));
  return {
    order: leaves.map((leaf) => kept[leaf] ?? 0),
    tree: relabelled(tree, (leaf) => place.get(leaf) ?? 0),
  };
}

function relabelled(tree: ClusterTree, label: (index: number) => number): ClusterTree {
  return tree.kind === 'leaf'
    ? { ...tree, index: label(tree.index) }
    : { ...tree, left: relabelled(tree.left, label), right: relabelled(tree.right, label) };
}

/** Information correlations between the variables kept, row by row; 0 for pairs that are not known. */
function similarities(kept: readonly number[], ends: Ends, pairs: readonly PairState[]): Float64Array {
  const count = kept.length;
  const place = new Map(kept.map((variable, position) => [variable, position]));
  const similarity = new Float64Array(count * count);
  pairs.forEach(({ mi }, index) => {
    const row = place.get(ends.x[index] ?? -1);
    const column = place.get(ends.z[index] ?? -1);
    if (mi === null || row === undefined || column === undefined) return;
    const value = correlationOfInformation(mi);
    similarity[row * count + column] = value;
    similarity[column * count + row] = value;
  });
  return similarity;
}

function totalStrengths(kept: readonly number[], similarity: Float64Array): number[] {
  return kept.map((_, row) =>
    similarity
      .subarray(row * kept.length, (row + 1) * kept.length)
      .reduce((total, value) => total + value, 0),
  );
}

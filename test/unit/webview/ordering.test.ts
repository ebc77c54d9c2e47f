import { expect, it } from 'vitest';
import { leavesOf } from '../../../webview/heatmap/clustering';
import { orderVariables } from '../../../webview/ordering';
import { pairEnds } from '../../../webview/variables';
import { pair, variables } from './pairs';
import { whole } from './whole';

const columns = variables('s10', 's2', 'A', 's1');
const pairs = [
  pair('s10', 's2', { mi: 0.01 }),
  pair('s10', 'A', { mi: 1.2 }),
  pair('s10', 's1', { mi: 0.02 }),
  pair('s2', 'A', { mi: 0.03 }),
  pair('s2', 's1', { mi: 0.9 }),
  pair('A', 's1', { mi: null, status: 'failed' }),
];
const by = (order: 'file' | 'name' | 'strength' | 'cluster', kept = [0, 1, 2, 3]) => {
  const ordered = whole(orderVariables(order, kept, columns, pairEnds(pairs, columns), pairs));
  return { ...ordered, names: ordered.order.map((variable) => columns[variable]?.name) };
};

it('the file’s order is kept', () => {
  expect(by('file').names).toEqual(['s10', 's2', 'A', 's1']);
});

it('names are ordered as people count', () => {
  expect(by('name').names).toEqual(['A', 's1', 's2', 's10']);
});

it('by strength, columns that share most with all others come first', () => {
  // Sums of information correlations: s2 1.296, s10 1.292, A 1.195, s1 1.112.
  expect(by('strength').names).toEqual(['s2', 's10', 'A', 's1']);
  expect(by('strength', [1, 2, 3]).names).toEqual(['s2', 's1', 'A']);
});

it('by cluster, columns alike stand side by side, and the tree’s leaves are counted in that order', () => {
  const { names, tree } = by('cluster');
  expect(names).toEqual(['s10', 'A', 's2', 's1']);
  expect(tree && leavesOf(tree)).toEqual([0, 1, 2, 3]);
});

it('nothing is left to order when nothing is kept', () => {
  expect(by('cluster', [])).toMatchObject({ order: [], tree: null });
});

import { expect, it } from 'vitest';
import { pairEnds, pairNames } from '../../../webview/variables';
import { pair, variables } from './pairs';

const groups = [
  { name: 'size', columns: ['length', 'width'], type: 'group' },
  { name: 'mass', columns: ['mass'], type: 'numeric' },
];

it('the names of a group are the group’s', () => {
  expect(pairNames(pair('mass', '', { z: ['length', 'width'] }), groups)).toEqual({ x: 'mass', z: 'size' });
});

it('the names of columns that are no variable are the columns’', () => {
  expect(pairNames(pair('', 'c', { x: ['a', 'b'] }), [])).toEqual({ x: 'a + b', z: 'c' });
});

it('a pair’s ends are places among the variables, -1 for columns that are none', () => {
  const pairs = [pair('mass', '', { z: ['length', 'width'] }), pair('mass', 'length')];
  expect(pairEnds(pairs, groups)).toEqual({ x: Int32Array.of(1, 1), z: Int32Array.of(0, -1) });
});

it('a column whose name looks like a list of columns is not taken for one', () => {
  const both = [...variables('["a","b"]'), { name: 'g', columns: ['a', 'b'], type: 'group' }];
  const pairs = [pair('["a","b"]', '', { z: ['a', 'b'] })];
  expect(pairEnds(pairs, both)).toEqual({ x: Int32Array.of(0), z: Int32Array.of(1) });
});

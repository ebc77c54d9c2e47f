import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ListColumn } from '../../../webview/choices';
import { isInvisibleToCorrelation } from '../../../webview/pairs/nonlinear';
import { sortPairs } from '../../../webview/pairs/pairOrder';
import { pairEnds } from '../../../webview/variables';
import { pair, variables } from './pairs';
import { whole } from './whole';

const columns = variables('c2', 'c10', 'c1');
const pairs = [
  pair('c2', 'c10', { mi: 0.1, status: 'training', references: { gaussian: 0.1, pearson: -0.9 } }),
  pair('c2', 'c1', {
    mi: null,
    interval: null,
    pValue: null,
    status: 'failed',
    references: { gaussian: null },
  }),
  pair('c10', 'c1', { mi: 0.7, interval: [0.6, 0.8], references: { gaussian: 0.02, pearson: 0.1 } }),
];
const by = (column: ListColumn, descending: boolean) =>
  whole(sortPairs([0, 1, 2], { by: column, descending }, pairs, columns, pairEnds(pairs, columns)));

it('pairs are sorted by strength, either way round, and what is unknown stands last', () => {
  expect(by('mi', true)).toEqual([2, 0, 1]);
  expect(by('mi', false)).toEqual([0, 2, 1]);
});

it('names are sorted as people count', () => {
  expect(by('x', false)).toEqual([0, 1, 2]);
  expect(by('z', false)).toEqual([1, 2, 0]);
});

it('correlations are sorted by their size', () => {
  expect(by('pearson', true)).toEqual([0, 2, 1]);
});

it('statuses are sorted from settled to failed', () => {
  expect(by('status', false)).toEqual([2, 0, 1]);
});

it('equals keep the order they have', () => {
  expect(
    whole(sortPairs([2, 0], { by: 'n', descending: true }, pairs, columns, pairEnds(pairs, columns))),
  ).toEqual([2, 0]);
});

it('what correlation does not see comes first when asked for', () => {
  expect(by('nonlinear', true)[0]).toBe(2);
});

it.each([
  ['correlations explain little and the interval excludes it', 0.3, [0.2, 0.4], 0.05, 0.1, true],
  ['the rank correlation explains half', 0.3, [0.2, 0.4], 0.15, 0.1, false],
  ['the linear correlation explains it: r = 0.8 is 0.51 nats', 0.6, [0.5, 0.7], 0.05, 0.8, false],
  ['the interval does not exclude what they explain', 0.3, [0.04, 0.5], 0.05, 0.1, false],
  ['a perfect correlation leaves nothing', 3, [2.9, 3.1], 1, 1, false],
] as const)('%s', (_, mi, interval, gaussian, pearson, marked) => {
  const each = pair('a', 'b', { mi, interval: [...interval], references: { gaussian, pearson } });
  expect(isInvisibleToCorrelation(each)).toBe(marked);
});

it('without any correlation known, nothing is said to be invisible to it', () => {
  expect(isInvisibleToCorrelation(pair('a', 'b', { references: { gaussian: null } }))).toBe(false);
});

it('any numbers are sorted as a comparison would sort them, equals in the order they have', () => {
  const value = fc.option(fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 30 }), fc.boolean(), (lowerEnds, descending) => {
      const many = lowerEnds.map((low) =>
        pair('c2', 'c1', { interval: low === null ? null : [low, low + 1] }),
      );
      const rank = (index: number) => {
        const low = lowerEnds[index] ?? null;
        return low === null ? Infinity : descending ? -low : low;
      };
      const compared = [...many.keys()].sort((one, other) =>
        rank(one) === rank(other) ? 0 : rank(one) - rank(other),
      );
      const sort = { by: 'interval', descending } as const;
      expect(whole(sortPairs([...many.keys()], sort, many, columns, pairEnds(many, columns)))).toEqual(
        compared,
      );
    }),
    { seed: 6 },
  );
});

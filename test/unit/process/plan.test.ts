import { describe, expect, it } from 'vitest';
import type { Derivation } from '../../../src/dataset/derivations';
import { allPairs, groupPairs, singleColumns, withoutPairsOfOneColumn } from '../../../src/process/run/plan';

const column = (name: string) => ({ name });
const made = (of: string, as: Derivation) => ({ name: `${of} ${as}`, derivation: { column: of, as } });
const COLUMNS = [
  ...[column('age'), column('when')],
  ...[made('age', 'is-missing'), made('age', 'missing-as-category')],
  ...[made('when', 'hour'), made('when', 'weekday'), made('when', 'is-missing')],
];
const planOf = (...names: string[]) => ({
  variables: singleColumns(names),
  pairs: allPairs(names.length),
});
const left = (...names: string[]) =>
  withoutPairsOfOneColumn(planOf(...names), COLUMNS).plan.pairs.map(([x, z]) =>
    [x, z].map((place) => names[place]),
  );

describe('a plan of columns and what was made of them', () => {
  it('is left as it is where nothing was made', () => {
    const plan = planOf('age', 'when');
    expect(withoutPairsOfOneColumn(plan, COLUMNS)).toEqual({ plan, leftOut: null });
  });

  it('compares what was made of a column with all others, and not with the column', () => {
    expect(left('age', 'age is-missing', 'when')).toEqual([
      ['age', 'when'],
      ['age is-missing', 'when'],
    ]);
  });

  it('compares parts of one date with each other, but not with whether there is a date', () => {
    expect(left('when hour', 'when weekday', 'when is-missing')).toEqual([['when hour', 'when weekday']]);
  });

  it('says which pairs it leaves out, five of many', () => {
    const { leftOut } = withoutPairsOfOneColumn(planOf('age', 'when', 'age is-missing'), COLUMNS);
    expect(leftOut).toBe('Left out, as the one is made of the other: age with age is-missing.');
    const all = withoutPairsOfOneColumn(planOf(...COLUMNS.map(({ name }) => name)), COLUMNS);
    // age with 2 made of it, these with each other; when with 3, two of these with the third.
    expect(all.plan.pairs).toHaveLength(21 - 3 - 5);
    expect(all.leftOut).toMatch(/ and 3 more\.$/);
  });

  it('looks into groups', () => {
    const plan = {
      variables: [{ name: 'g', columns: ['age', 'when'] }, ...singleColumns(['age is-missing', 'age'])],
      pairs: [
        [0, 1],
        [1, 2],
      ] as [number, number][],
    };
    expect(() => withoutPairsOfOneColumn(plan, COLUMNS)).toThrow(
      'Left out, as the one is made of the other: g with age is-missing, age is-missing with age.',
    );
  });
});

describe('pairs of groups', () => {
  it('are each group with each other one and with each single column', () => {
    expect(groupPairs(2, 4)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 3],
      [1, 3],
    ]);
  });

  it('are all pairs where no column stands alone, and none without a group', () => {
    expect(groupPairs(3, 3)).toEqual(allPairs(3));
    expect(groupPairs(0, 5)).toEqual([]);
  });
});

import type { PairState } from '../src/report/report';
import type { Choices, ListColumn } from './choices';
import { isInvisibleToCorrelation } from './nonlinear';
import { names } from './ordering';
import type { Ends, Variables } from './variables';

/** The order of the pair list. */

const STATUSES: readonly PairState['status'][] = [
  'converged',
  'budget',
  'cancelled',
  'training',
  'waiting',
  'failed',
];

/**
 * Sorts indexes of pairs in place, as a column says. What is not known stands last, either way round; equals keep the
 * order they have, so that sorting anew while estimates move a little takes little time.
 */
export function sortPairs(
  indexes: number[],
  { by, descending }: Choices['sort'],
  pairs: readonly PairState[],
  variables: Variables,
  ends: Ends,
): number[] {
  const keys = keysOf(by, pairs, variables, ends);
  const sign = descending ? -1 : 1;
  return indexes.sort((one, other) => {
    const [a, b] = [keys[one] ?? NaN, keys[other] ?? NaN];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return sign * (a - b);
  });
}

/** One number a pair, so that 100,000 pairs are compared fast; NaN for what is not known. */
function keysOf(by: ListColumn, pairs: readonly PairState[], variables: Variables, ends: Ends): Float64Array {
  const of = (key: (pair: PairState) => number | null | undefined) =>
    Float64Array.from(pairs, (pair) => key(pair) ?? NaN);
  switch (by) {
    case 'x':
    case 'z': {
      const ranks = nameRanks(variables);
      return Float64Array.from(ends[by], (variable) => ranks[variable] ?? NaN);
    }
    case 'mi':
    case 'pValue':
    case 'qValue':
    case 'n':
      return of((pair) => pair[by]);
    case 'interval':
      return of(({ interval }) => interval?.[0]);
    case 'status':
      return of(({ status }) => STATUSES.indexOf(status));
    case 'pearson':
    case 'spearman':
      return of(({ references }) => absolute(references[by]));
    case 'nonlinear':
      return of((pair) => Number(isInvisibleToCorrelation(pair)));
  }
}

function absolute(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.abs(value);
}

function nameRanks(variables: Variables): number[] {
  const order = variables.map((_, index) => index);
  order.sort((one, other) => names.compare(variables[one]?.name ?? '', variables[other]?.name ?? ''));
  const ranks: number[] = [];
  order.forEach((variable, rank) => {
    ranks[variable] = rank;
  });
  return ranks;
}

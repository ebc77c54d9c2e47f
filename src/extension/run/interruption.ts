import type { FinishedPair, Plan, Profile } from '../../process/protocol';
import { pairNames } from '../../process/run/pairState';
import { isComputed, type PairState } from '../../report/report';

/** What of a run that broke another run with the same plan on the same data can take as it is. */
export function finishedPairs(plan: Plan, pairs: readonly PairState[]): FinishedPair[] {
  // A run of the strongest pairs alone does not have all pairs of its plan.
  const places = new Map(plan.pairs.map((_, index) => [keyOf(pairNames(plan, index)), index]));
  return pairs.flatMap((pair) => {
    const index = places.get(keyOf(pair));
    // Its q-value was over the pairs that were finished then.
    return index !== undefined && isComputed(pair) ? [{ index, pair: { ...pair, qValue: null } }] : [];
  });
}

/** Whether a file that was read again came to the same columns, of the same bytes. */
export function isSameData(one: Profile, other: Profile): boolean {
  return one.sha256 === other.sha256 && readingOf(one) === readingOf(other);
}

function readingOf({ reading, rows, columns }: Profile): string {
  const read = columns.map(({ name, type, missing, distinct }) => [name, type, missing, distinct]);
  return JSON.stringify([Object.entries(reading).sort(), rows, read]);
}

function keyOf({ x, z }: Pick<PairState, 'x' | 'z'>): string {
  return JSON.stringify([x, z]);
}

import type { MoreTraining } from '../../mine/settings';
import type { PairState } from '../../report/report';
import type { Plan } from '../protocol';

/** Names of the columns on each side of a pair of the plan. */
export function pairNames(plan: Plan, index: number): { x: string[]; z: string[] } {
  const [x, z] = plan.pairs[index] ?? [];
  const side = (variable: number | undefined) =>
    variable === undefined ? [] : [...(plan.variables[variable]?.columns ?? [])];
  return { x: side(x), z: side(z) };
}

/** Training that pairs get in place of the preset's, by their place in the plan. */
export function moreTrainings({ more = [] }: Plan): ReadonlyMap<number, MoreTraining> {
  return new Map(more.map(({ pair, preset, times }) => [pair, { preset, times }]));
}

/** A pair of which nothing is known yet. */
export function waitingPair(names: { readonly x: string[]; readonly z: string[] }): PairState {
  return {
    ...names,
    status: 'waiting',
    mi: null,
    interval: null,
    heldOut: null,
    pValue: null,
    qValue: null,
    n: 0,
    iterations: 0,
    stop: null,
    warnings: [],
    references: { gaussian: null },
    instant: null,
    instantShare: 0,
    curve: [],
    seconds: 0,
  };
}

type PairNames = Readonly<Record<'x' | 'z', readonly string[]>>;

/** Whether both are about the same columns, on the same sides. */
export function isSamePair(one: PairNames, other: PairNames): boolean {
  return isSameSide(one.x, other.x) && isSameSide(one.z, other.z);
}

function isSameSide(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}

import type { PairState } from '../src/report/report';
import type { Choices } from './choices';
import { correlationOfInformation } from './scale';
import type { Ends, Variables } from './variables';

type Filters = Pick<Choices, 'name' | 'type' | 'threshold' | 'significant'>;

export const SIGNIFICANT = 0.05;

/** The same choices without any filter. */
export const NO_FILTERS: Filters = { name: '', type: null, threshold: 0, significant: false };

/** How many of the filters leave something out. */
export function filterCount({ name, type, threshold, significant }: Filters): number {
  return [name.trim() !== '', type !== null, threshold > 0, significant].filter(Boolean).length;
}

export function isFiltered(filters: Filters): boolean {
  return filterCount(filters) > 0;
}

/** Whether a pair's values let it pass. What is not known yet hides nothing: it will be judged once it is known. */
export function passes(pair: PairState, { threshold, significant }: Filters): boolean {
  if (threshold > 0 && pair.status === 'failed') return false;
  if (threshold > 0 && pair.mi !== null && correlationOfInformation(pair.mi) < threshold) return false;
  if (!significant) return true;
  if (pair.status === 'failed') return false;
  return pair.qValue === null || pair.qValue < SIGNIFICANT;
}

/** Which variables the name that is searched for is part of; all, when none is. Case and outer spaces do not count. */
export function namesMatching(variables: Variables, { name }: Pick<Filters, 'name'>): boolean[] {
  const sought = name.trim().toLocaleLowerCase();
  return variables.map((variable) =>
    [variable.name, ...variable.columns].some((text) => text.toLocaleLowerCase().includes(sought)),
  );
}

export interface PairFilter {
  /** By its columns, which stay what they are while a run goes on: one is called so, and both have the type. */
  readonly concerns: (index: number) => boolean;
  /** By its columns and its values. */
  readonly admits: (index: number, pair: PairState) => boolean;
}

export function pairFilter(variables: Variables, ends: Ends, filters: Filters): PairFilter {
  const named = namesMatching(variables, filters);
  const ofType = variables.map(({ type }) => filters.type === null || type === filters.type);
  const anything = filters.name.trim() === '' && filters.type === null;
  const concerns = (index: number): boolean => {
    if (anything) return true;
    const [x, z] = [ends.x[index] ?? -1, ends.z[index] ?? -1];
    return ((named[x] ?? false) || (named[z] ?? false)) && (ofType[x] ?? false) && (ofType[z] ?? false);
  };
  return { concerns, admits: (index, pair) => concerns(index) && passes(pair, filters) };
}

import * as l10n from '@vscode/l10n';
import { isOfOneColumn } from '../../dataset/derivations';
import type { Plan, Profile, ProfileColumn } from '../protocol';

/** Names of the columns that are worth estimating: all but those left out with a reason. */
export function suggestedColumns(profile: Profile): string[] {
  return profile.columns.filter((column) => column.reason === undefined).map((column) => column.name);
}

/** Each of n variables with each other one, in the order of a lower triangle. */
export function allPairs(n: number): [number, number][] {
  return Array.from({ length: n }, (_, z) =>
    Array.from({ length: z }, (_, x): [number, number] => [x, z]),
  ).flat();
}

/** One variable with each of the others. */
export function targetPairs(n: number, target: number): [number, number][] {
  return Array.from({ length: n }, (_, x) => x)
    .filter((x) => x !== target)
    .map((x): [number, number] => [x, target]);
}

/** Each group with each other one and with each single variable, where the groups stand before the `n - groups` others. */
export function groupPairs(groups: number, n: number): [number, number][] {
  return allPairs(n).filter(([x]) => x < groups);
}

/** Variables that are single columns. */
export function singleColumns(names: readonly string[]): Plan['variables'] {
  return names.map((name) => ({ name, columns: [name] }));
}

type Pairs = Plan['pairs'];
type Named = Pick<ProfileColumn, 'name' | 'derivation'>;

/** The pairs to estimate, and those in which a variable meets what was made of it. */
export function splitPairs(
  { variables, pairs }: Pick<Plan, 'variables' | 'pairs'>,
  columns: readonly Named[],
): { readonly estimable: Pairs; readonly ofOneColumn: Pairs } {
  const derived = columns.filter(({ derivation }) => derivation);
  if (derived.length === 0) return { estimable: pairs, ofOneColumn: [] };
  const byName = new Map(columns.map((column) => [column.name, column]));
  const sides = variables.map((variable) => variable.columns.flatMap((name) => byName.get(name) ?? []));
  const meets = ([x, z]: Pairs[number]) =>
    sides[x]?.some((one) => sides[z]?.some((other) => isOfOneColumn(one, other))) ?? false;
  return { estimable: pairs.filter((pair) => !meets(pair)), ofOneColumn: pairs.filter(meets) };
}

/**
 * The plan without the pairs of one column, and a sentence about them for people; null where there are none.
 * @throws Error with that sentence where no pair is left
 */
export function withoutPairsOfOneColumn<P extends Pick<Plan, 'variables' | 'pairs'>>(
  plan: P,
  columns: readonly Named[],
): { readonly plan: P; readonly leftOut: string | null } {
  const { estimable, ofOneColumn } = splitPairs(plan, columns);
  if (ofOneColumn.length === 0) return { plan, leftOut: null };
  const nameOf = (place: number) => plan.variables[place]?.name ?? '';
  const listed = ofOneColumn
    .slice(0, LISTED_PAIRS)
    .map(([x, z]) => l10n.t('{0} with {1}', nameOf(x), nameOf(z)));
  const more = ofOneColumn.length - listed.length;
  const names = more > 0 ? l10n.t('{0} and {1} more', listed.join(', '), more) : listed.join(', ');
  const leftOut = l10n.t('Left out, as the one is made of the other: {0}.', names);
  if (estimable.length === 0) throw new Error(leftOut);
  return { plan: { ...plan, pairs: estimable }, leftOut };
}

const LISTED_PAIRS = 5;

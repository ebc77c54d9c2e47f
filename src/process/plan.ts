import type { Plan, Profile } from './protocol';

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

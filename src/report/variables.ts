import { sideName } from './format';
import type { ColumnFacts, PairState } from './report';

/** A single column, or columns taken as one multivariate variable. */
export interface Variable {
  readonly name: string;
  readonly columns: string[];
  /** Type of the column; `group` for several. */
  readonly type: string;
}

type Pair = Pick<PairState, 'x' | 'z'>;

/** What of a report tells its variables. */
export interface Paired {
  readonly columns: readonly ColumnFacts[];
  readonly pairs: readonly Pair[];
}

/** The same for the same columns. */
export function variableKey(columns: readonly string[]): string {
  return columns.length === 1 ? `1${columns[0] ?? ''}` : JSON.stringify(columns);
}

/** What a report's pairs are made of, in the order of the dataset's columns. */
export function variablesOf({ columns, pairs }: Paired): Variable[] {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const sides = new Map(pairs.flatMap(({ x, z }) => [x, z]).map((side) => [variableKey(side), side]));
  const placeOf = ([first = '']: readonly string[]) => places.get(first) ?? places.size;
  return [...sides.values()]
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((side) => ({
      name: sideName(side),
      columns: side,
      type: side.length === 1 ? (types.get(side[0] ?? '') ?? '') : 'group',
    }));
}

/** The variable that every pair has, where there are several pairs: one column against the rest. */
export function commonVariable(pairs: readonly Pair[]): string[] | null {
  const [first] = pairs;
  if (!first || pairs.length < 2) return null;
  const isIn = (key: string) => pairs.every(({ x, z }) => variableKey(x) === key || variableKey(z) === key);
  // Written by `--target` as the second side.
  return [first.z, first.x].find((side) => isIn(variableKey(side))) ?? null;
}

/** Whether each of the variables is paired with each other one. */
export function isComplete(variables: readonly Variable[], pairs: readonly Pair[]): boolean {
  return pairs.length === (variables.length * (variables.length - 1)) / 2;
}

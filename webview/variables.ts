import type { Snapshot } from '../src/extension/panelProtocol';
import type { PairState } from '../src/report/report';

export type Variables = Snapshot['variables'];

/** The two variables of every pair, as indexes into the run's variables; -1 for columns that are no variable of it. */
export interface Ends {
  readonly x: Int32Array;
  readonly z: Int32Array;
}

/** A run of 500 columns has 124,750 pairs: their variables are looked up once, when the run begins. */
export function pairEnds(pairs: readonly PairState[], variables: Variables): Ends {
  const places = new Map(variables.map(({ columns }, index) => [keyOf(columns), index]));
  const placeOf = (columns: readonly string[]) => places.get(keyOf(columns)) ?? -1;
  return {
    x: Int32Array.from(pairs, ({ x }) => placeOf(x)),
    z: Int32Array.from(pairs, ({ z }) => placeOf(z)),
  };
}

function keyOf(columns: readonly string[]): string {
  return columns.length === 1 ? `1${columns[0] ?? ''}` : JSON.stringify(columns);
}

export interface PairNames {
  readonly x: string;
  readonly z: string;
}

export function pairNames(pair: PairState, variables: Variables): PairNames {
  const name = (columns: readonly string[]) =>
    variables.find((variable) => sameColumns(variable.columns, columns))?.name ?? columns.join(' + ');
  return { x: name(pair.x), z: name(pair.z) };
}

export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((column, position) => column === other[position]);
}

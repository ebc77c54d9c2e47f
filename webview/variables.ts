import type { Snapshot } from '../src/extension/panel/panelProtocol';
import type { PairState } from '../src/report/report';

export type Variables = Snapshot['variables'];

/** The two variables of every pair, as indexes into the run's variables; -1 for columns that are no variable of it. */
export interface Ends {
  readonly x: Int32Array;
  readonly z: Int32Array;
}

/** A run of 500 columns has 124,750 pairs: their variables are looked up once, when the run begins. */
export function pairEnds(pairs: readonly PairState[], variables: Variables): Ends {
  const [single, groups] = [new Map<string, number>(), new Map<string, number>()];
  variables.forEach(({ columns }, index) => {
    const [first] = columns;
    if (columns.length === 1 && first !== undefined) single.set(first, index);
    else groups.set(JSON.stringify(columns), index);
  });
  const placeOf = (columns: readonly string[]) =>
    (columns.length === 1 ? single.get(columns[0] ?? '') : groups.get(JSON.stringify(columns))) ?? -1;
  const ends = { x: new Int32Array(pairs.length), z: new Int32Array(pairs.length) };
  pairs.forEach(({ x, z }, index) => {
    ends.x[index] = placeOf(x);
    ends.z[index] = placeOf(z);
  });
  return ends;
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

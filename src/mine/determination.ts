import type { Column } from '../dataset/dataset';
import type { EncodedPair } from './critic';

interface SideColumns {
  readonly x: readonly Column[];
  readonly z: readonly Column[];
}

/** The side whose values repeat and each go with one value of the other side; null where there is none. */
export function determiningSide(
  pair: EncodedPair,
  columns: SideColumns,
  rows: Uint32Array,
): 'x' | 'z' | null {
  const repeats = (side: 'x' | 'z') => pair[side].entropy < Math.log(pair[side].rows / 2);
  if (repeats('x') && determines(columns.x, columns.z, rows)) return 'x';
  return repeats('z') && determines(columns.z, columns.x, rows) ? 'z' : null;
}

function determines(from: readonly Column[], to: readonly Column[], rows: Uint32Array): boolean {
  const goesWith = new Map<number | string, number | string>();
  for (const row of rows) {
    const value = jointValue(from, row);
    const other = jointValue(to, row);
    const known = goesWith.get(value);
    if (known === undefined) goesWith.set(value, other);
    else if (known !== other) return false;
  }
  return true;
}

function jointValue(columns: readonly Column[], row: number): number | string {
  const [only] = columns;
  if (columns.length === 1 && only) return cell(only, row);
  return columns.map((column) => cell(column, row)).join(' ');
}

function cell(column: Column, row: number): number {
  return (column.kind === 'numeric' ? column.values[row] : column.codes[row]) ?? NaN;
}

import type { PairState } from '../src/report/report';
import type { Snapshot } from '../src/extension/panelProtocol';

/**
 * Where each pair stands in the heatmap.
 * `matrix`: the lower triangle over the variables that take part; rows and columns without any pair are left out.
 * `list`: one column, for a run in which one variable, the target, is in every pair.
 */
export interface GridLayout {
  readonly kind: 'matrix' | 'list';
  /** Names of the columns; of a list, the target's alone. */
  readonly columns: readonly string[];
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  readonly name: string;
  /** One a column, up to the row's last pair. */
  readonly cells: readonly GridCell[];
}

/** The index of a pair; `unchosen` where two variables meet whose pair is not part of the run; `outside` the triangle. */
export type GridCell = number | 'unchosen' | 'outside';

type Variables = Snapshot['variables'];

export interface PairNames {
  readonly x: string;
  readonly z: string;
}

export function pairNames(pair: PairState, variables: Variables): PairNames {
  const name = (columns: readonly string[]) =>
    variables[variableOf(columns, variables)]?.name ?? columns.join(' + ');
  return { x: name(pair.x), z: name(pair.z) };
}

export function gridLayout(pairs: readonly PairState[], variables: Variables): GridLayout {
  const ends = pairs.map((pair) => [variableOf(pair.x, variables), variableOf(pair.z, variables)] as const);
  const target = targetOf(ends);
  return target === undefined ? matrixLayout(ends, variables) : listLayout(ends, pairs, variables, target);
}

/** The same list with the strongest pair first; pairs without an estimate go last. Other layouts stay as they are. */
export function strongestFirst(layout: GridLayout, pairs: readonly PairState[]): GridLayout {
  if (layout.kind !== 'list') return layout;
  const strength = ({ cells: [cell] }: GridRow) => (typeof cell === 'number' ? (pairs[cell]?.mi ?? -1) : -1);
  return { ...layout, rows: layout.rows.toSorted((one, other) => strength(other) - strength(one)) };
}

function variableOf(columns: readonly string[], variables: Variables): number {
  return variables.findIndex(
    (variable) =>
      variable.columns.length === columns.length &&
      variable.columns.every((column, position) => column === columns[position]),
  );
}

type Ends = readonly (readonly [number, number])[];

function targetOf(ends: Ends): number | undefined {
  const [first] = ends;
  // Read from the right: of a single pair, the second variable is what the first one tells about.
  return first?.toReversed().find((candidate) => ends.every((pair) => pair.includes(candidate)));
}

function listLayout(
  ends: Ends,
  pairs: readonly PairState[],
  variables: Variables,
  target: number,
): GridLayout {
  const rows = ends.map(([x, z], index) => {
    const pair = pairs[index];
    const other = x === target ? z : x;
    const columns = x === target ? pair?.z : pair?.x;
    return { order: other, name: variables[other]?.name ?? columns?.join(' + ') ?? '', cells: [index] };
  });
  return {
    kind: 'list',
    columns: [variables[target]?.name ?? ''],
    rows: rows.toSorted((one, other) => one.order - other.order),
  };
}

function matrixLayout(ends: Ends, variables: Variables): GridLayout {
  const at = new Map<string, number>();
  const rows = new Set<number>();
  const columns = new Set<number>();
  ends.forEach(([x, z], index) => {
    const [row, column] = [Math.max(x, z), Math.min(x, z)];
    at.set(`${row},${column}`, index);
    rows.add(row);
    columns.add(column);
  });
  const inOrder = (indexes: Set<number>) => [...indexes].sort((one, other) => one - other);
  const columnOrder = inOrder(columns);
  const name = (variable: number) => variables[variable]?.name ?? '';
  return {
    kind: 'matrix',
    columns: columnOrder.map(name),
    rows: inOrder(rows).map((row) => ({
      name: name(row),
      cells: columnOrder.map(
        (column) => at.get(`${row},${column}`) ?? (column < row ? 'unchosen' : 'outside'),
      ),
    })),
  };
}

const SMALLEST_CELL = 16;
const LARGEST_CELL = 96;
/** Cell sizes from which a value fits, without and with its leading zero. */
const TIGHT_FROM = 25;
const FULL_FROM = 36;

/** Side of a square cell in pixels: as large as the width allows and, while values still fit, the height. */
export function cellSize({ columns, rows }: GridLayout, width: number, height: number): number {
  const byHeight = Math.max(FULL_FROM, height / rows.length);
  const fitting = Math.min(width / columns.length, byHeight);
  return Math.floor(Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, fitting)));
}

/** How much of its value a cell shows: none, `.52` or `0.52`. */
export type Density = 'none' | 'tight' | 'full';

export function densityOf({ kind }: GridLayout, size: number): Density {
  if (kind === 'list' || size >= FULL_FROM) return 'full';
  return size >= TIGHT_FROM ? 'tight' : 'none';
}

export interface Position {
  readonly row: number;
  readonly column: number;
}

export function positionOf(layout: GridLayout, index: number): Position | undefined {
  for (const [row, { cells }] of layout.rows.entries()) {
    const column = cells.indexOf(index);
    if (column >= 0) return { row, column };
  }
  return undefined;
}

/** The index of the pair that comes first in reading order. */
export function firstPair(layout: GridLayout): number | undefined {
  return pairsOf(layout.rows.flatMap(({ cells }) => cells))[0];
}

/**
 * Where a key of the grid pattern (WAI-ARIA) leads from the pair `index`: to the next pair in that direction, past
 * cells that hold none. The pair itself at the grid's edge; undefined for a key that does not move.
 */
export function neighbour(
  layout: GridLayout,
  index: number,
  key: string,
  withControl: boolean,
): number | undefined {
  const here = positionOf(layout, index);
  if (!here) return undefined;
  const line = layout.rows[here.row]?.cells ?? [];
  const column = layout.rows.map(({ cells }) => cells[here.column] ?? 'outside');
  const everything = layout.rows.flatMap(({ cells }) => cells);
  switch (key) {
    case 'ArrowRight':
      return pairsOf(line.slice(here.column + 1))[0] ?? index;
    case 'ArrowLeft':
      return pairsOf(line.slice(0, here.column)).at(-1) ?? index;
    case 'ArrowDown':
      return pairsOf(column.slice(here.row + 1))[0] ?? index;
    case 'ArrowUp':
      return pairsOf(column.slice(0, here.row)).at(-1) ?? index;
    case 'Home':
      return pairsOf(withControl ? everything : line)[0];
    case 'End':
      return pairsOf(withControl ? everything : line).at(-1);
    default:
      return undefined;
  }
}

function pairsOf(cells: readonly GridCell[]): number[] {
  return cells.filter((cell) => typeof cell === 'number');
}

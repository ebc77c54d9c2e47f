import type { PairState } from '../../src/report/report';
import type { Ends, Variables } from '../variables';

/**
 * Where each pair stands in the heatmap.
 * `matrix`: the lower triangle over the variables that take part; rows and columns without any pair are left out.
 * `list`: one column, for one variable, the target, against the others.
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

/**
 * The index of a pair; `unchosen` where two variables meet whose pair is not part of the run; `filtered` where their
 * pair does not pass the filters; `outside` the triangle.
 */
export type GridCell = number | 'unchosen' | 'filtered' | 'outside';

/** Which pairs are to be shown, by their index. */
export type Shows = (index: number) => boolean;

/** The variable that is in every pair; of a single pair the second, which the first one tells about. */
export function runTarget({ x, z }: Ends): number | undefined {
  const candidates = [z[0], x[0]].filter((candidate) => candidate !== undefined && candidate >= 0);
  return candidates.find((candidate) => x.every((end, index) => end === candidate || z[index] === candidate));
}

/** The target's pairs, strongest first; pairs without an estimate go last, in the file's order. */
export function listLayout(
  target: number,
  shows: Shows,
  ends: Ends,
  pairs: readonly PairState[],
  variables: Variables,
): GridLayout {
  const rows = pairs.flatMap((pair, index) => {
    const [x, z] = [ends.x[index] ?? -1, ends.z[index] ?? -1];
    if ((x !== target && z !== target) || !shows(index)) return [];
    const other = x === target ? z : x;
    const columns = x === target ? pair.z : pair.x;
    return {
      other,
      name: variables[other]?.name ?? columns.join(' + '),
      strength: pair.mi ?? -1,
      cells: [index],
    };
  });
  return {
    kind: 'list',
    columns: [variables[target]?.name ?? ''],
    rows: rows
      .sort((one, another) => another.strength - one.strength || one.other - another.other)
      .map(({ name, cells }) => ({ name, cells })),
  };
}

/** The triangle over the variables in `order`. A `complete` one keeps all their rows and columns, for the tree beside it. */
export function matrixLayout(
  order: readonly number[],
  shows: Shows,
  ends: Ends,
  variables: Variables,
  complete = false,
): GridLayout {
  const count = order.length;
  const at = pairsAt(order, ends);
  const cells = (row: number, column: number): GridCell => {
    if (column >= row) return 'outside';
    const index = at[row * count + column] ?? -1;
    if (index < 0) return 'unchosen';
    return shows(index) ? index : 'filtered';
  };
  const positions = order.map((_, position) => position);
  const holds = (row: number, column: number) => typeof cells(row, column) === 'number';
  const rows = complete
    ? positions.slice(1)
    : positions.filter((row) => positions.some((column) => holds(row, column)));
  const columns = complete
    ? positions.slice(0, -1)
    : positions.filter((column) => positions.some((row) => holds(row, column)));
  const name = (position: number) => variables[order[position] ?? -1]?.name ?? '';
  return {
    kind: 'matrix',
    columns: columns.map(name),
    rows: rows.map((row) => ({ name: name(row), cells: columns.map((column) => cells(row, column)) })),
  };
}

/** The pair of each two positions in `order`, row by row; -1 for none. */
function pairsAt(order: readonly number[], { x, z }: Ends): Int32Array {
  const count = order.length;
  const at = new Int32Array(count * count).fill(-1);
  const place = new Map(order.map((variable, position) => [variable, position]));
  x.forEach((end, index) => {
    const [one, other] = [place.get(end), place.get(z[index] ?? -1)];
    if (one !== undefined && other !== undefined)
      at[Math.max(one, other) * count + Math.min(one, other)] = index;
  });
  return at;
}

const SMALLEST_CELL = 12;
export const LARGEST_CELL = 96;
/** Cell sizes from which a value fits, without and with its leading zero. */
const TIGHT_FROM = 25;
const FULL_FROM = 36;

/** Side of a square cell in pixels: as large as the width allows and, while values still fit, the height. */
export function cellSize({ columns, rows }: GridLayout, width: number, height: number): number {
  const byHeight = Math.max(FULL_FROM, height / rows.length);
  const fitting = Math.min(width / columns.length, byHeight);
  return Math.floor(Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, fitting)));
}

/** Side of a cell with which the whole grid is in view; at least one pixel, and whole pixels where there are gaps. */
export function wholeSize({ columns, rows }: GridLayout, width: number, height: number): number {
  const fitting = Math.min(LARGEST_CELL, width / columns.length, height / rows.length);
  return fitting >= GAPS_FROM ? Math.floor(fitting) : Math.max(1, fitting);
}

/** Cells of fewer pixels stand side by side without a gap. */
export const GAPS_FROM = 6;

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
export function firstPair({ rows }: GridLayout): number | undefined {
  for (const { cells } of rows) {
    const first = pairsOf(cells)[0];
    if (first !== undefined) return first;
  }
  return undefined;
}

function lastPair({ rows }: GridLayout): number | undefined {
  for (const { cells } of rows.toReversed()) {
    const last = pairsOf(cells).at(-1);
    if (last !== undefined) return last;
  }
  return undefined;
}

/** Rows that Page Up and Page Down go. */
const PAGE = 10;

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
  const above = () => pairsOf(column.slice(0, here.row));
  const below = () => pairsOf(column.slice(here.row + 1));
  switch (key) {
    case 'ArrowRight':
      return pairsOf(line.slice(here.column + 1))[0] ?? index;
    case 'ArrowLeft':
      return pairsOf(line.slice(0, here.column)).at(-1) ?? index;
    case 'ArrowDown':
      return below()[0] ?? index;
    case 'ArrowUp':
      return above().at(-1) ?? index;
    case 'PageDown':
      return below().slice(0, PAGE).at(-1) ?? index;
    case 'PageUp':
      return above().slice(-PAGE)[0] ?? index;
    case 'Home':
      return withControl ? firstPair(layout) : pairsOf(line)[0];
    case 'End':
      return withControl ? lastPair(layout) : pairsOf(line).at(-1);
    default:
      return undefined;
  }
}

function pairsOf(cells: readonly GridCell[]): number[] {
  return cells.filter((cell) => typeof cell === 'number');
}

import * as l10n from '@vscode/l10n';
import { isHeld, type CategoricalColumn, type Column, type Dataset } from '../../dataset/dataset';
import { sampleOrAll } from '../../dataset/sample';
import { isComplete } from '../../mine/encoding';
import { MOST_LEVELS, MOST_POINTS, type PairPoints, type PointColumn } from '../../report/points';

/** Longest name of a level that is sent whole. */
const LONGEST_LEVEL = 200;

/** Rows of a pair as they are shown, without what the critic says of them. */
export type PairRows = Omit<PairPoints, 'pointwise' | 'withoutPointwise'>;

/** Which of a pair's n complete rows are shown, ascending: the same wherever it is asked. */
export function shownRows(n: number, seed: number): Uint32Array {
  return sampleOrAll(n, MOST_POINTS, seed);
}

/**
 * The rows of a pair that are shown.
 * @param used rows of the dataset that the run uses, ascending
 * @param names of the columns on each side
 * @returns null where a column's cells are not held
 */
export function pairRows(
  dataset: Dataset,
  used: Uint32Array,
  names: { readonly x: readonly string[]; readonly z: readonly string[] },
  seed: number,
): PairRows | null {
  const columnsOf = (side: readonly string[]) =>
    side.flatMap((name) => dataset.columns.find((column) => column.name === name) ?? []);
  const [x, z] = [columnsOf(names.x), columnsOf(names.z)];
  const all = [...x, ...z];
  if (x.length === 0 || z.length === 0 || !all.every((column) => isHeld(column, dataset))) return null;
  const complete = used.filter((row) => all.every((column) => isComplete(column, row)));
  const rows = shownRows(complete.length, seed).map((position) => complete[position] ?? 0);
  const oneLine = isOneLine(dataset);
  const hasLines = dataset.format !== 'parquet' && dataset.format !== 'arrow' && !oneLine;
  return {
    n: complete.length,
    x: x.map((column) => pointColumn(column, rows)),
    z: z.map((column) => pointColumn(column, rows)),
    placedBy: hasLines ? 'line' : 'row',
    places: Array.from(rows, (row) => (oneLine ? row + 1 : (dataset.lines[row] ?? 0))),
  };
}

/** JSON often has all its rows on one line: its number tells nothing of a row. */
function isOneLine({ format, rows, rowsInFile, badRows, lines }: Dataset): boolean {
  const isWhole = rows === rowsInFile && badRows.count === 0;
  return format === 'json' && isWhole && rows > 1 && lines[0] === lines[rows - 1];
}

function pointColumn(column: Column, rows: Uint32Array): PointColumn {
  if (column.kind === 'categorical') return categoricalColumn(column, rows);
  const { name, type, values } = column;
  return {
    kind: 'numeric',
    name,
    isDate: type === 'datetime',
    values: Array.from(rows, (row) => finite(values[row] ?? 0)),
  };
}

/** A plot has no place for infinity: it is shown at the largest number. */
function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

function categoricalColumn({ name, codes, levels }: CategoricalColumn, rows: Uint32Array): PointColumn {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const code = codes[row] ?? 0;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, one], [b, other]) => other - one || a - b).map(([code]) => code);
  const fits = byCount.length <= MOST_LEVELS;
  const told = byCount.slice(0, fits ? MOST_LEVELS : MOST_LEVELS - 1).sort((a, b) => a - b);
  const together = byCount.length - told.length;
  const place = new Map(told.map((code, at) => [code, at]));
  return {
    kind: 'categorical',
    name,
    levels: [
      ...told.map((code) => shortened(levels[code] ?? '')),
      ...(together > 0 ? [l10n.t('{0} others', together)] : []),
    ],
    together,
    codes: Array.from(rows, (row) => place.get(codes[row] ?? 0) ?? told.length),
  };
}

function shortened(level: string): string {
  return level.length > LONGEST_LEVEL ? `${level.slice(0, LONGEST_LEVEL)}…` : level;
}

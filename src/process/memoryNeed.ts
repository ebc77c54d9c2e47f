import type { Column, Dataset } from '../dataset/dataset';
import { MAX_INDICATORS } from '../mine/encoding';
import { trainingSettings } from '../mine/settings';
import { MOST_ROWS } from './applications/synthesizeDefaults';
import { rowsUsed } from './pace';
import type { Application, Plan } from './protocol';
import { TRAINED_AT_ONCE } from './run/schedule';

/** A thread: its program, the engine, and what a measurement leaves until it is collected (docs/performance-notes.md). */
const THREAD_BYTES = 50e6;
/** Columns' cells and rows dealt, which a thread keeps at hand. */
const THREAD_BYTES_A_ROW = 60;

/** Bytes that a run on this machine needs beside the dataset, about; garbage is not counted. */
export function memoryNeed(plan: Plan, dataset: Dataset, threads: number): number {
  const rows = rowsUsed(plan, dataset.rows);
  const sides = plan.variables.reduce(
    (sum, { columns }) => sum + sideBytesARow(columnsOf(dataset, columns)),
    0,
  );
  return (
    rows * sides + threads * (THREAD_BYTES + rows * THREAD_BYTES_A_ROW) + criticBytes(plan, dataset, rows)
  );
}

/** Cells of rows that are made: in columns, and as text. */
const MADE_CELL_BYTES = 30;

/** Bytes that an application needs beside the dataset, about: the rows it has encoded; its networks are small. */
export function applicationNeed(application: Application, dataset: Dataset): number {
  const rows = rowsUsed(application, dataset.rows);
  switch (application.kind) {
    case 'bounds': {
      const sides = [application.x, application.z].map((names) => columnsOf(dataset, names));
      return rows * sides.reduce((sum, side) => sum + sideBytesARow(side), 0);
    }
    case 'compress':
      return rows * scoreBytesARow(columnsOf(dataset, [...application.columns, application.target]));
    case 'synthesize': {
      const columns = columnsOf(dataset, application.columns);
      return (
        Math.min(MOST_ROWS, rows) * scoreBytesARow(columns) +
        application.rows * columns.length * MADE_CELL_BYTES
      );
    }
  }
}

function scoreBytesARow(columns: readonly Column[]): number {
  return 4 * columns.reduce((sum, column) => sum + dimsOf(column), 0);
}

/** Of a variable encoded for all threads (encoding.ts). */
export function sideBytesARow(columns: readonly Column[]): number {
  const dims = columns.reduce((sum, column) => sum + dimsOf(column), 0);
  const numeric = columns.filter(({ kind }) => kind === 'numeric').length;
  if (columns.length > 1) return 4 * dims + (numeric > 1 ? 4 : 0);
  // A number's score, the place of its waves and its rank; a category's indicators and code.
  return numeric === 1 ? 4 + 2 + 4 : 4 * dims + 4;
}

/** Of the networks that are trained at the same time, with Adam's moments and the best weights so far (pairMemory.ts). */
function criticBytes({ pairs, variables, preset, estimator }: Plan, dataset: Dataset, rows: number): number {
  const grouped = variables.some(({ columns }) => columns.length > 1);
  const { instant, folds, ensemble, hidden, cosines } = trainingSettings(preset, estimator, {
    rows,
    grouped,
  });
  if (instant === 'alone' && !grouped) return 0;
  const inputs = variables.map(({ columns }) => {
    const all = columnsOf(dataset, columns);
    return all.reduce((sum, column) => sum + dimsOf(column), 0) + (all.length === 1 ? cosines : 1);
  });
  const bytes = pairs.map(
    ([x, z]) => 16 * folds * ensemble * hidden * (hidden + (inputs[x] ?? 0) + (inputs[z] ?? 0)),
  );
  return bytes
    .sort((a, b) => b - a)
    .slice(0, TRAINED_AT_ONCE)
    .reduce((sum, one) => sum + one, 0);
}

/** Scores of a row: one of a number, indicators of a category. */
function dimsOf(column: Column): number {
  if (column.kind === 'numeric') return 1;
  const { length } = column.levels;
  return length > 2 ? Math.min(length, MAX_INDICATORS) : 1;
}

function columnsOf(dataset: Dataset, names: readonly string[]): Column[] {
  return dataset.columns.filter(({ name }) => names.includes(name));
}

import * as l10n from '@vscode/l10n';
import { DatasetError, type Column, type Dataset } from '../../dataset/dataset';
import { createRandom, permutation } from '../../dataset/random';
import { sampleOrAll } from '../../dataset/sample';
import { completeRows } from '../../mine/applications/tableEncoding';
import { checkColumn } from '../run/checkPlan';

const HELD_OUT_SHARE = 0.3;
const MOST_HELD_OUT = 5000;
/** Fewer leave too few of them held out to measure anything on. */
const LEAST_ROWS = 50;

/** Rows of a dataset that an application learns from, and others that it is measured on, each in random order. */
export interface TableRows {
  /** Both. */
  readonly used: Uint32Array;
  readonly train: Uint32Array;
  readonly heldOut: Uint32Array;
  /** Rows looked at, and those of them that are left out because of a missing cell. */
  readonly all: number;
  readonly missing: number;
}

/** @throws DatasetError where too few rows are complete */
export function tableRows(
  dataset: Dataset,
  columns: readonly Column[],
  { maxRows, seed }: { readonly maxRows: number; readonly seed: number },
): TableRows {
  const all = sampleOrAll(dataset.rows, maxRows, seed);
  const complete = completeRows(columns, all);
  if (complete.length < LEAST_ROWS)
    throw new DatasetError(
      l10n.t(
        '{0} has {1} rows in which none of the chosen columns is missing; {2} are needed.',
        dataset.source,
        complete.length,
        LEAST_ROWS,
      ),
    );
  const used = permutation(complete.length, createRandom(seed)).map((place) => complete[place] ?? 0);
  const held = Math.min(MOST_HELD_OUT, Math.round(HELD_OUT_SHARE * complete.length));
  return {
    used,
    train: used.subarray(held),
    heldOut: used.subarray(0, held),
    all: all.length,
    missing: all.length - complete.length,
  };
}

/** @throws DatasetError where there is no such column, or its cells are not held */
export function columnNamed(dataset: Dataset, name: string): Column {
  const problem = checkColumn(name, dataset);
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (problem !== null || !column) throw new DatasetError(problem ?? name);
  return column;
}

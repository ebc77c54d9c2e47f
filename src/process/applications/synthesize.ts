import * as l10n from '@vscode/l10n';
import { DatasetError, type Column, type Dataset } from '../../dataset/dataset';
import { sampleOrAll } from '../../dataset/sample';
import { synthesize, TABLE_SETTINGS } from '../../mine/applications/synthesis/synthesis';
import type { Engine } from '../../mine/critic';
import { isComplete } from '../../mine/encoding';
import type { MatrixProducts } from '../../mine/networks/products';
import { csvText } from '../../report/csvText';
import type { Synthesis } from '../../report/synthesis';
import type { Application } from '../protocol';
import type { ApplicationStep } from './application';
import { canSynthesize, MOST_ROWS } from './synthesizeDefaults';
import { columnNamed } from './tableRows';
import { cellWriter } from './writtenCells';

type Settings = Application & { kind: 'synthesize' };

/** Fewer leave too few of them held out to compare with. */
const LEAST_ROWS = 50;

/**
 * Makes rows like the dataset's. Until all is done the result says how far the training is, and has no rows.
 * @throws DatasetError where it cannot be done with these columns and rows
 */
export function* synthesisSteps(
  dataset: Dataset,
  { columns: names, rows: wanted, iterations, seed, maxRows }: Settings,
  products: MatrixProducts,
  engine: Engine,
): Generator<ApplicationStep, Synthesis> {
  const rows = sampleOrAll(dataset.rows, Math.min(MOST_ROWS, maxRows || MOST_ROWS), seed);
  if (rows.length < LEAST_ROWS)
    throw new DatasetError(
      l10n.t('{0} has {1} rows; {2} are needed.', dataset.source, rows.length, LEAST_ROWS),
    );
  const columns = chosenColumns(dataset, names, rows);
  const count = wanted || rows.length;
  const settings = { ...TABLE_SETTINGS, iterations };
  let result: Synthesis = {
    schema: 'mine-synthesis/1',
    source: dataset.source,
    columns: columns.map(({ name }) => name),
    leftOut: dataset.columns
      .filter((column) => !columns.includes(column))
      .map(({ name, reason }) => ({ name, reason: reason ?? l10n.t('not chosen') })),
    rows: { all: dataset.rowsInFile, used: rows.length, wanted: count },
    seed,
    settings: { ...settings, iteration: 0 },
    engine: products.name,
    made: null,
  };
  yield { share: 0, result };
  const steps = synthesize({ columns, rows, count, seed, settings }, products, engine);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { share, training } = step.value;
    if (training) result = { ...result, settings: { ...settings, iteration: training.iteration } };
    yield { share, result };
  }
  const { columns: made, ...compared } = step.value;
  return { ...result, made: { csv: csvOf(made, count), ...compared } };
}

/** In the order of the file. */
function chosenColumns(dataset: Dataset, names: readonly string[], rows: Uint32Array): Column[] {
  const chosen = new Set(names.map((name) => columnNamed(dataset, name)));
  for (const column of chosen) {
    if (!canSynthesize(column))
      throw new DatasetError(
        l10n.t(
          'Rows cannot be made with the column {0}, as its type is {1}: leave it out.',
          JSON.stringify(column.name),
          column.type,
        ),
      );
    if (!rows.some((row) => isComplete(column, row)))
      throw new DatasetError(
        l10n.t(
          'The column {0} has no value in the rows that are used: leave it out.',
          JSON.stringify(column.name),
        ),
      );
  }
  return dataset.columns.filter((column) => chosen.has(column));
}

function csvOf(columns: readonly Column[], count: number): string {
  const cells = columns.map(cellWriter);
  const head = columns.map(({ name }) => name);
  return csvText([head, ...Array.from({ length: count }, (_, row) => cells.map((cell) => cell(row)))]);
}

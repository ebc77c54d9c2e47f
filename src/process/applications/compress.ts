import * as l10n from '@vscode/l10n';
import { DatasetError, type Column, type Dataset } from '../../dataset/dataset';
import { createRandom, type Random } from '../../dataset/random';
import {
  trainBottleneck,
  type Bottleneck,
  type BottleneckData,
  type BottleneckKind,
  type BottleneckSettings,
  type Target,
} from '../../mine/applications/bottleneck';
import { columnsKept, type InputRange } from '../../mine/applications/columnsKept';
import {
  categoryCodes,
  categoryEncoding,
  encodeTable,
  numberEncoding,
  tableEncoding,
  widthOf,
  type ColumnEncoding,
} from '../../mine/applications/tableEncoding';
import type { MatrixProducts } from '../../mine/networks/products';
import { recordReading } from '../../report/reading';
import type { Compression, CompressionRun } from '../../report/compression';
import type { Application } from '../protocol';
import type { ApplicationStep } from './application';
import { columnNamed, tableRows, type TableRows } from './tableRows';

type Settings = Application & { kind: 'compress' };

const HIDDEN = [64, 64];
const CRITIC = [64, 64];
const BATCH = 100;
const LEARNING_RATE = 2e-3;
const WARM_UP = 0.3;
/** Points of the information plane while a network is trained. */
const PATH_POINTS = 20;
/** Deals of a column's cells whose mean tells what it is worth. */
const DEALS = 5;
/** Rows of the encoding that are shown. */
const MOST_SHOWN = 500;

interface Prepared {
  readonly train: BottleneckData;
  readonly heldOut: BottleneckData;
  readonly encodings: readonly ColumnEncoding[];
  readonly ranges: readonly InputRange[];
  readonly first: Compression;
}

/**
 * Trains encodings of columns that keep what they tell of a target: without a bottleneck, with dropout, with MINE for each
 * weight, and at the weight that is chosen by the variational bound and with MINE and additive noise.
 * @throws DatasetError where it cannot be done with these columns and rows
 */
export function* compressionSteps(
  dataset: Dataset,
  settings: Settings,
  products: MatrixProducts,
): Generator<ApplicationStep, Compression> {
  const prepared = prepare(dataset, settings, products.name);
  let result = prepared.first;
  yield { share: 0, result };
  const train = function* (kind: BottleneckKind, beta: number | null) {
    const done = result.runs;
    const random = createRandom(settings.seed).fork(1);
    const training = trainOne(prepared, settings, kind, beta, products, random);
    for (let step = training.next(); ; step = training.next()) {
      const { run, share, model } = step.value;
      result = { ...result, runs: [...done, run] };
      if (step.done) return model;
      yield { share: (done.length + share) / result.planned, result };
    }
  };
  yield* train('none', null);
  yield* train('dropout', null);
  const models = new Map<number, Bottleneck>();
  for (const beta of settings.betas) {
    const place = result.runs.length;
    const model = yield* train('gaussian', beta);
    if (model) models.set(place, model);
  }
  const chosen = chooseRun(result.runs);
  const model = models.get(chosen);
  const beta = result.runs[chosen]?.beta ?? null;
  result = { ...result, chosen, ...(model && encodingOf(model, prepared, settings)) };
  yield* train('variational', beta);
  yield* train('additive', beta);
  return result;
}

/** The strongest weight at which no more is lost of the target than chance may have taken: one standard error. */
export function chooseRun(runs: readonly CompressionRun[]): number {
  const swept = runs.flatMap(({ kind, end }, place) => (kind === 'gaussian' && end ? [{ place, end }] : []));
  const best = swept.reduce((least, run) => (run.end.loss < least.end.loss ? run : least));
  const within = swept.filter(({ end }) => end.loss <= best.end.loss + best.end.lossDeviation);
  return (within.at(-1) ?? best).place;
}

interface RunStep {
  readonly run: CompressionRun;
  readonly share: number;
  readonly model: Bottleneck | null;
}

function* trainOne(
  { train, heldOut, ranges, first }: Prepared,
  { steps, latent }: Settings,
  kind: BottleneckKind,
  beta: number | null,
  products: MatrixProducts,
  random: Random,
): Generator<RunStep, RunStep> {
  const perEpoch = Math.max(1, Math.floor(first.rows.train / BATCH));
  const epochs = Math.max(1, Math.round(steps / perEpoch));
  const measureEvery = Math.max(1, Math.floor(epochs / PATH_POINTS));
  const settings: BottleneckSettings = {
    kind,
    latent,
    beta: beta ?? 0,
    epochs,
    measureEvery,
    warmUp: WARM_UP,
    encoder: HIDDEN,
    critic: CRITIC,
    batch: BATCH,
    learningRate: LEARNING_RATE,
    bounded: true,
    criticNoise: 0,
  };
  let run: CompressionRun = { kind, beta, path: [], end: null };
  let share = 0;
  const training = trainBottleneck(train, heldOut, settings, products, random);
  for (let step = training.next(); ; step = training.next()) {
    if (step.done) {
      const model = step.value;
      return { run: { ...run, end: endOf(model, run, heldOut, ranges, first, random) }, share: 1, model };
    }
    if (step.value) {
      const { informationY, model } = step.value;
      share = step.value.share;
      const informationX = model.informationX(heldOut, random.fork(6));
      run = { ...run, path: [...run.path, { share, informationX, informationY }] };
    }
    yield { run, share, model: null };
  }
}

function endOf(
  model: Bottleneck,
  { path }: CompressionRun,
  heldOut: BottleneckData,
  ranges: readonly InputRange[],
  { target }: Compression,
  random: Random,
): CompressionRun['end'] {
  const { losses, errors } = model.rowScores(heldOut);
  const loss = meanWithDeviation(losses);
  const wrong = meanWithDeviation(errors);
  const last = path.at(-1);
  const [error, errorDeviation] =
    target.kind === 'classes'
      ? [wrong.mean, wrong.deviation]
      : // Of a root: half the relative deviation of what is under it.
        [
          target.deviation * Math.sqrt(wrong.mean),
          (target.deviation * wrong.deviation) / (2 * Math.sqrt(wrong.mean) || 1),
        ];
  return {
    informationX: last?.informationX ?? null,
    informationY: last?.informationY ?? 0,
    loss: loss.mean,
    lossDeviation: loss.deviation,
    error,
    errorDeviation,
    kept: [...columnsKept(model, heldOut, random.fork(7), ranges, DEALS)],
  };
}

/** Mean, and its standard error. */
function meanWithDeviation(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}

function encodingOf(
  model: Bottleneck,
  { heldOut, encodings }: Prepared,
  { latent }: Settings,
): Pick<Compression, 'encoder' | 'sample'> {
  const means = model.encode(heldOut.x);
  const { target } = heldOut;
  const shown = Math.min(MOST_SHOWN, means.length / latent);
  return {
    encoder: {
      columns: encodings.map((encoding) => {
        if (encoding.kind === 'category') return { ...encoding, levels: [...encoding.levels] };
        const { periods, ...number } = encoding;
        return periods ? { ...number, periods: [...periods] } : number;
      }),
      hidden: HIDDEN,
      latent,
      parameters: [...model.encoderParameters],
    },
    sample: Array.from({ length: shown }, (_, i): [number, number, number] => [
      means[i * latent] ?? 0,
      latent > 1 ? (means[i * latent + 1] ?? 0) : 0,
      (target.kind === 'classes' ? target.codes[i] : target.values[i]) ?? 0,
    ]),
  };
}

function prepare(dataset: Dataset, settings: Settings, engine: string): Prepared {
  const { seed, latent, steps, betas } = settings;
  const target = columnNamed(dataset, settings.target);
  const columns = settings.columns.map((name) => columnNamed(dataset, name));
  if (columns.includes(target))
    throw new DatasetError(
      l10n.t('{0} is the target; it cannot be compressed for itself.', JSON.stringify(target.name)),
    );
  const rows = tableRows(dataset, [...columns, target], settings);
  const encodings = tableEncoding(columns, rows.train);
  const told = targetOf(target, rows);
  let from = 0;
  const ranges = encodings.map((encoding): InputRange => [from, (from += widthOf(encoding))]);
  return {
    train: { x: encodeTable(columns, encodings, rows.train), target: told.of(rows.train) },
    heldOut: { x: encodeTable(columns, encodings, rows.heldOut), target: told.of(rows.heldOut) },
    encodings,
    ranges,
    first: {
      schema: 'mine-compression/1',
      source: dataset.source,
      sha256: dataset.sha256,
      reading: recordReading({ ...dataset.chosen, derive: dataset.derived }),
      target: told.facts,
      columns: [...settings.columns],
      latent,
      seed,
      steps,
      engine,
      rows: {
        all: rows.all,
        missing: rows.missing,
        train: rows.train.length,
        heldOut: rows.heldOut.length,
      },
      planned: betas.length + 4,
      runs: [],
      chosen: null,
    },
  };
}

/** What is known of the target, and its values in some of the rows. */
function targetOf(
  column: Column,
  { used, train }: TableRows,
): { readonly facts: Compression['target']; readonly of: (rows: Uint32Array) => Target } {
  const { name } = column;
  const oneValue = l10n.t('{0} has the same value in all rows: there is nothing to tell.', name);
  if (column.kind === 'categorical') {
    // With the classes that only held-out rows have: they cannot be told.
    const encoding = categoryEncoding(column, used);
    const classes = encoding.others ? [...encoding.levels, l10n.t('(all others)')] : [...encoding.levels];
    if (classes.length < 2) throw new DatasetError(oneValue);
    return {
      facts: { kind: 'classes', name, classes },
      of: (rows) => ({
        kind: 'classes',
        codes: categoryCodes(column, encoding, rows),
        count: classes.length,
      }),
    };
  }
  const encoding = numberEncoding(column, train);
  if (train.every((row) => column.values[row] === column.values[train[0] ?? 0]))
    throw new DatasetError(oneValue);
  return {
    facts: { kind: 'numbers', name, deviation: encoding.deviation },
    of: (rows) => ({ kind: 'numbers', values: encodeTable([column], [encoding], rows).values }),
  };
}

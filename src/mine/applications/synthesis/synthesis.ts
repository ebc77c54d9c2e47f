import { createRandom, permutation } from '../../../dataset/random';
import type { Column } from '../../../dataset/dataset';
import type { Engine } from '../../critic';
import type { MatrixProducts } from '../../networks/products';
import { trainGenerator, type GeneratorProgress, type GeneratorSettings } from '../generator';
import {
  compareCoverage,
  compareDependence,
  compareMarginals,
  compareNearness,
  type Coverage,
  type DependencePair,
  type Marginal,
  type Nearness,
} from './comparison';
import { RowEncoding } from './rowEncoding';

export interface SynthesisChoice {
  readonly columns: readonly Column[];
  /** Rows of the table that are used; those held out are among them. */
  readonly rows: Uint32Array;
  /** Rows to make. */
  readonly count: number;
  readonly seed: number;
  readonly settings: GeneratorSettings;
}

export interface SynthesisProgress {
  /** Of the whole work, 0..1. */
  readonly share: number;
  /** Of the last iterations of training; null once it is over. */
  readonly training: GeneratorProgress | null;
}

/** Rows that were made, and how they compare with the real ones. */
export interface Synthesized {
  /** The columns asked for, in their order, with as many rows as asked for. */
  readonly columns: readonly Column[];
  readonly trained: number;
  readonly heldOut: number;
  /** Donsker-Varadhan bound of I(row; code) on the last minibatches, nats. */
  readonly information: number | null;
  readonly dependence: readonly DependencePair[];
  readonly marginals: readonly Marginal[];
  readonly coverage: Coverage;
  readonly nearness: Nearness;
}

/** Share of the rows that the generator never sees: what they are like is what made rows should be like. */
const HELD_OUT = 0.2;
/** Share of the work that is training. */
const TRAINING = 0.9;
/** Made rows by which the scores of each column are made normal. */
const CALIBRATION = 5_000;

/** Sizes and steps that learn a table of some columns in about a minute. */
export const TABLE_SETTINGS: GeneratorSettings = {
  noise: 16,
  code: 4,
  generator: [128, 128],
  discriminator: [128, 128],
  critic: [64, 64],
  batch: 100,
  iterations: 3_000,
  learningRate: 1e-3,
  beta1: 0.5,
  informationWeight: 1,
};

/**
 * Learns to make rows like a table's, makes some, and compares them with the real ones.
 * @returns what was made; until then it yields, so that its caller can stop it or do other things
 */
export function* synthesize(
  { columns, rows, count, seed, settings }: SynthesisChoice,
  products: MatrixProducts,
  engine: Engine,
): Generator<SynthesisProgress, Synthesized> {
  const random = createRandom(seed);
  const order = permutation(rows.length, random.fork(0)).map((place) => rows[place]!);
  const split = Math.round(HELD_OUT * rows.length);
  const parts = { heldOut: order.slice(0, split), trained: order.slice(split) };
  const encoding = new RowEncoding(columns, parts.trained);

  const training = trainGenerator(encoding.model(), settings, products, random.fork(1));
  let information: number | null = null;
  let step = training.next();
  for (; !step.done; step = training.next()) {
    information = step.value.information;
    yield { share: (TRAINING * step.value.iteration) / settings.iterations, training: step.value };
  }
  const generator = step.value;

  // Compared are as many as there are real ones: estimates of few rows and of many differ for that alone.
  const made = encoding.decoded(
    generator.sample(Math.max(count, rows.length), random.fork(2)),
    random.fork(3),
    generator.sample(CALIBRATION, random.fork(4)),
  );
  const firsts = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);
  const compared = firsts(rows.length);
  const pairs = columns.length * (columns.length - 1);
  let done = 0;
  const share = () => ({
    share: TRAINING + (1 - TRAINING) * Math.min(1, done / (pairs + 1)),
    training: null,
  });
  // In random order, as made rows have none: neighbours that resemble each other would be taken for a time series.
  const comparing = compareDependence(columns, order, made, compared, engine, seed);
  let compare = comparing.next();
  for (; !compare.done; compare = comparing.next()) {
    done++;
    yield share();
  }
  const nearing = compareNearness(columns, parts, made, firsts(count));
  let near = nearing.next();
  for (; !near.done; near = nearing.next()) yield share();
  return {
    columns: made.map((column) => firstRows(column, count)),
    trained: parts.trained.length,
    heldOut: parts.heldOut.length,
    information,
    dependence: compare.value,
    marginals: compareMarginals(columns, rows, made, compared),
    coverage: compareCoverage(encoding, parts, made, compared, random.fork(5)),
    nearness: near.value,
  };
}

function firstRows(column: Column, count: number): Column {
  return column.kind === 'numeric'
    ? { ...column, values: column.values.slice(0, count) }
    : { ...column, codes: column.codes.slice(0, count) };
}

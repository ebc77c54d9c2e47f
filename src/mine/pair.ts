import type { Column } from '../dataset/dataset';
import { createRandom, type Random } from '../dataset/random';
import type { EncodedPair, Engine } from './critic';
import { completeRows, encodeSide, numericValues, MAX_INDICATORS } from './encoding';
import { fitGaussian } from './gaussian';
import { PairEstimator, type Estimate } from './pairEstimator';
import type { Estimator, Preset } from './presets';
import { pearson, spearman } from './ranks';
import { trainingSettings, type TrainingSettings } from './settings';

/** Fewer rows than this say nothing about dependence: every fold would hold a handful. */
export const MINIMUM_ROWS = 30;
const FEW_ROWS = 100;

export interface PairWarning {
  readonly code:
    | 'few-rows'
    | 'heavy-ties'
    | 'not-converged'
    | 'near-ceiling'
    | 'overfitting'
    | 'pooled-categories'
    | 'same-column'
    | 'uncertified'
    | 'ordered-rows'
    | 'in-sample'
    | 'restarted';
  readonly message: string;
}

export interface References {
  readonly gaussian: number | null;
  readonly pearson?: number | null;
  readonly spearman?: number | null;
}

/** A pair of variables, each one column or several taken together, ready to be estimated. */
export interface Pair {
  /** Rows in which no column is missing. */
  readonly n: number;
  readonly references: References;
  readonly settings: TrainingSettings;
  /** A new estimator of the pair; a divisor above 1 makes its steps smaller. */
  start(stepDivisor: number): PairEstimator;
  /** What a person should know about an estimate of it. */
  warnings(estimate: Estimate): PairWarning[];
}

/** A pair that cannot be estimated; the message says why in a sentence. */
export class PairRefusal extends Error {
  override readonly name = 'PairRefusal';
}

export interface PairChoice {
  readonly x: readonly Column[];
  readonly z: readonly Column[];
  /** Rows of the dataset that are used, in ascending order. */
  readonly rows: Uint32Array;
  readonly preset: Preset;
  readonly estimator: Estimator;
  readonly seed: number;
  readonly engine: Engine;
}

/**
 * Prepares a pair. Its random numbers depend on the seed and on the columns' names alone, so that it gets the same
 * estimate in every run, whichever other pairs are in it and whichever thread has it, and I(X;Z) = I(Z;X) to the bit.
 * @throws PairRefusal where there are too few rows or a side does not vary
 */
export function preparePair(choice: PairChoice): Pair {
  const [first, second] = canonicalOrder(choice.x, choice.z);
  const rows = completeRows([...first, ...second], choice.rows);
  const settings = trainingSettings(choice.preset, choice.estimator, rows.length);
  if (rows.length < MINIMUM_ROWS)
    throw new PairRefusal(
      `Only ${rows.length} rows have a value in both ${names(choice.x)} and ${names(choice.z)}; at least ${MINIMUM_ROWS} are needed.`,
    );
  const pair: EncodedPair = {
    x: encodeSide(first, rows, settings),
    z: encodeSide(second, rows, settings),
  };
  for (const [side, columns] of [
    [pair.x, first],
    [pair.z, second],
  ] as const)
    if (side.constant)
      throw new PairRefusal(
        `${names(columns)} has a single value in the ${rows.length} rows where both sides are present, so nothing can depend on it.`,
      );
  return {
    n: rows.length,
    references: references(pair, first, second, rows),
    settings,
    start: (stepDivisor) =>
      new PairEstimator(
        pair,
        { ...settings, learningRate: settings.learningRate / stepDivisor },
        choice.engine,
        pairRandom(choice.seed, first, second),
      ),
    warnings: (estimate) => warnings(pair, settings, estimate),
  };
}

function references(
  pair: EncodedPair,
  x: readonly Column[],
  z: readonly Column[],
  rows: Uint32Array,
): References {
  const gaussian =
    pair.x.discrete && pair.z.discrete
      ? null
      : fitGaussian(
          pair.x,
          pair.z,
          rows.map((_, i) => i),
        ).mutualInformation;
  const [a, b] = [x[0], z[0]];
  if (x.length !== 1 || z.length !== 1 || a?.kind !== 'numeric' || b?.kind !== 'numeric') return { gaussian };
  const xs = numericValues(a, rows);
  const zs = numericValues(b, rows);
  return { gaussian, pearson: pearson(xs, zs), spearman: spearman(xs, zs) };
}

function warnings(pair: EncodedPair, settings: TrainingSettings, estimate: Estimate): PairWarning[] {
  const n = pair.x.rows;
  const found: PairWarning[] = [];
  const warn = (code: PairWarning['code'], message: string) => found.push({ code, message });
  if (n < FEW_ROWS)
    warn('few-rows', `Only ${n} rows: weak dependence cannot be told from none, and the interval is wide.`);
  if (settings.folds === 1)
    warn(
      'in-sample',
      'Measured on the rows the critic was trained on, as in the paper: it finds some dependence where there is none.',
    );
  if (estimate.rising)
    warn(
      'not-converged',
      'The held-out curve was still rising when the training ended: the true value may be higher.',
    );
  if (estimate.uncertified)
    warn(
      'uncertified',
      `The dependence is stronger than ${n} rows can measure: what is shown is only a lower bound.`,
    );
  else if (estimate.mi > 0.75 * Math.log(n) * 0.5)
    warn('near-ceiling', `Close to what ${n} rows can show at most: read it as a lower bound.`);
  if (estimate.gap > Math.max(0.1, estimate.mi / 4))
    warn(
      'overfitting',
      'The critic fits its training rows much better than held-out rows: more rows or fewer columns would help.',
    );
  if (estimate.blockLength > 1)
    warn(
      'ordered-rows',
      `Neighbouring rows resemble each other (a time series, or a sorted table), so they count for less: the rows were dealt and re-paired in blocks of ${estimate.blockLength}.`,
    );
  const tie = Math.max(pair.x.discrete ? 0 : pair.x.largestTie, pair.z.discrete ? 0 : pair.z.largestTie);
  if (tie > 0.5)
    warn('heavy-ties', `One value fills ${Math.round(100 * tie)} % of the rows of a numeric column.`);
  if (pair.x.pooled + pair.z.pooled > 0)
    warn(
      'pooled-categories',
      `The ${pair.x.pooled + pair.z.pooled} rarest categories were taken together (the ${MAX_INDICATORS - 1} most frequent are kept): the true value may be higher.`,
    );
  if (sameOrder(pair))
    warn(
      'same-column',
      'Both columns put the rows in the same order, so each determines the other: the true value has no bound.',
    );
  return found;
}

/** Two numeric columns whose ranks agree (or are exactly opposite) in every row. */
function sameOrder({ x, z }: EncodedPair): boolean {
  if (x.dims !== 1 || z.dims !== 1 || x.discrete || z.discrete) return false;
  const agree = (sign: number) => x.scores.every((score, i) => Math.abs(score - sign * z.scores[i]!) < 1e-6);
  return agree(1) || agree(-1);
}

function canonicalOrder(x: readonly Column[], z: readonly Column[]): [readonly Column[], readonly Column[]] {
  return key(x) <= key(z) ? [x, z] : [z, x];
}

function pairRandom(seed: number, x: readonly Column[], z: readonly Column[]): Random {
  return createRandom(seed).fork(hash(`${key(x)} ${key(z)}`));
}

function key(columns: readonly Column[]): string {
  return JSON.stringify(columns.map((column) => column.name));
}

function names(columns: readonly Column[]): string {
  return columns.map((column) => column.name).join(' + ');
}

/** 32-bit FNV-1a of the text's UTF-16 units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

import type { Column } from '../dataset/dataset';
import { createRandom, type Random } from '../dataset/random';
import type { EncodedPair, Engine } from './critic';
import { completeRows, encodeSide, valueEntropy } from './encoding';
import type { Estimate } from './estimate';
import { PairEstimator } from './pairEstimator';
import type { Estimator, Preset } from './presets';
import { references, slowReferences, type References, type SlowReferences } from './pairReferences';
import { warnings, type PairWarning } from './pairWarnings';
import { trainingSettings, type TrainingSettings } from './settings';

/** Fewer rows than this say nothing about dependence: every fold would hold a handful. */
export const MINIMUM_ROWS = 30;

/** A pair of variables, each one column or several taken together, ready to be estimated. */
export interface Pair {
  /** Rows in which no column is missing. */
  readonly n: number;
  readonly references: References;
  /** References that take as long as an estimate; asked for when there is one. */
  slowReferences(): SlowReferences;
  readonly settings: TrainingSettings;
  /** A new estimator of the pair; a divisor above 1 makes its steps smaller. */
  start(stepDivisor: number): PairEstimator;
  /** What a person should know about an estimate of it. */
  warnings(estimate: Estimate, references: SlowReferences): PairWarning[];
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
  const settings = trainingSettings(choice.preset, choice.estimator, {
    rows: rows.length,
    grouped: first.length > 1 || second.length > 1,
  });
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
    slowReferences: () => slowReferences(pair, first, second),
    settings,
    start: (stepDivisor) =>
      new PairEstimator(
        pair,
        { ...settings, learningRate: settings.learningRate / stepDivisor },
        choice.engine,
        pairRandom(choice.seed, first, second),
      ),
    warnings: (estimate, slow) =>
      warnings(
        {
          pair,
          settings,
          names: { x: names(first), z: names(second) },
          jointEntropy: valueEntropy([...first, ...second], rows),
        },
        estimate,
        slow,
      ),
  };
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

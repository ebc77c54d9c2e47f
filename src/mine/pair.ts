import * as l10n from '@vscode/l10n';
import type { Column } from '../dataset/dataset';
import { createRandom, type Random } from '../dataset/random';
import type { EncodedPair, Engine } from './critic';
import { determiningSide } from './determination';
import type { Estimate } from './estimate';
import { PairEstimator } from './pairEstimator';
import { PairFolds } from './pairFolds';
import type { PairLimits } from './pairProgress';
import { references, slowReferences, type References, type SlowReferences } from './pairReferences';
import { pairTraits, warnings, type PairTraits } from './pairWarnings';
import type { Estimator, Preset } from './presets';
import { neighbourhoodLength } from './rowOrder';
import { longerSettings, trainingSettings, type MoreTraining, type TrainingSettings } from './settings';
import { sideKey, type Sides } from './sides';
import type { PairWarning } from './warningSentences';

/** Fewer rows than this say nothing about dependence: every fold would hold a handful. */
export const MINIMUM_ROWS = 30;
/** Blocks of neighbours in a fold: fewer would not be dealt evenly, however far neighbours resemble each other. */
const LEAST_BLOCKS = 10;

/** A pair of variables, each one column or several taken together, ready to be estimated. */
export interface Pair {
  /** Rows in which no column is missing. */
  readonly n: number;
  /** Over these rows; the sides in canonical order. */
  readonly encoded: EncodedPair;
  readonly settings: TrainingSettings;
  readonly limits: PairLimits;
  references(): References;
  /** References that take as long as an estimate; computed once. */
  slowReferences(): SlowReferences;
  /** What warnings depend on. */
  traits(): PairTraits;
  /** Its folds with critics that have not begun; a divisor above 1 makes the training's steps smaller. */
  folds(stepDivisor: number): PairFolds;
  /** A new estimate of the pair on this thread. */
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
  /** Rows of the dataset, and what its pairs share. */
  readonly sides: Sides;
  readonly preset: Preset;
  readonly estimator: Estimator;
  readonly seed: number;
  readonly engine: Engine;
  /** In place of what the preset gives. */
  readonly more?: MoreTraining | undefined;
  /** Numbers in place of the preset's. */
  readonly changes?: Partial<TrainingSettings>;
}

/**
 * Prepares a pair. Its random numbers depend on the seed, its columns' names and its number of rows alone, so that it gets
 * the same estimate in every run, whichever other pairs are in it and whichever thread has it, and I(X;Z) = I(Z;X) to the
 * bit.
 * @throws PairRefusal where there are too few rows or a side does not vary
 */
export function preparePair(choice: PairChoice): Pair {
  const { sides, engine, seed } = choice;
  const [first, second] = canonicalOrder(choice.x, choice.z);
  const complete = sides.rowsOf([...first, ...second]);
  const n = complete.rows.length;
  const grouped = first.length > 1 || second.length > 1;
  const settings: TrainingSettings = {
    ...(choice.more
      ? longerSettings(choice.more, choice.estimator, { rows: n, grouped })
      : trainingSettings(choice.preset, choice.estimator, { rows: n, grouped })),
    ...choice.changes,
  };
  if (n < MINIMUM_ROWS)
    throw new PairRefusal(
      l10n.t(
        'Only {0} rows have a value in both {1} and {2}; at least {3} are needed.',
        n,
        names(choice.x),
        names(choice.z),
        MINIMUM_ROWS,
      ),
    );
  const pair: EncodedPair = {
    x: sides.side(first, complete, settings),
    z: sides.side(second, complete, settings),
  };
  for (const [side, columns] of [
    [pair.x, first],
    [pair.z, second],
  ] as const)
    if (side.constant)
      throw new PairRefusal(
        l10n.t(
          '{0} has a single value in the {1} rows where both sides are present, so nothing can depend on it.',
          names(columns),
          n,
        ),
      );
  const neighbourhood = neighbourhoodLength(pair.x, pair.z);
  const limits: PairLimits = {
    ceiling: Math.min(pair.x.entropy, pair.z.entropy),
    rows: n,
    blockLength: Math.max(1, Math.min(neighbourhood, Math.floor(n / (LEAST_BLOCKS * settings.folds)))),
  };
  const slow = once(() => slowReferences(pair, first, second));
  const traits = once(() =>
    pairTraits(
      pair,
      settings,
      { x: names(first), z: names(second) },
      determiningSide(pair, { x: first, z: second }, complete.rows),
      neighbourhood,
    ),
  );
  const folds = (stepDivisor: number) =>
    new PairFolds(
      pair,
      { ...settings, learningRate: settings.learningRate / stepDivisor },
      engine,
      pairRandom(seed, first, second),
      sides.deal(n, settings.folds, limits.blockLength),
      () => neighbours(slow()),
    );
  return {
    n,
    encoded: pair,
    settings,
    limits,
    references: once(() => references(pair, first, second, complete.rows)),
    slowReferences: slow,
    traits,
    folds,
    start: (stepDivisor) => new PairEstimator(folds(stepDivisor), limits, settings),
    warnings: (estimate, references) => warnings(traits(), estimate, references),
  };
}

/** What nearest neighbours find; the plug-in value of two categorical columns is no judge of their table of counts. */
function neighbours({ ksg, ross }: SlowReferences): number | undefined {
  return ksg ?? ross;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function canonicalOrder(x: readonly Column[], z: readonly Column[]): [readonly Column[], readonly Column[]] {
  return sideKey(x) <= sideKey(z) ? [x, z] : [z, x];
}

function pairRandom(seed: number, x: readonly Column[], z: readonly Column[]): Random {
  return createRandom(seed).fork(hash(`${sideKey(x)} ${sideKey(z)}`));
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

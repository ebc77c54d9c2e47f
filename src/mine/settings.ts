import type { Estimator, Preset } from './presets';
import type { Activation } from './statisticsNetwork';

/** Every number that shapes an estimate. The report carries them, so that a run can be repeated. */
export interface TrainingSettings {
  readonly estimator: Estimator;
  /** Units in each of the two hidden layers. */
  readonly hidden: number;
  readonly activation: Activation;
  /** Numbers as normal scores of their ranks, or as their standardised values. */
  readonly encoding: 'scores' | 'values';
  /** The critic starts at the Gaussian log-ratio instead of at zero. */
  readonly warmStart: boolean;
  /** The instant critic of a pair of columns: blended with networks, alone in their place as far as it goes, or not used. */
  readonly instant: 'blended' | 'alone' | false;
  /** Pairs that the instant critic settles are not trained. */
  readonly settle: boolean;
  /** Cosine features of a side that is one numeric column. */
  readonly cosines: number;
  /** 1: trained and measured on the same rows, all of them, and stopped at the last step. */
  readonly folds: number;
  /** Networks trained in each fold, whose outputs are averaged. */
  readonly ensemble: number;
  /** Training steps in each fold, at most. */
  readonly steps: number;
  /** Rows of a minibatch (all training rows where there are fewer). */
  readonly batch: number;
  /** Re-pairings of a minibatch that stand for the product of marginals. */
  readonly rePairings: number;
  readonly learningRate: number;
  /** Share of the step size that is left at the end of its cosine schedule; 1: constant. */
  readonly annealTo: number;
  readonly weightDecay: number;
  /** Largest norm of a gradient. */
  readonly clip: number;
  /** Weight of the new value in the moving average of E_Q[e^T]. */
  readonly averageRate: number;
  /** Steps between two points of the curves. */
  readonly checkpointEvery: number;
  /** Critic outputs spent on a point of the curves, in each fold. */
  readonly curveOutputs: number;
  /** Critic outputs spent on the estimate at the chosen stop, in each fold. */
  readonly estimateOutputs: number;
  /** Smallest effective sample size of the partition term that is trusted. */
  readonly minimumEffectiveSamples: number;
}

const base = {
  activation: 'relu',
  encoding: 'scores',
  warmStart: true,
  instant: 'blended',
  settle: false,
  cosines: 8,
  rePairings: 2,
  learningRate: 0.02,
  annealTo: 0.01,
  weightDecay: 1e-3,
  clip: 1,
  averageRate: 0.1,
  curveOutputs: 4_000,
  estimateOutputs: 20_000,
  minimumEffectiveSamples: 100,
} as const;

/** What a preset's numbers depend on beside it. */
export interface PairSize {
  /** Rows in which no column is missing. */
  readonly rows: number;
  /** A side is a group of columns. */
  readonly grouped: boolean;
}

/**
 * The preset's numbers for a pair. More rows bear longer training on larger minibatches; with few rows the same training
 * would only fit the noise. Several small networks overfit less than a large one of the same cost, and a group of columns
 * leaves more room to overfit than a column.
 */
export function trainingSettings(preset: Preset, estimator: Estimator, size: PairSize): TrainingSettings {
  switch (preset) {
    case 'quick':
      return {
        ...base,
        estimator,
        instant: 'alone',
        ...networks(2, 16),
        folds: 5,
        steps: 150,
        batch: 256,
        checkpointEvery: 15,
      };
    case 'standard':
      return { ...base, estimator, settle: true, folds: 5, ...capacity(size), ...training(size.rows, size) };
    case 'thorough':
      return { ...base, estimator, folds: 10, ...networks(4, 32), ...training(2 * size.rows, size) };
    case 'paper':
      return {
        ...base,
        estimator,
        encoding: 'values',
        warmStart: false,
        instant: false,
        ...networks(1, 64),
        cosines: 0,
        folds: 1,
        steps: 1_500,
        batch: 256,
        rePairings: 1,
        learningRate: 1e-3,
        annealTo: 1,
        weightDecay: 0,
        clip: 1e6,
        averageRate: 0.01,
        checkpointEvery: 50,
      };
  }
}

/** More training than a run's preset gives a pair. */
export interface MoreTraining {
  readonly preset: Preset;
  /** Multiple of the preset's training steps, at least 1. */
  readonly times: number;
}

/**
 * The preset's numbers with a multiple of its steps, for a pair that is trained whether or not the instant critic settles
 * it. There are as many checkpoints as before, only further apart: the best of more of them would be a more optimistic
 * choice.
 */
export function longerSettings(
  { preset, times }: MoreTraining,
  estimator: Estimator,
  size: PairSize,
): TrainingSettings {
  const settings = trainingSettings(preset, estimator, size);
  return {
    ...settings,
    settle: false,
    steps: times * settings.steps,
    checkpointEvery: times * settings.checkpointEvery,
  };
}

function capacity({ rows, grouped }: PairSize): Pick<TrainingSettings, 'ensemble' | 'hidden'> {
  if (grouped || rows < 1_000) return networks(4, 16);
  return rows < 5_000 ? networks(2, 32) : networks(1, 32);
}

function networks(ensemble: number, hidden: number): Pick<TrainingSettings, 'ensemble' | 'hidden'> {
  return { ensemble, hidden };
}

/** Steps and minibatch for n rows: the samples seen grow about as the rows do, and groups take longer to learn from them. */
function training(
  rows: number,
  { grouped }: Pick<PairSize, 'grouped'>,
): Pick<TrainingSettings, 'steps' | 'batch' | 'checkpointEvery'> {
  if (rows < 1_000) return { steps: 400, batch: 256, checkpointEvery: 20 };
  if (rows < 5_000) return { steps: 800, batch: 256, checkpointEvery: 40 };
  return grouped
    ? { steps: 1_600, batch: 512, checkpointEvery: 80 }
    : { steps: 800, batch: 512, checkpointEvery: 40 };
}

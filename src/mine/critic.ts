import type { EncodedSide } from './encoding';
import type { LogRatio } from './logRatio';
import type { Random } from '../dataset/random';
import type { SeriesKernel } from './series/seriesKernel';
import type { TrainingSettings } from './settings';

/** Rows of one pair of variables, encoded; both sides have the same rows. */
export interface EncodedPair {
  readonly x: EncodedSide;
  readonly z: EncodedSide;
}

/** What a critic is trained on: the training rows of one fold. */
export interface CriticTask {
  readonly pair: EncodedPair;
  readonly trainRows: Uint32Array;
  /** What the critic starts from. */
  readonly start: LogRatio;
  readonly settings: TrainingSettings;
  readonly random: Random;
}

/**
 * A statistics network T(x, z) in training. The estimator knows no more of it than this, and an engine is free in how
 * it computes: step by step or many steps in one call, here or on another processor.
 */
export interface Critic {
  /** Takes training steps by minibatch gradient ascent of the task's objective. */
  train(steps: number): void;
  /** T(x of row xRows[i], z of row zRows[i]) for each i. */
  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array;
  /** A copy of the trainable weights. */
  weights(): Float32Array;
  restore(weights: Float32Array): void;
}

export interface Engine {
  readonly name: string;
  readonly version: string;
  createCritic(task: CriticTask): Critic;
  /** What fits instant critics. */
  readonly series: SeriesKernel;
}

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
 * Where a critic keeps all that its training changes. It may lie in memory that threads share: whichever thread makes a
 * critic of the same task on it goes on where the last one stopped.
 */
export interface CriticMemory {
  /** Whether it has begun (1 or 0), steps taken, log of the moving average of E_Q[e^T]. */
  readonly progress: Float64Array;
  /** Weights and both moments of the optimiser: three parts of the same length, in the engine's own order. */
  readonly state: Float32Array;
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
  /** A copy of the trainable weights, in the order that all engines share. */
  weights(): Float32Array;
  restore(weights: Float32Array): void;
}

export interface Engine {
  readonly name: string;
  readonly version: string;
  /** What fits instant critics. */
  readonly series: SeriesKernel;
  /** Length of `CriticMemory.state` for a critic of the pair. */
  stateLength(pair: EncodedPair, settings: TrainingSettings): number;
  /** A critic on the memory, which it begins where it has not begun; on memory of its own where none is given. */
  createCritic(task: CriticTask, memory?: CriticMemory): Critic;
}

/** Numbers of `CriticMemory.progress`. */
export const PROGRESS = { begun: 0, steps: 1, logAverage: 2 } as const;
export const PROGRESS_LENGTH = 3;

export function createMemory(stateLength: number): CriticMemory {
  return { progress: new Float64Array(PROGRESS_LENGTH), state: new Float32Array(stateLength) };
}

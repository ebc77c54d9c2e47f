import type { Column } from '../../dataset/dataset';
import type { EncodedSide } from '../../mine/encoding';
import type { PairLimits } from '../../mine/pairProgress';
import type { PairMemoryShape } from '../../mine/pairMemory';
import type { References, SlowReferences } from '../../mine/pairReferences';
import type { PairStep, PairStepResult } from '../../mine/pairSteps';
import type { PairTraits } from '../../mine/pairWarnings';
import type { TrainingSettings } from '../../mine/settings';
import type { KernelBuild } from '../engine/kernelBackend';
import type { Plan, Texts } from '../protocol';

/** Messages between the background process and its worker threads; same program, same build, so not parsed again. */

/** What a thread is started with. Columns, rows and queue lie in shared memory. */
export interface ThreadStart {
  readonly thread: number;
  readonly threads: number;
  readonly queue: SharedArrayBuffer;
  /** Build of the kernel that the process has chosen; null where the plan asks for another engine. */
  readonly kernelBuild: KernelBuild | null;
  readonly columns: readonly Column[];
  /** Rows of the dataset that are used, ascending. */
  readonly rows: Uint32Array;
  readonly plan: Plan;
  /** Sentences of the language that the process speaks. */
  readonly texts: Texts | undefined;
}

/** One piece of work. A pair that has to begin again counts its trials; results of an earlier one are of no use. */
export type Task =
  /** Encodes a variable of the plan where it has no missing value, for all threads. */
  | { readonly kind: 'encode'; readonly variable: number }
  /** All that is known of a pair before any critic. */
  | { readonly kind: 'outline'; readonly pair: number }
  | { readonly kind: 'step'; readonly pair: number; readonly trial: number; readonly step: PairStep };

/** What a thread must know of the run before the next piece of work that it takes. */
export type RunNews =
  | { readonly type: 'sides'; readonly sides: readonly (readonly [string, EncodedSide])[] }
  /** A pair begins: with smaller steps from its second trial on. */
  | { readonly type: 'trial'; readonly pair: number; readonly trial: number; readonly stepDivisor: number }
  | {
      readonly type: 'memory';
      readonly pair: number;
      readonly buffer: ArrayBufferLike;
      readonly shape: PairMemoryShape;
    }
  /** The pair is done with. */
  | { readonly type: 'ended'; readonly pair: number };

/** What a thread hears before the next piece of work that it takes. */
export type ToThread =
  | RunNews
  | { readonly type: 'collectGarbage' }
  /** Work is for another run from now on. */
  | ({ readonly type: 'run' } & Pick<ThreadStart, 'columns' | 'rows' | 'plan' | 'texts'>);

export interface Outline {
  readonly n: number;
  readonly settings: TrainingSettings;
  readonly limits: PairLimits;
  readonly references: References;
}

/** What is known of a pair only once its estimate has ended. */
export interface PairEnd {
  readonly slowReferences: SlowReferences;
  readonly traits: PairTraits;
  /** Pointwise mutual information of the rows shown (pairRows.ts), nats; null where no critic can be trusted. */
  readonly pointwise: Float32Array | null;
}

export type TaskResult =
  | {
      readonly kind: 'encoded';
      readonly variable: number;
      readonly side: readonly [string, EncodedSide] | null;
    }
  | { readonly kind: 'outlined'; readonly pair: number; readonly outline: Outline }
  | {
      readonly kind: 'stepped';
      readonly pair: number;
      readonly trial: number;
      readonly result: PairStepResult;
      /** Told with the step that ends the pair's estimate. */
      readonly ended: PairEnd | null;
    }
  /** The pair cannot be estimated, for a reason in words. */
  | { readonly kind: 'refused'; readonly pair: number; readonly reason: string }
  | { readonly kind: 'diverged'; readonly pair: number; readonly trial: number }
  /** The pair has begun again since the task was given out. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'broke'; readonly task: Task; readonly reason: string };

export type FromThread =
  | { readonly type: 'ready'; readonly engine: { readonly name: string; readonly version: string } }
  | { readonly type: 'done'; readonly number: number; readonly seconds: number; readonly result: TaskResult }
  /** The thread cannot work at all. */
  | { readonly type: 'unusable'; readonly message: string };

const STEPS = ['first', 'settle', 'train', 'finish'] as const;

/** A task as whole numbers, for the queue. */
export function taskNumbers(task: Task): number[] {
  switch (task.kind) {
    case 'encode':
      return [0, task.variable];
    case 'outline':
      return [1, task.pair];
    case 'step': {
      const { pair, trial, step } = task;
      return [2, pair, trial, STEPS.indexOf(step.kind), ...stepNumbers(step)];
    }
  }
}

function stepNumbers(step: PairStep): number[] {
  switch (step.kind) {
    case 'first':
    case 'settle':
      return [];
    case 'train':
      return [step.fold, step.from, step.to];
    case 'finish':
      return [step.stop];
  }
}

export function taskOf([
  kind = 0,
  index = 0,
  trial = 0,
  step = 0,
  a = 0,
  b = 0,
  c = 0,
]: readonly number[]): Task {
  if (kind === 0) return { kind: 'encode', variable: index };
  if (kind === 1) return { kind: 'outline', pair: index };
  return { kind: 'step', pair: index, trial, step: stepOf(STEPS[step] ?? 'first', a, b, c) };
}

function stepOf(kind: PairStep['kind'], a: number, b: number, c: number): PairStep {
  switch (kind) {
    case 'first':
    case 'settle':
      return { kind };
    case 'train':
      return { kind, fold: a, from: b, to: c };
    case 'finish':
      return { kind, stop: a };
  }
}

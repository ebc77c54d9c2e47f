import type { Column } from '../dataset/dataset';
import type { PairState } from '../report/report';
import type { Plan } from './protocol';

/** Messages between the background process and its worker threads; same program, same build, so not parsed again. */

/** What a thread is started with. Columns lie in shared memory. */
export interface ThreadStart {
  readonly columns: readonly Column[];
  /** Rows of the dataset that are used, ascending. */
  readonly rows: Uint32Array;
  readonly plan: Plan;
}

export interface ToThread {
  readonly type: 'advance';
  /** Pair of the plan to spend one slice of work on. */
  readonly index: number;
}

export type FromThread =
  | { readonly type: 'ready'; readonly engine: { readonly name: string; readonly version: string } }
  | {
      readonly type: 'advanced';
      readonly index: number;
      readonly pair: PairState;
      /** Share of the pair's training budget that is used, 0..1. */
      readonly share: number;
    }
  /** The thread cannot work at all. */
  | { readonly type: 'unusable'; readonly message: string };

import type { FoldMeasurement, Measurement } from './crossFit';
import type { PairMemoryShape } from './pairMemory';

/** A critic that an estimate can be made of. */
export interface Candidate extends Measurement {
  /** Training step at which its network stopped. */
  readonly stop: number;
  readonly instantShare: number;
}

/** How a pair's estimate ended. */
export type Ending =
  | { readonly kind: 'chosen'; readonly candidate: Candidate; readonly pValue: number | null }
  /** No critic's partition term can be trusted: `bound` nats are all that the rows certify. */
  | { readonly kind: 'certified'; readonly bound: number };

/**
 * The work on one pair, in pieces that any thread can do: all that a piece needs is the pair, the seed and the critics'
 * memory.
 */
export type PairStep =
  /** The instant critic, or where there is none the critic that training starts from. */
  | { readonly kind: 'first' }
  /** Whether training can add anything to the instant critic. */
  | { readonly kind: 'settle' }
  /** One fold's networks from a checkpoint to the next. */
  | { readonly kind: 'train'; readonly fold: number; readonly from: number; readonly to: number }
  /** The choice between the networks at their stop, the instant critic, and what lies between. */
  | { readonly kind: 'finish'; readonly stop: number };

export type PairStepResult =
  | {
      readonly kind: 'first';
      readonly instant: Candidate | null;
      readonly start: Measurement | null;
      readonly memory: PairMemoryShape | null;
    }
  | {
      readonly kind: 'settle';
      readonly start: Measurement;
      /** Null where the pair goes on to be trained. */
      readonly ending: Ending | null;
      readonly memory: PairMemoryShape | null;
    }
  | {
      readonly kind: 'train';
      readonly fold: number;
      readonly measured: FoldMeasurement;
      /** Permutation statistic of the fold, at the one checkpoint where independence is tested. */
      readonly statistic: number | null;
    }
  | { readonly kind: 'finish'; readonly ending: Ending };

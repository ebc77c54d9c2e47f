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
  | { readonly kind: 'certified'; readonly bound: number; readonly pValue: number | null };

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

/** No bound comes near it, of whichever objective: such a critic's weights have grown out of all measure. */
const EXPLODED_NATS = 1e6;

/** Whether the piece of work came to numbers that a critic can have; where not, it has diverged. */
export function isSound(result: PairStepResult): boolean {
  switch (result.kind) {
    case 'first':
      return isSoundBound(result.instant) && isSoundBound(result.start);
    case 'settle':
      return isSoundBound(result.start) && isSoundEnding(result.ending);
    case 'train':
      return isSoundBound(result.measured);
    case 'finish':
      return isSoundEnding(result.ending);
  }
}

function isSoundEnding(ending: Ending | null): boolean {
  switch (ending?.kind) {
    case undefined:
      return true;
    case 'chosen':
      return isSoundBound(ending.candidate) && Number.isFinite(ending.candidate.standardError);
    case 'certified':
      return Number.isFinite(ending.bound);
  }
}

function isSoundBound(measured: Pick<Measurement, 'heldOut' | 'train'> | null): boolean {
  return (
    measured === null ||
    (Math.abs(measured.heldOut) < EXPLODED_NATS && Math.abs(measured.train) < EXPLODED_NATS)
  );
}

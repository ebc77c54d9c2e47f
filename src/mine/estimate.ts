/** What is known of a pair so far; nats. */
export interface Estimate {
  /** Held-out bound of the chosen critic plus half its distance to the training rows' bound; never below 0. */
  readonly mi: number;
  /** From a lower bound (held out) to an upper end that holds if the critic has converged; 90 %; null in sample. */
  readonly interval: readonly [number, number] | null;
  readonly heldOut: number;
  readonly pValue: number | null;
  /** Estimate of the instant critic alone; null for groups, which have none. */
  readonly instant: number | null;
  /** Share of the instant critic in the chosen one, the network having the rest. */
  readonly instantShare: number;
  /** Step at which the chosen critic's network stopped. */
  readonly stop: number;
  readonly iterations: number;
  readonly curve: readonly Checkpoint[];
  /** Training bound minus held-out bound of the chosen critic, at least 0. */
  readonly gap: number;
  readonly standardError: number;
  /** The held-out bound still rose when the training ended. */
  readonly rising: boolean;
  /** Rows that were dealt and re-paired together; 1 where they are in no particular order. */
  readonly blockLength: number;
  /** The partition term rests on too few rows to be trusted: `mi` is only what the rows certify. */
  readonly uncertified: boolean;
}

/** A point of the curves: means over the folds. */
export interface Checkpoint {
  readonly iteration: number;
  readonly train: number;
  readonly heldOut: number;
}

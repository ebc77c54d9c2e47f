import type { EncodedPair } from './critic';
import type { Scorer } from './crossFit';
import type { EncodedSide } from './encoding';
import type { Objective } from './objectives';
import type { SeriesColumn } from './series/basis';
import { instantCritic, type SeriesCritic } from './series/instantCritic';

/** The instant critic of a pair, in the form the estimator measures. */
export interface Instant {
  readonly heldOut: number;
  readonly train: number;
  /** A critic for each fold that has not seen its held-out rows. */
  readonly critics: readonly Scorer[];
  /** Critics whose smoothness was fixed beforehand, for the test of independence. */
  readonly testCritics: readonly Scorer[];
}

/** Fits the instant critic, or null where a side is a group of columns. */
export function fitInstant(
  { x, z }: EncodedPair,
  heldOut: readonly Uint32Array[],
  objective: Objective,
): Instant | null {
  const [xColumn, zColumn] = [seriesColumn(x), seriesColumn(z)];
  if (!xColumn || !zColumn) return null;
  const fitted = instantCritic(xColumn, zColumn, heldOut);
  const scorers = (critics: readonly SeriesCritic[]) =>
    critics.map((critic): Scorer => ({
      scores: (xRows, zRows) => critic.scores(xRows, zRows).map((t) => t + objective.offset),
    }));
  return {
    heldOut: fitted.heldOut,
    train: fitted.train,
    critics: scorers(fitted.critics),
    testCritics: scorers(fitted.testCritics),
  };
}

function seriesColumn({ positions, categories }: EncodedSide): SeriesColumn | null {
  if (positions) return { kind: 'numeric', positions };
  return categories && { kind: 'categorical', codes: categories.codes };
}

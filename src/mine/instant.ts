import type { EncodedPair } from './critic';
import type { Scorer } from './crossFit';
import type { EncodedSide } from './encoding';
import type { Objective } from './objectives';
import type { SeriesColumn } from './series/cells';
import { instantCritic, type SeriesCritic } from './series/instantCritic';
import { prepareSeriesColumn, type PreparedColumn } from './series/preparedColumn';
import type { SeriesKernel } from './series/seriesKernel';

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
  kernel: SeriesKernel,
): Instant | null {
  const [xColumn, zColumn] = [prepared(x), prepared(z)];
  if (!xColumn || !zColumn) return null;
  const fitted = instantCritic(kernel, xColumn, zColumn, heldOut);
  const scorers = (critics: readonly SeriesCritic[]) =>
    critics.map((critic): Scorer => ({
      scores(xRows, zRows) {
        const out = critic.scores(xRows, zRows);
        if (objective.offset !== 0) for (let i = 0; i < out.length; i++) out[i] = out[i]! + objective.offset;
        return out;
      },
    }));
  return {
    heldOut: fitted.heldOut,
    train: fitted.train,
    critics: scorers(fitted.critics),
    testCritics: scorers(fitted.testCritics),
  };
}

/** A column is prepared once for all of its pairs. */
const columns = new WeakMap<EncodedSide, PreparedColumn>();

function prepared(side: EncodedSide): PreparedColumn | null {
  const known = columns.get(side);
  if (known) return known;
  const column = seriesColumn(side);
  const made = column && prepareSeriesColumn(column);
  if (made) columns.set(side, made);
  return made;
}

function seriesColumn({ positions, categories }: EncodedSide): SeriesColumn | null {
  if (positions) return { kind: 'numeric', positions };
  return categories && { kind: 'categorical', codes: categories.codes };
}

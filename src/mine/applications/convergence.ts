import * as l10n from '@vscode/l10n';

/** An estimate on a subsample, nats. */
export interface ConvergencePoint {
  /** Rows of the subsample in which neither side is missing. */
  readonly rows: number;
  readonly mi: number;
  /** 90 % interval. */
  readonly interval: readonly [number, number] | null;
}

/** Subsamples smaller than this say too little to be drawn. */
const FEWEST_ROWS = 50;

/**
 * Numbers of rows to estimate from, each half of the next and the last all of them: consistency speaks of the logarithm of
 * the rows (Belghazi et al. 2018, theorem 2).
 * @param most sizes at most
 */
export function subsampleSizes(rows: number, most = 6): number[] {
  const sizes: number[] = [];
  for (let size = rows; sizes.length < most && (size >= FEWEST_ROWS || sizes.length === 0); size /= 2)
    sizes.unshift(Math.round(size));
  return sizes;
}

export interface ConvergenceVerdict {
  readonly settled: boolean;
  /** For people: would more rows change the answer? */
  readonly sentence: string;
}

/**
 * Whether twice the rows moved the estimate by no more than it was unsure by: half the width of the interval at all rows.
 * Points in order of their rows.
 */
export function convergenceVerdict(points: readonly ConvergencePoint[]): ConvergenceVerdict {
  const [before, last] = points.slice(-2);
  if (!before || !last?.interval)
    return {
      settled: false,
      sentence: l10n.t('There are too few rows to tell whether more would change the answer.'),
    };
  const moved = Math.abs(last.mi - before.mi);
  const half = (last.interval[1] - last.interval[0]) / 2;
  const values = [before.rows, last.rows, moved.toFixed(3), half.toFixed(3)] as const;
  return moved <= half
    ? {
        settled: true,
        sentence: l10n.t(
          'More rows would hardly change the answer: from {0} to {1} rows it moved by {2} nats, no more than the {3} nats by which it is unsure.',
          ...values,
        ),
      }
    : {
        settled: false,
        sentence: l10n.t(
          'More rows may well change the answer: from {0} to {1} rows it moved by {2} nats, more than the {3} nats by which it is unsure.',
          ...values,
        ),
      };
}

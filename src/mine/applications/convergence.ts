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

/** Would more rows change the answer? */
export type ConvergenceVerdict =
  | { readonly answer: 'unknown' }
  | {
      readonly answer: 'no' | 'unclear' | 'yes';
      /** Rows before and after the last step. */
      readonly from: number;
      readonly to: number;
      /** By how much that step moved the estimate, and half the width of the interval after it; nats. */
      readonly moved: number;
      readonly unsure: number;
    };

/**
 * From the last two points, of which the first has half the rows of the second and no others. Then, for an estimate that has
 * settled, the variance of the step between them is var(n/2) - var(n) = var(n): in nine of ten cases it is within the half
 * width of the 90 % interval at n. A larger step leaves it open, and intervals that do not even meet answer yes.
 * @param points in order of their rows
 */
export function convergenceVerdict(points: readonly ConvergencePoint[]): ConvergenceVerdict {
  const [before, last] = points.slice(-2);
  if (!before?.interval || !last?.interval) return { answer: 'unknown' };
  const moved = Math.abs(last.mi - before.mi);
  const unsure = (last.interval[1] - last.interval[0]) / 2;
  const meet = before.interval[0] <= last.interval[1] && last.interval[0] <= before.interval[1];
  const answer = !meet ? 'yes' : moved <= unsure ? 'no' : 'unclear';
  return { answer, from: before.rows, to: last.rows, moved, unsure };
}

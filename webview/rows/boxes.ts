/** One category's values, as a box plot has them (Tukey 1977). */
export interface Box {
  readonly level: number;
  readonly count: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** The outermost values within 1.5 quartile distances of the box. */
  readonly lowest: number;
  readonly highest: number;
}

/** A box for each category that has rows, that with the largest median first. */
export function boxesOf(codes: readonly number[], values: readonly number[]): Box[] {
  const byLevel = new Map<number, number[]>();
  codes.forEach((level, row) => {
    const own = byLevel.get(level) ?? [];
    own.push(values[row] ?? 0);
    byLevel.set(level, own);
  });
  return Array.from(byLevel, ([level, own]) => boxOf(level, own)).sort(
    (one, other) => other.median - one.median || one.level - other.level,
  );
}

function boxOf(level: number, values: number[]): Box {
  const sorted = values.sort((a, b) => a - b);
  const [lowerQuartile, median, upperQuartile] = [0.25, 0.5, 0.75].map((share) =>
    quantile(sorted, share),
  ) as [number, number, number];
  const reach = 1.5 * (upperQuartile - lowerQuartile);
  return {
    level,
    count: sorted.length,
    lowerQuartile,
    median,
    upperQuartile,
    lowest: sorted.find((value) => value >= lowerQuartile - reach) ?? lowerQuartile,
    highest: sorted.findLast((value) => value <= upperQuartile + reach) ?? upperQuartile,
  };
}

/** Between the two nearest values, in proportion (Hyndman and Fan's type 7). */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Spreads rows of a category over its strip, -0.5 .. 0.5: the golden ratio's multiples leave no gaps. */
export function spread(row: number): number {
  return ((row * 0.618033988749895) % 1) - 0.5;
}

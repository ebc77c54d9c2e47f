import { normalQuantile } from './normal';

/** Ranks from 1 to n; equal values share the mean of their ranks. */
export function midRanks(values: Float64Array): Float64Array {
  const n = values.length;
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && values[order[end]!] === values[order[start]!]) end++;
    const shared = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) ranks[order[i]!] = shared;
    start = end;
  }
  return ranks;
}

/** Positions in (0, 1): (rank - 1/2) / n. */
export function rankPositions(values: Float64Array): Float64Array {
  return positionsOf(midRanks(values));
}

export function positionsOf(ranks: Float64Array): Float64Array {
  return ranks.map((rank) => (rank - 0.5) / ranks.length);
}

/**
 * Normal scores of positions, centred and scaled to variance 1. Mutual information does not change under maps of one
 * side alone that keep the order, and no outlier is left after this one.
 */
export function normalScores(positions: Float64Array): Float64Array {
  return standardized(positions.map(normalQuantile));
}

/** Mean 0, variance 1; all zeros where the values are all equal. */
export function standardized(values: Float64Array): Float64Array {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / n;
  const scale = variance > 1e-24 ? 1 / Math.sqrt(variance) : 0;
  return values.map((value) => (value - mean) * scale);
}

/** How many values are as large as others: the size of each group of equal values, from their mid-ranks. */
export function tieSizes(ranks: Float64Array): Uint32Array {
  // Twice a mid-rank is a whole number.
  const sizes = new Uint32Array(2 * ranks.length + 1);
  for (let i = 0; i < ranks.length; i++) sizes[2 * ranks[i]!]!++;
  return sizes.filter((size) => size > 0);
}

/** Pearson's correlation; null where a side does not vary. */
export function pearson(x: ArrayLike<number>, z: ArrayLike<number>): number | null {
  const n = x.length;
  let meanX = 0;
  let meanZ = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanZ += z[i]! / n;
  }
  let xx = 0;
  let zz = 0;
  let xz = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i]! - meanX;
    const b = z[i]! - meanZ;
    xx += a * a;
    zz += b * b;
    xz += a * b;
  }
  const varies = xx / n > 1e-24 && zz / n > 1e-24;
  return varies ? Math.max(-1, Math.min(1, xz / Math.sqrt(xx) / Math.sqrt(zz))) : null;
}

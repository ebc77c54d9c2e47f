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
  return midRanks(values).map((rank) => (rank - 0.5) / values.length);
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

/** Pearson's correlation; null where a side does not vary. */
export function pearson(x: Float64Array, z: Float64Array): number | null {
  const a = standardized(x);
  const b = standardized(z);
  let sum = 0;
  let spread = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]! * b[i]!;
    spread += a[i]! * a[i]! * (b[i]! * b[i]!);
  }
  return spread > 0 ? Math.max(-1, Math.min(1, sum / a.length)) : null;
}

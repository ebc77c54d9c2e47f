import type { EncodedSide } from './encoding';

/** Lags over which neighbours are compared. */
const LONGEST_LAG = 200;
/** Autocorrelation of neighbours, in its standard errors, from which a column counts as ordered: one in 16,000 by chance. */
const CLEAR = 4;

/**
 * How many neighbouring rows belong together: 1 for rows in no particular order. In a time series or a sorted table
 * neighbours resemble each other on both sides, and a pair of rows says less than two. The length is twice the
 * integrated autocorrelation time of the products of both sides' scores, 1 + 2 sum_k r_x(k) r_z(k) (Bartlett 1935), which
 * is by how much the variance of their correlation exceeds that of independent rows.
 */
export function neighbourhoodLength(x: EncodedSide, z: EncodedSide): number {
  const clear = (side: EncodedSide) => (CLEAR * Math.sqrt(1 + Math.log(side.dims))) / Math.sqrt(side.rows);
  if (autocorrelation(x, 1) < clear(x) || autocorrelation(z, 1) < clear(z)) return 1;
  let time = 1;
  for (let lag = 1; lag <= Math.min(LONGEST_LAG, x.rows / 4); lag++) {
    const product = autocorrelation(x, lag) * autocorrelation(z, lag);
    if (product < 0.01) break;
    time += 2 * product;
  }
  return Math.ceil(2 * time);
}

/** The largest autocorrelation at a lag over the side's scores (each with mean 0 and variance 1). */
function autocorrelation({ scores, dims, rows }: EncodedSide, lag: number): number {
  let largest = 0;
  for (let j = 0; j < dims; j++) {
    let sum = 0;
    for (let i = 0; i + lag < rows; i++) sum += scores[i * dims + j]! * scores[(i + lag) * dims + j]!;
    largest = Math.max(largest, sum / (rows - lag));
  }
  return largest;
}

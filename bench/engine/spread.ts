/** Repeated measurements of one figure: the middle one, and half the distance between the quartiles as a share of it. */
export interface Spread {
  readonly median: number;
  readonly share: number;
}

/** @param values at least one */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const median = quantile(sorted, 0.5);
  return { median, share: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median };
}

export function median(values: readonly number[]): number {
  return spread(values).median;
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

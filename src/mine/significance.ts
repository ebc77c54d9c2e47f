import { normalSurvival } from './normal';

/**
 * p-value of independence from the folds' permutation statistics. The folds' critics share training rows, so that the
 * sum of K standardised statistics has variance 2K under independence, not K (for a bilinear critic exactly).
 */
export function crossFittedPValue(statistics: readonly number[]): number {
  const sum = statistics.reduce((total, z) => total + z, 0);
  return Math.min(1, normalSurvival(sum / Math.sqrt(2 * statistics.length)));
}

/** Benjamini-Hochberg q-values: the smallest false discovery rate at which each test is rejected. Nulls stay null. */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const ordered = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p);
  const out: (number | null)[] = pValues.map(() => null);
  let smallest = 1;
  ordered.forEach(({ p, index }, fromLast) => {
    smallest = Math.min(smallest, (p * ordered.length) / (ordered.length - fromLast));
    out[index] = smallest;
  });
  return out;
}

import { digamma } from '../../src/mine/references/digamma';

/** Integral by the trapezoidal rule; exact to rounding for smooth functions that vanish at both ends, or of a period. */
export function integral(f: (x: number) => number, low: number, high: number, steps: number): number {
  const width = (high - low) / steps;
  let sum = (f(low) + f(high)) / 2;
  for (let i = 1; i < steps; i++) sum += f(low + i * width);
  return sum * width;
}

/** Differential entropy of a density, nats. */
export function entropy(density: (x: number) => number, low: number, high: number, steps: number): number {
  return -integral((x) => plogp(density(x)), low, high, steps);
}

export function plogp(p: number): number {
  return p > 0 ? p * Math.log(p) : 0;
}

export function normalDensity(x: number, mean = 0, deviation = 1): number {
  const z = (x - mean) / deviation;
  return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
}

export function normalEntropy(deviation: number): number {
  return 0.5 * Math.log(2 * Math.PI * Math.E * deviation ** 2);
}

/** Equally likely values of a variable, for averages over it. */
export function mean(values: readonly number[], f: (value: number) => number): number {
  return values.reduce((sum, value) => sum + f(value), 0) / values.length;
}

/** Mutual information of a table of joint probabilities, nats. */
export function tableInformation(table: readonly (readonly number[])[]): number {
  const total = table.flat().reduce((sum, p) => sum + p, 0);
  const rows = table.map((row) => row.reduce((sum, p) => sum + p, 0) / total);
  const columns = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0) / total);
  const sum = (values: readonly number[]) => values.reduce((all, p) => all + plogp(p), 0);
  return sum(table.flat().map((p) => p / total)) - sum(rows) - sum(columns);
}

/** Entropy of the standard d-variate t distribution, nats (Guerrero-Cusumano 1996). */
export function studentEntropy(degrees: number, d: number): number {
  const half = degrees / 2;
  const both = (degrees + d) / 2;
  const normalizer = logGamma(half) - logGamma(both) + (d / 2) * Math.log(degrees * Math.PI);
  return normalizer + both * (digamma(both) - digamma(half));
}

/** log of the gamma function for x > 0: recurrence up to 10, then Stirling's series. */
function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) shift -= Math.log(x++);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

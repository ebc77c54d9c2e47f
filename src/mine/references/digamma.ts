/**
 * Digamma function, the derivative of log Gamma, for x > 0; absolute error below 1e-13.
 * Recurrence up to 10, then the asymptotic series (Abramowitz and Stegun, 6.3.5 and 6.3.18).
 */
export function digamma(x: number): number {
  let shift = 0;
  while (x < 10) shift -= 1 / x++;
  const y = 1 / (x * x);
  const series =
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - (y * 691) / 32760)))));
  return shift + Math.log(x) - 0.5 / x - series;
}

/** Digamma at the integers 0 .. n (entry 0 is unused), by psi(m + 1) = psi(m) + 1 / m. */
export function digammaTable(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  table[1] = digamma(1);
  for (let m = 1; m < n; m++) table[m + 1] = table[m]! + 1 / m;
  return table;
}

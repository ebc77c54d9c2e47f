/**
 * Mutual information of two categories from their table of counts, in nats, with Miller's and Madow's correction
 * (occupied cells - rows - columns + 1) / 2n for the bias of the plug-in value. It can come out below 0.
 */
export function plugIn(x: ArrayLike<number>, z: ArrayLike<number>): number {
  const n = x.length;
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const cells = new Map<string, number>();
  const increment = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < n; i++) {
    increment(rows, x[i]!);
    increment(columns, z[i]!);
    increment(cells, `${x[i]!},${z[i]!}`);
  }
  const entropy = (counts: Map<unknown, number>) =>
    [...counts.values()].reduce((sum, count) => sum - (count / n) * Math.log(count / n), 0);
  const bias = (cells.size - rows.size - columns.size + 1) / (2 * n);
  return entropy(rows) + entropy(columns) - entropy(cells) - bias;
}

import { createRandom } from './random';

/**
 * A seeded sample of rows, each as likely as any other, without replacement (Knuth's Algorithm S).
 * With the same seed a larger sample holds every smaller one: what takes a row for the smaller takes it for the larger too.
 * Returns row indexes in ascending order, or null where all rows are used: `maxRows` is 0 or not below `rows`.
 */
export function sampleRows(rows: number, maxRows: number, seed: number): Uint32Array | null {
  if (maxRows === 0 || maxRows >= rows) return null;
  const random = createRandom(seed);
  const sample = new Uint32Array(maxRows);
  let taken = 0;
  for (let row = 0; taken < maxRows; row++) {
    if (random.uniform() * (rows - row) < maxRows - taken) sample[taken++] = row;
  }
  return sample;
}

/** The rows of {@link sampleRows}, or all of them where all are used. */
export function sampleOrAll(rows: number, maxRows: number, seed: number): Uint32Array {
  return sampleRows(rows, maxRows, seed) ?? Uint32Array.from({ length: rows }, (_, row) => row);
}

import { createRandom } from '../../src/dataset/random';
import { rankPositions } from '../../src/mine/ranks';
import type { SeriesColumn } from '../../src/mine/series/cells';

/** Kinds of pairs that the instant critic is timed on, from the quickest to settle to the slowest. */
export const INSTANT_PAIRS = [
  'numeric x numeric, independent',
  'numeric x numeric, linear',
  'numeric x numeric, wave',
  'numeric x 5 categories',
  'numeric x 48 categories',
  '5 x 5 categories',
  '48 x 48 categories',
] as const;
export type InstantPair = (typeof INSTANT_PAIRS)[number];

export function instantPair(kind: InstantPair, n: number): readonly [SeriesColumn, SeriesColumn] {
  const random = createRandom(3);
  const x = Float64Array.from({ length: n }, () => random.normal());
  const noise = x.map(() => random.normal());
  const line = x.map((v, i) => 0.6 * v + 0.8 * (noise[i] ?? NaN));
  switch (kind) {
    case 'numeric x numeric, independent':
      return [numeric(x), numeric(noise)];
    case 'numeric x numeric, linear':
      return [numeric(x), numeric(line)];
    case 'numeric x numeric, wave':
      return [numeric(x), numeric(x.map((v, i) => Math.sin(3 * v) + 0.3 * (noise[i] ?? NaN)))];
    case 'numeric x 5 categories':
      return [numeric(x), categories(line, 5)];
    case 'numeric x 48 categories':
      return [numeric(x), categories(line, 48)];
    case '5 x 5 categories':
      return [categories(x, 5), categories(line, 5)];
    case '48 x 48 categories':
      return [categories(x, 48), categories(line, 48)];
  }
}

function numeric(values: Float64Array): SeriesColumn {
  return { kind: 'numeric', positions: rankPositions(values) };
}

/** Bins of equal width from -2 to 2, the first and last open. */
function categories(values: Float64Array, count: number): SeriesColumn {
  const level = (v: number) => Math.max(0, Math.min(count - 1, Math.floor(((v + 2) * count) / 4)));
  return { kind: 'categorical', codes: Int32Array.from(values, level) };
}

import type { Column, NumericColumn } from '../dataset/dataset';
import type { EncodedPair } from './critic';
import { numericValues, type EncodedSide } from './encoding';
import { fitGaussian } from './gaussian';
import { pearson } from './ranks';
import { kraskov } from './references/ksg';
import { plugIn } from './references/plugIn';
import { ross } from './references/ross';

/** What other measures say of the pair: shown beside the estimate, never in its place. */
export interface References {
  /** Mutual information of the Gaussian with the same canonical correlations of scores, nats; null for categories alone. */
  readonly gaussian: number | null;
  readonly pearson?: number | null;
  readonly spearman?: number | null;
}

/** Estimates by other methods, nats; they can come out a little below 0. */
export interface SlowReferences {
  /** Kraskov's nearest neighbours (k = 3), on normal scores; for numbers. */
  readonly ksg?: number;
  /** Ross's nearest neighbours (k = 3); for one categorical column and numbers. */
  readonly ross?: number;
  /** Plug-in with Miller's and Madow's correction; for two categorical columns. */
  readonly plugIn?: number;
}

/** Neighbours are searched for among no more rows than this, spread evenly over all; in many dimensions only where there are no more. */
const NEIGHBOUR_ROWS = 20_000;
const GROUP_ROWS = 5_000;

export function references(
  pair: EncodedPair,
  x: readonly Column[],
  z: readonly Column[],
  rows: Uint32Array,
): References {
  const all = rows.map((_, i) => i);
  const gaussian =
    pair.x.discrete && pair.z.discrete ? null : fitGaussian(pair.x, pair.z, all).mutualInformation;
  const [a, b] = [x[0], z[0]];
  if (x.length !== 1 || z.length !== 1 || a?.kind !== 'numeric' || b?.kind !== 'numeric') return { gaussian };
  const xs = valuesOf(a, rows);
  const zs = valuesOf(b, rows);
  const ranks = pair.x.positions && pair.z.positions && pearson(pair.x.positions, pair.z.positions);
  return { gaussian, pearson: pearson(xs, zs), spearman: ranks };
}

/** The column's values in the rows, which are ascending; not copied where these are all rows. */
function valuesOf(column: NumericColumn, rows: Uint32Array): Float64Array {
  return rows.length === column.values.length ? column.values : numericValues(column, rows);
}

/** The one of them that suits the pair's columns; none for groups with categories, and for groups of many rows. */
export function slowReferences(
  { x, z }: EncodedPair,
  xColumns: readonly Column[],
  zColumns: readonly Column[],
): SlowReferences {
  if (x.categories && z.categories) return { plugIn: plugIn(x.categories.codes, z.categories.codes) };
  if ((x.dims > 1 || z.dims > 1) && x.rows > GROUP_ROWS && !x.categories && !z.categories) return {};
  const numeric = (columns: readonly Column[]) => columns.every(({ kind }) => kind === 'numeric');
  const every = Math.ceil(x.rows / NEIGHBOUR_ROWS);
  if (x.categories && numeric(zColumns))
    return { ross: ross(thinned(x.categories.codes, every), scoresOf(z, every)) };
  if (z.categories && numeric(xColumns))
    return { ross: ross(thinned(z.categories.codes, every), scoresOf(x, every)) };
  if (numeric(xColumns) && numeric(zColumns)) return { ksg: kraskov(scoresOf(x, every), scoresOf(z, every)) };
  return {};
}

function scoresOf({ scores, dims, rows }: EncodedSide, every: number): Float64Array[] {
  const kept = Math.ceil(rows / every);
  return Array.from({ length: dims }, (_, j) => {
    const column = new Float64Array(kept);
    for (let i = 0; i < kept; i++) column[i] = scores[i * every * dims + j]!;
    return column;
  });
}

function thinned(codes: Int32Array, every: number): Int32Array {
  return every === 1 ? codes : codes.filter((_, row) => row % every === 0);
}

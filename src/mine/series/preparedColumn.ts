import { seriesBasis, type Basis, type BasisSettings } from './basis';
import type { SeriesColumn } from './cells';
import { seriesSettings } from './settings';

/** All of the instant critic that depends on one column alone, made once for all of the column's pairs. */
export interface PreparedColumn extends Omit<Basis, 'functions' | 'ordered'> {
  readonly functions: FunctionTable;
  /** For categories, functions that span the same: the indicators of the cells, each over the root of its mass. */
  readonly indicators: FunctionTable | null;
  readonly curvature: PairProducts;
}

/** Values of a column's functions, padded with zeros to multiples of 8. */
export interface FunctionTable {
  /** cells x size */
  readonly values: Float32Array;
  /** size x cells */
  readonly transposed: Float32Array;
}

/** Products of two functions of a basis on coarse cells: what the Hessian of a tensor product is made of. */
export interface PairProducts {
  /** Coarse cells x pairs i >= k, both padded with zeros to multiples of 4. */
  readonly products: Float64Array;
  readonly pairs: number;
  readonly cells: number;
  /** Which column of `products` holds i and k; size x size. */
  readonly pairOf: Uint32Array;
  /** Cells in each coarse cell. */
  readonly merged: number;
}

/** Cells on a side that the curvature is computed on, at most: it only steers the steps. */
const CURVATURE_CELLS = 48;

export function prepareSeriesColumn(
  column: SeriesColumn,
  settings: BasisSettings = seriesSettings,
): PreparedColumn {
  const { ordered, functions, ...basis } = seriesBasis(column, settings);
  const { masses, size } = basis;
  const value = (cell: number, i: number) => functions[cell * size + i]!;
  const indicator = (cell: number, i: number) => (cell === i ? 1 / Math.sqrt(masses[cell]!) : 0);
  return {
    ...basis,
    functions: functionTable(masses.length, size, value),
    indicators: ordered ? null : functionTable(masses.length, masses.length, indicator),
    curvature: pairProducts(masses, size, value, ordered ? Math.ceil(masses.length / CURVATURE_CELLS) : 1),
  };
}

function functionTable(
  cells: number,
  size: number,
  value: (cell: number, i: number) => number,
): FunctionTable {
  return {
    values: paddedMatrix(cells, size, value),
    transposed: paddedMatrix(size, cells, (i, cell) => value(cell, i)),
  };
}

function paddedMatrix(
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): Float32Array {
  const width = multipleOf(8, columns);
  const out = new Float32Array(multipleOf(8, rows) * width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[i * width + j] = entry(i, j);
  return out;
}

function pairProducts(
  masses: Float64Array,
  size: number,
  value: (cell: number, i: number) => number,
  merged: number,
): PairProducts {
  const pairOf = new Uint32Array(size * size);
  const pairs = multipleOf(4, (size * (size + 1)) / 2);
  // The kernel goes over the padding of the cells too.
  const cells = multipleOf(4, Math.ceil(multipleOf(8, masses.length) / merged));
  const coarseMasses = new Float64Array(cells);
  masses.forEach((mass, cell) => (coarseMasses[Math.floor(cell / merged)]! += mass));
  const products = new Float64Array(cells * pairs);
  for (let i = 0, pair = 0; i < size; i++)
    for (let k = 0; k <= i; k++, pair++) {
      pairOf[i * size + k] = pairOf[k * size + i] = pair;
      for (let cell = 0; cell < masses.length; cell++) {
        const to = Math.floor(cell / merged);
        products[to * pairs + pair]! += (value(cell, i) * value(cell, k) * masses[cell]!) / coarseMasses[to]!;
      }
    }
  return { products, pairs, cells, pairOf, merged };
}

function multipleOf(unit: number, size: number): number {
  return Math.ceil(size / unit) * unit;
}

import type { MatrixProducts, ProductSize } from '../../../../src/mine/networks/products';

/** Sums in double precision, one after the other: what the others are measured by. */
export const plainProducts: MatrixProducts = {
  name: 'plain',
  multiply: (a, b, size, out) => {
    sums(
      size,
      (r, d) => a[r * size.depth + d],
      (d, c) => b[d * size.columns + c],
      out,
    );
  },
  multiplyLeftTransposed: (a, b, size, out) => {
    sums(
      size,
      (r, d) => a[d * size.rows + r],
      (d, c) => b[d * size.columns + c],
      out,
    );
  },
  multiplyRightTransposed: (a, b, size, out) => {
    sums(
      size,
      (r, d) => a[r * size.depth + d],
      (d, c) => b[c * size.depth + d],
      out,
    );
  },
};

type Entry = (i: number, j: number) => number | undefined;

function sums({ rows, depth, columns }: ProductSize, a: Entry, b: Entry, out: Float32Array): void {
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let d = 0; d < depth; d++) sum += (a(r, d) ?? NaN) * (b(d, c) ?? NaN);
      out[r * columns + c] = sum;
    }
}

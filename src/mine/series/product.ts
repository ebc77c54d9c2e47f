/**
 * c = a bᵀ for row-major a (m x k), b (n x k) and c (m x n): every entry a dot product of two contiguous rows. Computed
 * in blocks of 2 x 4 entries, whose sums stay in registers.
 * @param m a multiple of 2
 * @param n a multiple of 4
 */
export function productTransposed(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  m: number,
  n: number,
  k: number,
): void {
  for (let i = 0; i < m; i += 2) {
    const a0 = i * k;
    const a1 = a0 + k;
    for (let j = 0; j < n; j += 4) {
      const b0 = j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let q = 0; q < k; q++) {
        const x0 = a[a0 + q]!;
        const x1 = a[a1 + q]!;
        const y0 = b[b0 + q]!;
        const y1 = b[b1 + q]!;
        const y2 = b[b2 + q]!;
        const y3 = b[b3 + q]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s03 += x0 * y3;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        s13 += x1 * y3;
      }
      const upper = i * n + j;
      c[upper] = s00;
      c[upper + 1] = s01;
      c[upper + 2] = s02;
      c[upper + 3] = s03;
      const lower = upper + n;
      c[lower] = s10;
      c[lower + 1] = s11;
      c[lower + 2] = s12;
      c[lower + 3] = s13;
    }
  }
}

/** The next multiple of 4: products are computed in blocks, so matrices are padded with zeros up to it. */
export function padded(size: number): number {
  return (size + 3) & ~3;
}

/** rows x columns, row-major, out of a matrix of which only the top left part is given; the rest is zero. */
export function paddedMatrix(
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): Float64Array {
  const width = padded(columns);
  const out = new Float64Array(padded(rows) * width);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[i * width + j] = entry(i, j);
  return out;
}

/**
 * Cholesky factor L of a symmetric positive definite matrix, L Lᵀ = H, in place.
 * @param h n x n, row-major; its lower triangle is read and overwritten by L
 * @param n a multiple of 4 (pad with the unit matrix)
 * @returns false where H is not positive definite to rounding; h is then of no use
 */
export function factorize(h: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i += 4) {
    for (let j = 0; j < i; j += 4) {
      subtractProducts(h, i * n, j * n, j, n);
      for (let row = i; row < i + 4; row++) finishRow(h, row * n, j, j + 4, n);
    }
    subtractProducts(h, i * n, i * n, i, n);
    for (let row = i; row < i + 4; row++) {
      finishRow(h, row * n, i, row, n);
      let pivot = h[row * n + row]!;
      for (let k = i; k < row; k++) pivot -= h[row * n + k]! ** 2;
      if (!(pivot > 0)) return false;
      h[row * n + row] = Math.sqrt(pivot);
    }
  }
  return true;
}

/** Block of 4 x 4 at columns `width` ..: H -= L_I L_Jᵀ over the columns 0 .. width - 1, two rows at a time. */
function subtractProducts(
  h: Float64Array,
  rowsI: number,
  rowsJ: number,
  width: number,
  stride: number,
): void {
  const b0 = rowsJ;
  const b1 = b0 + stride;
  const b2 = b1 + stride;
  const b3 = b2 + stride;
  for (let pair = 0; pair < 2; pair++) {
    const a0 = rowsI + 2 * pair * stride;
    const a1 = a0 + stride;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s03 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    for (let q = 0; q < width; q++) {
      const x0 = h[a0 + q]!;
      const x1 = h[a1 + q]!;
      const y0 = h[b0 + q]!;
      const y1 = h[b1 + q]!;
      const y2 = h[b2 + q]!;
      const y3 = h[b3 + q]!;
      s00 += x0 * y0;
      s01 += x0 * y1;
      s02 += x0 * y2;
      s03 += x0 * y3;
      s10 += x1 * y0;
      s11 += x1 * y1;
      s12 += x1 * y2;
      s13 += x1 * y3;
    }
    const upper = a0 + width;
    h[upper] = h[upper]! - s00;
    h[upper + 1] = h[upper + 1]! - s01;
    h[upper + 2] = h[upper + 2]! - s02;
    h[upper + 3] = h[upper + 3]! - s03;
    const lower = a1 + width;
    h[lower] = h[lower]! - s10;
    h[lower + 1] = h[lower + 1]! - s11;
    h[lower + 2] = h[lower + 2]! - s12;
    h[lower + 3] = h[lower + 3]! - s13;
  }
}

/** Entries from..to-1 of a row of L, whose products with the columns before `from` are already subtracted. */
function finishRow(h: Float64Array, row: number, from: number, to: number, stride: number): void {
  for (let j = from; j < to; j++) {
    let entry = h[row + j]!;
    for (let k = from; k < j; k++) entry -= h[row + k]! * h[j * stride + k]!;
    h[row + j] = entry / h[j * stride + j]!;
  }
}

/**
 * Solves L Lᵀ x = b in place of b, four rows at a time.
 * @param n a multiple of 4
 */
export function solve(l: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let k = 0; k < i; k++) {
      const y = b[k]!;
      s0 += l[r0 + k]! * y;
      s1 += l[r1 + k]! * y;
      s2 += l[r2 + k]! * y;
      s3 += l[r3 + k]! * y;
    }
    const y0 = (b[i]! - s0) / l[r0 + i]!;
    const y1 = (b[i + 1]! - s1 - l[r1 + i]! * y0) / l[r1 + i + 1]!;
    const y2 = (b[i + 2]! - s2 - l[r2 + i]! * y0 - l[r2 + i + 1]! * y1) / l[r2 + i + 2]!;
    b[i] = y0;
    b[i + 1] = y1;
    b[i + 2] = y2;
    b[i + 3] =
      (b[i + 3]! - s3 - l[r3 + i]! * y0 - l[r3 + i + 1]! * y1 - l[r3 + i + 2]! * y2) / l[r3 + i + 3]!;
  }
  for (let i = n - 4; i >= 0; i -= 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    const x3 = b[i + 3]! / l[r3 + i + 3]!;
    const x2 = (b[i + 2]! - l[r3 + i + 2]! * x3) / l[r2 + i + 2]!;
    const x1 = (b[i + 1]! - l[r3 + i + 1]! * x3 - l[r2 + i + 1]! * x2) / l[r1 + i + 1]!;
    const x0 = (b[i]! - l[r3 + i]! * x3 - l[r2 + i]! * x2 - l[r1 + i]! * x1) / l[r0 + i]!;
    for (let k = 0; k < i; k++)
      b[k] = b[k]! - (l[r0 + k]! * x0 + l[r1 + k]! * x1 + l[r2 + k]! * x2 + l[r3 + k]! * x3);
    b[i] = x0;
    b[i + 1] = x1;
    b[i + 2] = x2;
    b[i + 3] = x3;
  }
}

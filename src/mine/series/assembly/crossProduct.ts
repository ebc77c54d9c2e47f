/**
 * out = aᵀ b, or out -= aᵀ b: the sum over `depth` rows of every product of an entry of a's row with one of b's, in
 * blocks of 4 x 4 that stay in registers. All float64.
 * @param aRow, bRow, outRow length of a row in bytes
 * @param m, n columns of a and of b, multiples of 4
 * @param subtract a constant
 */
// @ts-ignore: decorator
@inline
export function crossProduct(
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  depth: usize,
  out: usize,
  outRow: usize,
  m: usize,
  n: usize,
  subtract: bool,
): void {
  for (let i: usize = 0; i < m * 8; i += 32)
    for (let j: usize = 0; j < n * 8; j += 32)
      crossBlock(a + i, aRow, b + j, bRow, depth, out + (i >> 3) * outRow + j, outRow, subtract);
}

// @ts-ignore: decorator
@inline
function crossBlock(
  a: usize,
  aRow: usize,
  b: usize,
  bRow: usize,
  depth: usize,
  out: usize,
  outRow: usize,
  subtract: bool,
): void {
  const zero = f64x2.splat(0);
  let c00 = zero, c10 = zero, c20 = zero, c30 = zero;
  let c01 = zero, c11 = zero, c21 = zero, c31 = zero;
  for (const end = a + depth * aRow; a < end; a += aRow, b += bRow) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load64_splat(a);
    const a1 = v128.load64_splat(a, 8);
    const a2 = v128.load64_splat(a, 16);
    const a3 = v128.load64_splat(a, 24);
    c00 = f64x2.add(c00, f64x2.mul(a0, b0)); c01 = f64x2.add(c01, f64x2.mul(a0, b1));
    c10 = f64x2.add(c10, f64x2.mul(a1, b0)); c11 = f64x2.add(c11, f64x2.mul(a1, b1));
    c20 = f64x2.add(c20, f64x2.mul(a2, b0)); c21 = f64x2.add(c21, f64x2.mul(a2, b1));
    c30 = f64x2.add(c30, f64x2.mul(a3, b0)); c31 = f64x2.add(c31, f64x2.mul(a3, b1));
  }
  storeRow(out, c00, c01, subtract); out += outRow;
  storeRow(out, c10, c11, subtract); out += outRow;
  storeRow(out, c20, c21, subtract); out += outRow;
  storeRow(out, c30, c31, subtract);
}

// @ts-ignore: decorator
@inline
function storeRow(out: usize, c0: v128, c1: v128, subtract: bool): void {
  v128.store(out, subtract ? f64x2.sub(v128.load(out), c0) : c0);
  v128.store(out, subtract ? f64x2.sub(v128.load(out, 16), c1) : c1, 16);
}

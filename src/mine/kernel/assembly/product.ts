import { wide } from './build';
import { multiplyAdd } from './simd';

/*
 * Matrix products as sums of outer products: a block of the result stays in registers while one column of the left
 * matrix after the other meets one row of the right one, so no sum runs across a register. The loops over the inner
 * dimension are not unrolled: V8 moves all loads of an unrolled body above its arithmetic and spills the block.
 */

/**
 * out[r] = bias + sum over d of a[r][d] w[d], for a multiple of 4 rows and of 8 columns (16 in the wide build).
 * @param aRow, wRow, outRow length of a row in bytes
 */
export function product(
  a: usize,
  aRow: usize,
  depth: usize,
  w: usize,
  wRow: usize,
  bias: usize,
  out: usize,
  outRow: usize,
  rows: usize,
  columns: usize,
): void {
  const step: usize = wide ? 64 : 32;
  for (let column: usize = 0; column < columns * 4; column += step) {
    for (let r: usize = 0; r < rows; r += 4) {
      if (wide) block4x16(a + r * aRow, aRow, depth, w + column, wRow, bias + column, out + r * outRow + column, outRow);
      else block4x8(a + r * aRow, aRow, depth, w + column, wRow, bias + column, out + r * outRow + column, outRow);
    }
  }
}

/** The same, always in blocks of 8 columns. */
export function narrowProduct(
  a: usize,
  aRow: usize,
  depth: usize,
  w: usize,
  wRow: usize,
  bias: usize,
  out: usize,
  outRow: usize,
  rows: usize,
  columns: usize,
): void {
  for (let column: usize = 0; column < columns * 4; column += 32) {
    for (let r: usize = 0; r < rows; r += 4) {
      block4x8(a + r * aRow, aRow, depth, w + column, wRow, bias + column, out + r * outRow + column, outRow);
    }
  }
}

// @ts-ignore: decorator
@inline
function block4x8(
  a: usize,
  aRow: usize,
  depth: usize,
  w: usize,
  wRow: usize,
  bias: usize,
  out: usize,
  outRow: usize,
): void {
  let r0 = a;
  let r1 = r0 + aRow;
  let r2 = r1 + aRow;
  let r3 = r2 + aRow;
  const left = v128.load(bias);
  const right = v128.load(bias, 16);
  let c00 = left, c10 = left, c20 = left, c30 = left;
  let c01 = right, c11 = right, c21 = right, c31 = right;
  for (const end = r0 + depth * 4; r0 < end; r0 += 4, r1 += 4, r2 += 4, r3 += 4, w += wRow) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const s0 = v128.load32_splat(r0);
    const s1 = v128.load32_splat(r1);
    const s2 = v128.load32_splat(r2);
    const s3 = v128.load32_splat(r3);
    c00 = multiplyAdd(s0, w0, c00); c01 = multiplyAdd(s0, w1, c01);
    c10 = multiplyAdd(s1, w0, c10); c11 = multiplyAdd(s1, w1, c11);
    c20 = multiplyAdd(s2, w0, c20); c21 = multiplyAdd(s2, w1, c21);
    c30 = multiplyAdd(s3, w0, c30); c31 = multiplyAdd(s3, w1, c31);
  }
  v128.store(out, c00); v128.store(out, c01, 16); out += outRow;
  v128.store(out, c10); v128.store(out, c11, 16); out += outRow;
  v128.store(out, c20); v128.store(out, c21, 16); out += outRow;
  v128.store(out, c30); v128.store(out, c31, 16);
}

// @ts-ignore: decorator
@inline
function block4x16(
  a: usize,
  aRow: usize,
  depth: usize,
  w: usize,
  wRow: usize,
  bias: usize,
  out: usize,
  outRow: usize,
): void {
  let r0 = a;
  let r1 = r0 + aRow;
  let r2 = r1 + aRow;
  let r3 = r2 + aRow;
  // Each accumulator has a load of its own: the revectoriser pairs loads from neighbouring addresses.
  let c00 = v128.load(bias), c01 = v128.load(bias, 16), c02 = v128.load(bias, 32), c03 = v128.load(bias, 48);
  let c10 = v128.load(bias), c11 = v128.load(bias, 16), c12 = v128.load(bias, 32), c13 = v128.load(bias, 48);
  let c20 = v128.load(bias), c21 = v128.load(bias, 16), c22 = v128.load(bias, 32), c23 = v128.load(bias, 48);
  let c30 = v128.load(bias), c31 = v128.load(bias, 16), c32 = v128.load(bias, 32), c33 = v128.load(bias, 48);
  for (const end = r0 + depth * 4; r0 < end; r0 += 4, r1 += 4, r2 += 4, r3 += 4, w += wRow) {
    const w0 = v128.load(w), w1 = v128.load(w, 16), w2 = v128.load(w, 32), w3 = v128.load(w, 48);
    const s0 = v128.load32_splat(r0);
    const s1 = v128.load32_splat(r1);
    const s2 = v128.load32_splat(r2);
    const s3 = v128.load32_splat(r3);
    c00 = multiplyAdd(s0, w0, c00); c01 = multiplyAdd(s0, w1, c01); c02 = multiplyAdd(s0, w2, c02); c03 = multiplyAdd(s0, w3, c03);
    c10 = multiplyAdd(s1, w0, c10); c11 = multiplyAdd(s1, w1, c11); c12 = multiplyAdd(s1, w2, c12); c13 = multiplyAdd(s1, w3, c13);
    c20 = multiplyAdd(s2, w0, c20); c21 = multiplyAdd(s2, w1, c21); c22 = multiplyAdd(s2, w2, c22); c23 = multiplyAdd(s2, w3, c23);
    c30 = multiplyAdd(s3, w0, c30); c31 = multiplyAdd(s3, w1, c31); c32 = multiplyAdd(s3, w2, c32); c33 = multiplyAdd(s3, w3, c33);
  }
  v128.store(out, c00); v128.store(out, c01, 16); v128.store(out, c02, 32); v128.store(out, c03, 48); out += outRow;
  v128.store(out, c10); v128.store(out, c11, 16); v128.store(out, c12, 32); v128.store(out, c13, 48); out += outRow;
  v128.store(out, c20); v128.store(out, c21, 16); v128.store(out, c22, 32); v128.store(out, c23, 48); out += outRow;
  v128.store(out, c30); v128.store(out, c31, 16); v128.store(out, c32, 32); v128.store(out, c33, 48);
}

/**
 * out[d] += sum over rows r of a[r][d] b[r] for each of `width` columns d of a; columns of b: a multiple of 16. The
 * columns of a are taken in blocks of at most 4 and as even as can be: a block of 1 takes as long as one of 4.
 */
export function transposedProduct(
  a: usize,
  width: usize,
  b: usize,
  bRow: usize,
  rows: usize,
  out: usize,
  columns: usize,
): void {
  const blocks = (width + 3) >> 2;
  const aRow = width * 4;
  const step: usize = wide ? 64 : 32;
  let done: usize = 0;
  for (let left = blocks; left > 0; left--) {
    const size = (width - done + left - 1) / left;
    const to = out + done * bRow;
    const from = a + done * 4;
    for (let c: usize = 0; c < columns * 4; c += step) {
      if (size == 4) transposedBlock(4, from, aRow, b + c, bRow, rows, to + c);
      else if (size == 3) transposedBlock(3, from, aRow, b + c, bRow, rows, to + c);
      else if (size == 2) transposedBlock(2, from, aRow, b + c, bRow, rows, to + c);
      else transposedBlock(1, from, aRow, b + c, bRow, rows, to + c);
    }
    done += size;
  }
}

/** A block of `size` (a constant) by 8 columns, by 16 in the wide build. */
// @ts-ignore: decorator
@inline
function transposedBlock(size: i32, a: usize, aRow: usize, b: usize, bRow: usize, rows: usize, out: usize): void {
  const zero = f32x4.splat(0);
  let c00 = v128.load(out), c01 = v128.load(out, 16);
  let c10 = size > 1 ? v128.load(out + bRow) : zero, c11 = size > 1 ? v128.load(out + bRow, 16) : zero;
  let c20 = size > 2 ? v128.load(out + 2 * bRow) : zero, c21 = size > 2 ? v128.load(out + 2 * bRow, 16) : zero;
  let c30 = size > 3 ? v128.load(out + 3 * bRow) : zero, c31 = size > 3 ? v128.load(out + 3 * bRow, 16) : zero;
  let c02 = zero, c03 = zero, c12 = zero, c13 = zero, c22 = zero, c23 = zero, c32 = zero, c33 = zero;
  if (wide) {
    c02 = v128.load(out, 32), c03 = v128.load(out, 48);
    if (size > 1) { c12 = v128.load(out + bRow, 32), c13 = v128.load(out + bRow, 48); }
    if (size > 2) { c22 = v128.load(out + 2 * bRow, 32), c23 = v128.load(out + 2 * bRow, 48); }
    if (size > 3) { c32 = v128.load(out + 3 * bRow, 32), c33 = v128.load(out + 3 * bRow, 48); }
  }
  for (const end = b + rows * bRow; b < end; b += bRow, a += aRow) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    const b2 = wide ? v128.load(b, 32) : zero, b3 = wide ? v128.load(b, 48) : zero;
    const s0 = v128.load32_splat(a);
    c00 = multiplyAdd(s0, b0, c00); c01 = multiplyAdd(s0, b1, c01);
    if (wide) { c02 = multiplyAdd(s0, b2, c02); c03 = multiplyAdd(s0, b3, c03); }
    if (size > 1) {
      const s1 = v128.load32_splat(a, 4);
      c10 = multiplyAdd(s1, b0, c10); c11 = multiplyAdd(s1, b1, c11);
      if (wide) { c12 = multiplyAdd(s1, b2, c12); c13 = multiplyAdd(s1, b3, c13); }
    }
    if (size > 2) {
      const s2 = v128.load32_splat(a, 8);
      c20 = multiplyAdd(s2, b0, c20); c21 = multiplyAdd(s2, b1, c21);
      if (wide) { c22 = multiplyAdd(s2, b2, c22); c23 = multiplyAdd(s2, b3, c23); }
    }
    if (size > 3) {
      const s3 = v128.load32_splat(a, 12);
      c30 = multiplyAdd(s3, b0, c30); c31 = multiplyAdd(s3, b1, c31);
      if (wide) { c32 = multiplyAdd(s3, b2, c32); c33 = multiplyAdd(s3, b3, c33); }
    }
  }
  storeBlockRow(out, c00, c01, c02, c03);
  if (size > 1) storeBlockRow(out + bRow, c10, c11, c12, c13);
  if (size > 2) storeBlockRow(out + 2 * bRow, c20, c21, c22, c23);
  if (size > 3) storeBlockRow(out + 3 * bRow, c30, c31, c32, c33);
}

// @ts-ignore: decorator
@inline
function storeBlockRow(out: usize, c0: v128, c1: v128, c2: v128, c3: v128): void {
  v128.store(out, c0);
  v128.store(out, c1, 16);
  if (wide) {
    v128.store(out, c2, 32);
    v128.store(out, c3, 48);
  }
}

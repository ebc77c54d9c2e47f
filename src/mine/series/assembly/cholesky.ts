import { crossProduct } from './crossProduct';
import { sum } from './vector';

/**
 * Cholesky factor U of a symmetric positive definite matrix, Uᵀ U = H, in place, four rows at a time.
 * @param h n rows; the upper triangle is read and overwritten by U
 * @param n a multiple of 4 (pad with the unit matrix)
 * @param row length of a row in bytes
 * @returns false where H is not positive definite to rounding; h is then of no use
 */
export function factorize(h: usize, n: usize, row: usize): bool {
  for (let i: usize = 0; i < n; i += 4) {
    const above = h + i * 8;
    const rows = above + i * row;
    // Rows above have their part in these: one column of blocks of the factor meets all that is right of it.
    crossProduct(above, row, above, row, i, rows, row, 4, n - i, true);
    for (let r: usize = 0; r < 4; r++) {
      const own = rows + r * row;
      for (let k: usize = 0; k < r; k++)
        subtractMultiple(own + r * 8, rows + k * row + r * 8, load<f64>(rows + k * row + r * 8), n - i - r);
      const pivot = load<f64>(own + r * 8);
      if (!(pivot > 0)) return false;
      scale(own + r * 8, 1 / sqrt(pivot), n - i - r);
    }
  }
  return true;
}

/** Solves Uᵀ U x = b in place of b, four rows at a time. */
export function solve(u: usize, b: usize, n: usize, row: usize): void {
  for (let i: usize = 0; i < n; i += 4) forward(u + i * row + i * 8, b + i * 8, n - i, row);
  for (let i = n; i > 0; i -= 4) back(u + (i - 4) * (row + 8), b + (i - 4) * 8, n - i + 4, row);
}

/** Solves the first four of the equations and takes their part out of the others. */
// @ts-ignore: decorator
@inline
function forward(u: usize, b: usize, n: usize, row: usize): void {
  const u1 = u + row;
  const u2 = u1 + row;
  const u3 = u2 + row;
  const y0 = load<f64>(b) / load<f64>(u);
  const y1 = (load<f64>(b, 8) - load<f64>(u, 8) * y0) / load<f64>(u1, 8);
  const y2 = (load<f64>(b, 16) - load<f64>(u, 16) * y0 - load<f64>(u1, 16) * y1) / load<f64>(u2, 16);
  const y3 =
    (load<f64>(b, 24) - load<f64>(u, 24) * y0 - load<f64>(u1, 24) * y1 - load<f64>(u2, 24) * y2) /
    load<f64>(u3, 24);
  store<f64>(b, y0);
  store<f64>(b, y1, 8);
  store<f64>(b, y2, 16);
  store<f64>(b, y3, 24);
  const v0 = f64x2.splat(y0);
  const v1 = f64x2.splat(y1);
  const v2 = f64x2.splat(y2);
  const v3 = f64x2.splat(y3);
  for (let j: usize = 32; j < n * 8; j += 16) {
    const even = f64x2.add(f64x2.mul(v0, v128.load(u + j)), f64x2.mul(v1, v128.load(u1 + j)));
    const odd = f64x2.add(f64x2.mul(v2, v128.load(u2 + j)), f64x2.mul(v3, v128.load(u3 + j)));
    v128.store(b + j, f64x2.sub(v128.load(b + j), f64x2.add(even, odd)));
  }
}

/** Solves the first four of the equations, the unknowns beyond being known. */
// @ts-ignore: decorator
@inline
function back(u: usize, b: usize, n: usize, row: usize): void {
  const u1 = u + row;
  const u2 = u1 + row;
  const u3 = u2 + row;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let j: usize = 32; j < n * 8; j += 16) {
    const x = v128.load(b + j);
    s0 = f64x2.add(s0, f64x2.mul(v128.load(u + j), x));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(u1 + j), x));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(u2 + j), x));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(u3 + j), x));
  }
  const x3 = (load<f64>(b, 24) - sum(s3)) / load<f64>(u3, 24);
  const x2 = (load<f64>(b, 16) - sum(s2) - load<f64>(u2, 24) * x3) / load<f64>(u2, 16);
  const x1 = (load<f64>(b, 8) - sum(s1) - load<f64>(u1, 24) * x3 - load<f64>(u1, 16) * x2) / load<f64>(u1, 8);
  const x0 =
    (load<f64>(b) - sum(s0) - load<f64>(u, 24) * x3 - load<f64>(u, 16) * x2 - load<f64>(u, 8) * x1) /
    load<f64>(u);
  store<f64>(b, x0);
  store<f64>(b, x1, 8);
  store<f64>(b, x2, 16);
  store<f64>(b, x3, 24);
}

/** to -= factor * from, n entries of float64, of which an odd last one too. */
function subtractMultiple(to: usize, from: usize, factor: f64, n: usize): void {
  const v = f64x2.splat(factor);
  let j: usize = 0;
  for (const end = (n & ~1) * 8; j < end; j += 16)
    v128.store(to + j, f64x2.sub(v128.load(to + j), f64x2.mul(v, v128.load(from + j))));
  if (n & 1) store<f64>(to + j, load<f64>(to + j) - factor * load<f64>(from + j));
}

function scale(to: usize, factor: f64, n: usize): void {
  const v = f64x2.splat(factor);
  let j: usize = 0;
  for (const end = (n & ~1) * 8; j < end; j += 16) v128.store(to + j, f64x2.mul(v, v128.load(to + j)));
  if (n & 1) store<f64>(to + j, load<f64>(to + j) * factor);
}

import * as at from './layout';
import { narrowProduct, product } from './product';
import { multiplyAdd, sums } from './simd';

/*
 * What can be said of a row of x or of z alone. The first layer is separable, W1 (x, z) = W1x x + W1z z, and so are the
 * canonical coordinates: they are made once for a row and serve every pair it is part of.
 */
export function prepareRows(xCount: usize, zCount: usize): void {
  const p = at.parameters;
  const row = at.rowBytes;
  const xs = (xCount + 3) & ~3;
  const zs = (zCount + 3) & ~3;
  product(at.xInputs, at.xWidth * 4, at.xWidth, p, row, p + at.firstBiasAt, at.xFirst, row, xs, at.units);
  product(at.zInputs, at.zWidth * 4, at.zWidth, p + at.zFirstAt, row, at.zeros, at.zFirst, row, zs, at.units);
  if (at.canonicalBytes == 0) return;
  coordinates(at.xInputs, at.xWidth, at.xDims, at.xDirections, at.xOffsets, at.xCanonical, xs);
  coordinates(at.zInputs, at.zWidth, at.zDims, at.zDirections, at.zOffsets, at.zCanonical, zs);
  ownParts(at.xCanonical, at.xOwn, xs, v128.load32_splat(at.constant));
  ownParts(at.zCanonical, at.zOwn, zs, f32x4.splat(0));
}

/** Prepares the `count` rows of the pool that the draws from the `first` on name. */
export function prepareDrawn(first: usize, count: usize): void {
  gather(at.xPool, at.xWidth, at.draws + first * 4, count, at.xInputs);
  gather(at.zPool, at.zWidth, at.draws + first * 4, count, at.zInputs);
  prepareRows(count, count);
}

function gather(pool: usize, width: usize, drawn: usize, count: usize, out: usize): void {
  const row = width * 4;
  for (const end = drawn + count * 4; drawn < end; drawn += 4, out += row) {
    const from = pool + <usize>load<u32>(drawn) * row;
    if (width < 4) {
      for (let d: usize = 0; d < row; d += 4) store<f32>(out + d, load<f32>(from + d));
      continue;
    }
    // The last four overlap the four before them.
    for (let d: usize = 0; d < row - 16; d += 16) v128.store(out + d, v128.load(from + d));
    v128.store(out + row - 16, v128.load(from + row - 16));
  }
}

/** A side's scores are the first `dims` of its inputs. */
function coordinates(
  inputs: usize,
  width: usize,
  dims: usize,
  directions: usize,
  offsets: usize,
  out: usize,
  rows: usize,
): void {
  const k = at.canonicalBytes;
  narrowProduct(inputs, width * 4, dims, directions, k, offsets, out, k, rows, k >> 2);
}

/** start + sum over k of surplus_k u_k^2, for each row u; four rows at a time. */
function ownParts(canonical: usize, out: usize, rows: usize, start: v128): void {
  const k = at.canonicalBytes;
  for (const end = out + rows * 4; out < end; out += 16, canonical += 4 * k) {
    const own = sums(
      weightedSquares(canonical, k),
      weightedSquares(canonical + k, k),
      weightedSquares(canonical + 2 * k, k),
      weightedSquares(canonical + 3 * k, k),
    );
    v128.store(out, f32x4.add(start, own));
  }
}

// @ts-ignore: decorator
@inline
function weightedSquares(u: usize, k: usize): v128 {
  let sum = f32x4.splat(0);
  for (let d: usize = 0; d < k; d += 16) {
    const value = v128.load(u + d);
    sum = multiplyAdd(f32x4.mul(v128.load(at.surplus + d), value), value, sum);
  }
  return sum;
}

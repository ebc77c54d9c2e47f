import * as at from './layout';
import { product } from './product';
import { exponential, multiplyAdd, sums } from './simd';

/**
 * Both hidden layers of `count` pairs (a multiple of 4, at most a tile) from the `first`; the second without its ReLU, which
 * costs nothing where its values are read.
 */
export function hiddenLayers(first: usize, count: usize): void {
  const row = at.rowBytes;
  const floor = lowest();
  let out = at.hidden1;
  for (let i = first; i < first + count; i++) {
    const x = at.xFirst + <usize>load<u32>(at.xRows + i * 4) * row;
    const z = at.zFirst + <usize>load<u32>(at.zRows + i * 4) * row;
    for (let h: usize = 0; h < row; h += 32) {
      v128.store(out + h, f32x4.pmax(floor, f32x4.add(v128.load(x + h), v128.load(z + h))));
      v128.store(out + h, f32x4.pmax(floor, f32x4.add(v128.load(x + h, 16), v128.load(z + h, 16))), 16);
    }
    out += row;
  }
  if (at.silu) activate(at.hidden1, at.slopes1, count);
  const p = at.parameters;
  product(at.hidden1, row, at.units, p + at.secondAt, row, p + at.secondBiasAt, at.hidden2, row, count, at.units);
  if (at.silu) activate(at.hidden2, at.slopes2, count);
}

/** Least activation; ReLU is the larger one of it and the sum. */
// @ts-ignore: decorator
@inline
function lowest(): v128 {
  return f32x4.splat(at.silu ? -Infinity : 0);
}

/** SiLU of a tile's sums in their place, and its slopes: x s and s (1 + x (1 - s)) with s = 1 / (1 + e^-x). */
function activate(values: usize, slopes: usize, count: usize): void {
  const one = f32x4.splat(1);
  const bytes = count * at.rowBytes;
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(values + i);
    const s = f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
    v128.store(values + i, f32x4.mul(x, s));
    v128.store(slopes + i, f32x4.mul(s, multiplyAdd(x, f32x4.sub(one, s), one)));
  }
}

/**
 * The log-ratio q the critic starts from, of the pairs, into the tile:
 * constant + sum over k of slope_k / 2 (surplus_k (u_k^2 + v_k^2) - (u_k - v_k)^2). In this form nothing large cancels
 * where a correlation is near 1. The coordinates carry the factor sqrt(slope_k / 2).
 */
export function logRatios(first: usize, count: usize): void {
  const k = at.canonicalBytes;
  if (k == 0) {
    const constant = v128.load32_splat(at.constant);
    for (let i: usize = 0; i < count * 4; i += 16) v128.store(at.logRatio + i, constant);
    return;
  }
  for (let i: usize = 0; i < count; i += 4) {
    const x = at.xRows + (first + i) * 4;
    const z = at.zRows + (first + i) * 4;
    const apart = sums(
      squaredDifferences(x, z, k),
      squaredDifferences(x + 4, z + 4, k),
      squaredDifferences(x + 8, z + 8, k),
      squaredDifferences(x + 12, z + 12, k),
    );
    v128.store(at.logRatio + i * 4, f32x4.sub(f32x4.add(gathered(at.xOwn, x), gathered(at.zOwn, z)), apart));
  }
}

// @ts-ignore: decorator
@inline
function squaredDifferences(xRow: usize, zRow: usize, k: usize): v128 {
  const u = at.xCanonical + <usize>load<u32>(xRow) * k;
  const v = at.zCanonical + <usize>load<u32>(zRow) * k;
  let sum = f32x4.splat(0);
  for (let d: usize = 0; d < k; d += 16) {
    const difference = f32x4.sub(v128.load(u + d), v128.load(v + d));
    sum = multiplyAdd(difference, difference, sum);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function gathered(values: usize, rows: usize): v128 {
  let v = v128.load32_zero(values + <usize>load<u32>(rows) * 4);
  v = v128.load32_lane(values + <usize>load<u32>(rows, 4) * 4, v, 1);
  v = v128.load32_lane(values + <usize>load<u32>(rows, 8) * 4, v, 2);
  return v128.load32_lane(values + <usize>load<u32>(rows, 12) * 4, v, 3);
}

/** T = network + alpha q + offset of the tile's pairs; needs their hidden layers and log-ratios. */
export function outputs(count: usize, offset: f32, out: usize): void {
  const row = at.rowBytes;
  const floor = lowest();
  const w = at.parameters + at.outputAt;
  const level = f32x4.splat(load<f32>(at.parameters + at.outputBiasAt) + offset);
  const alpha = v128.load32_splat(at.parameters + at.alphaAt);
  let h0 = at.hidden2;
  for (let i: usize = 0; i < count * 4; i += 16) {
    const h1 = h0 + row;
    const h2 = h1 + row;
    const h3 = h2 + row;
    const zero = f32x4.splat(0);
    let t0 = zero, t1 = zero, t2 = zero, t3 = zero;
    for (let h: usize = 0; h < row; h += 16) {
      const weight = v128.load(w + h);
      t0 = multiplyAdd(f32x4.pmax(floor, v128.load(h0 + h)), weight, t0);
      t1 = multiplyAdd(f32x4.pmax(floor, v128.load(h1 + h)), weight, t1);
      t2 = multiplyAdd(f32x4.pmax(floor, v128.load(h2 + h)), weight, t2);
      t3 = multiplyAdd(f32x4.pmax(floor, v128.load(h3 + h)), weight, t3);
    }
    const network = f32x4.add(sums(t0, t1, t2, t3), level);
    v128.store(out + i, multiplyAdd(alpha, v128.load(at.logRatio + i), network));
    h0 = h3 + row;
  }
}

import * as at from './layout';
import { multiplyAdd, storeTransposed } from './simd';

/*
 * Backward pass of a ReLU critic. It has one output, so the gradient at the second layer is of rank one under a mask of bits:
 * dT/dA2[j] = w3[j] [A2[j] > 0]. Both products of the backward pass are then sums of rows that bits choose,
 *
 *   at the first layer,   D1[c]     = g_c sum of w3[j] W2[:][j] over the units j active in sample c,
 *   of the second layer,  dW2[:][j] = w3[j] sum of g_c H1[c]  over the samples c in which unit j is active,
 *
 * and the method of the four Russians takes the bits four at a time: the 16 subset sums of each four rows are made once
 * (of weights once a step, of samples once a tile), then one look-up and one addition replace four multiply-adds. It is
 * exact up to rounding. A row of a table is a cache line: 16 floats; more would not stay in registers.
 */

const LINE: usize = 64;
const TABLE: usize = 16 * LINE;

/**
 * The 16 subset sums of four rows, of 8 floats each, a cache line apart. The two halves of a row are written side by
 * side, so that the revectoriser can make one of them.
 */
// @ts-ignore: decorator
@inline
function subsetSums(
  to: usize,
  a0: v128,
  b0: v128,
  a1: v128,
  b1: v128,
  a2: v128,
  b2: v128,
  a3: v128,
  b3: v128,
): void {
  const zero = f32x4.splat(0);
  const a01 = f32x4.add(a0, a1), b01 = f32x4.add(b0, b1);
  const a23 = f32x4.add(a2, a3), b23 = f32x4.add(b2, b3);
  v128.store(to, zero); v128.store(to, zero, 16);
  v128.store(to, a0, 64); v128.store(to, b0, 80);
  v128.store(to, a1, 128); v128.store(to, b1, 144);
  v128.store(to, a01, 192); v128.store(to, b01, 208);
  v128.store(to, a2, 256); v128.store(to, b2, 272);
  v128.store(to, f32x4.add(a0, a2), 320); v128.store(to, f32x4.add(b0, b2), 336);
  v128.store(to, f32x4.add(a1, a2), 384); v128.store(to, f32x4.add(b1, b2), 400);
  v128.store(to, f32x4.add(a01, a2), 448); v128.store(to, f32x4.add(b01, b2), 464);
  v128.store(to, a3, 512); v128.store(to, b3, 528);
  v128.store(to, f32x4.add(a0, a3), 576); v128.store(to, f32x4.add(b0, b3), 592);
  v128.store(to, f32x4.add(a1, a3), 640); v128.store(to, f32x4.add(b1, b3), 656);
  v128.store(to, f32x4.add(a01, a3), 704); v128.store(to, f32x4.add(b01, b3), 720);
  v128.store(to, a23, 768); v128.store(to, b23, 784);
  v128.store(to, f32x4.add(a0, a23), 832); v128.store(to, f32x4.add(b0, b23), 848);
  v128.store(to, f32x4.add(a1, a23), 896); v128.store(to, f32x4.add(b1, b23), 912);
  v128.store(to, f32x4.add(a01, a23), 960); v128.store(to, f32x4.add(b01, b23), 976);
}

/** Empties what the tiles add to and makes the tables of this step's weights. */
export function beginRelu(): void {
  memory.fill(at.secondGradient, 0, at.units * at.rowBytes);
  sumWeights();
}

function sumWeights(): void {
  const row = at.rowBytes;
  const quads = at.units >> 2;
  const w3 = at.parameters + at.outputAt;
  // The rows of a table are columns of the second layer: they are turned round in what is scratch until the first tile.
  const turned = at.hidden1;
  for (let k: usize = 0; k < at.units; k += 8) {
    const chunk = at.weightSums + (k >> 4) * quads * TABLE + (k & 8) * 4;
    const w2 = at.parameters + at.secondAt + k * row;
    for (let q: usize = 0; q < quads; q++) {
      const weight = v128.load(w3 + q * 16);
      weightedTurn(turned, weight, w2 + q * 16, row);
      weightedTurn(turned + 16, weight, w2 + 4 * row + q * 16, row);
      subsetSums(
        chunk + q * TABLE,
        v128.load(turned), v128.load(turned, 16),
        v128.load(turned, 32), v128.load(turned, 48),
        v128.load(turned, 64), v128.load(turned, 80),
        v128.load(turned, 96), v128.load(turned, 112),
      );
    }
  }
}

/** The transpose of a block of 4 rows of 4, whose columns are weighted, into rows of 8. */
// @ts-ignore: decorator
@inline
function weightedTurn(to: usize, weight: v128, from: usize, row: usize): void {
  storeTransposed(
    to,
    32,
    f32x4.mul(weight, v128.load(from)),
    f32x4.mul(weight, v128.load(from + row)),
    f32x4.mul(weight, v128.load(from + 2 * row)),
    f32x4.mul(weight, v128.load(from + 3 * row)),
  );
}

/** Adds the gradient of sum over the tile's pairs of (weight of the pair) T to the gradients; `count`: a multiple of 4. */
export function backwardRelu(first: usize, count: usize): void {
  outputLayer(count);
  secondLayer(count);
  firstLayer(first, count);
}

/** Gradients of the output's weights and (without its factor w3) of the second bias; masks of the active units. */
function outputLayer(count: usize): void {
  const row = at.rowBytes;
  const zero = f32x4.splat(0);
  for (let q: usize = 0; q < row; q += 16) {
    const outputAt = at.gradient + at.outputAt + q;
    const biasAt = at.gradient + at.secondBiasAt + q;
    let output = v128.load(outputAt);
    let bias = v128.load(biasAt);
    let h = at.hidden2 + q;
    let units = at.unitMasks + (q >> 2);
    let samples = at.sampleMasks + q;
    for (let g = at.pairWeight; g < at.pairWeight + count * 4; g += 16) {
      const h0 = v128.load(h);
      const h1 = v128.load(h + row);
      const h2 = v128.load(h + 2 * row);
      const h3 = v128.load(h + 3 * row);
      h += 4 * row;
      const m0 = f32x4.gt(h0, zero);
      const m1 = f32x4.gt(h1, zero);
      const m2 = f32x4.gt(h2, zero);
      const m3 = f32x4.gt(h3, zero);
      // Masks are kept as the distance of the subset's sum in its table.
      store<u32>(units, i32x4.bitmask(m0) << 6);
      store<u32>(units + (row >> 2), i32x4.bitmask(m1) << 6);
      store<u32>(units + 2 * (row >> 2), i32x4.bitmask(m2) << 6);
      store<u32>(units + 3 * (row >> 2), i32x4.bitmask(m3) << 6);
      units += row;
      // A mask is -1: minus the bits, the last sample's first.
      let bits = i32x4.add(i32x4.add(m3, m3), m2);
      bits = i32x4.add(i32x4.add(bits, bits), m1);
      bits = i32x4.add(i32x4.add(bits, bits), m0);
      v128.store(samples, i32x4.shl(i32x4.neg(bits), 6));
      samples += row;
      const g0 = v128.load32_splat(g);
      const g1 = v128.load32_splat(g, 4);
      const g2 = v128.load32_splat(g, 8);
      const g3 = v128.load32_splat(g, 12);
      // Sums of two, so that a sample does not wait for the one before it.
      const even = multiplyAdd(g2, v128.and(h2, m2), f32x4.mul(g0, v128.and(h0, m0)));
      const odd = multiplyAdd(g3, v128.and(h3, m3), f32x4.mul(g1, v128.and(h1, m1)));
      output = f32x4.add(output, f32x4.add(even, odd));
      bias = f32x4.add(
        bias,
        f32x4.add(
          f32x4.add(v128.and(m0, g0), v128.and(m1, g1)),
          f32x4.add(v128.and(m2, g2), v128.and(m3, g3)),
        ),
      );
    }
    v128.store(outputAt, output);
    v128.store(biasAt, bias);
  }
}

/** Gradient of the second layer, transposed and without its factor w3: tables of four samples, one look-up a unit. */
function secondLayer(count: usize): void {
  const row = at.rowBytes;
  const end = at.sampleSums + (count >> 2) * TABLE;
  let out = at.secondGradient;
  for (let chunk: usize = 0; chunk < row; chunk += LINE) {
    let h = at.hidden1 + chunk;
    let g = at.pairWeight;
    for (let table = at.sampleSums; table < end; table += TABLE, h += 4 * row, g += 16) {
      const g0 = v128.load32_splat(g);
      const g1 = v128.load32_splat(g, 4);
      const g2 = v128.load32_splat(g, 8);
      const g3 = v128.load32_splat(g, 12);
      for (let v: usize = 0; v < LINE; v += 32) {
        const from = h + v;
        subsetSums(
          table + v,
          f32x4.mul(g0, v128.load(from)), f32x4.mul(g0, v128.load(from, 16)),
          f32x4.mul(g1, v128.load(from + row)), f32x4.mul(g1, v128.load(from + row, 16)),
          f32x4.mul(g2, v128.load(from + 2 * row)), f32x4.mul(g2, v128.load(from + 2 * row, 16)),
          f32x4.mul(g3, v128.load(from + 3 * row)), f32x4.mul(g3, v128.load(from + 3 * row, 16)),
        );
      }
    }
    for (let unit: usize = 0; unit < row; unit += 4, out += LINE) {
      let mask = at.sampleMasks + unit;
      let c0 = v128.load(out);
      let c1 = v128.load(out, 16);
      let c2 = v128.load(out, 32);
      let c3 = v128.load(out, 48);
      for (let table = at.sampleSums; table < end; table += TABLE, mask += row) {
        const sum = table + <usize>load<u32>(mask);
        c0 = f32x4.add(c0, v128.load(sum));
        c1 = f32x4.add(c1, v128.load(sum, 16));
        c2 = f32x4.add(c2, v128.load(sum, 32));
        c3 = f32x4.add(c3, v128.load(sum, 48));
      }
      v128.store(out, c0);
      v128.store(out, c1, 16);
      v128.store(out, c2, 32);
      v128.store(out, c3, 48);
    }
  }
}

/** Gradient at the first layer, added to what the pair's row of x and its row of z have of it from other pairs. */
function firstLayer(first: usize, count: usize): void {
  const row = at.rowBytes;
  // The second layer's activations have served: their place takes the sums.
  lookUpWeights(count, at.hidden2);
  const zero = f32x4.splat(0);
  let sums = at.hidden2;
  let h = at.hidden1;
  for (let i: usize = 0; i < count; i++) {
    const g = v128.load32_splat(at.pairWeight + i * 4);
    const x = at.xFirstGradient + <usize>load<u32>(at.xRows + (first + i) * 4) * row;
    const z = at.zFirstGradient + <usize>load<u32>(at.zRows + (first + i) * 4) * row;
    for (let d: usize = 0; d < row; d += 32) {
      const left = v128.and(f32x4.mul(g, v128.load(sums + d)), f32x4.gt(v128.load(h + d), zero));
      const right = v128.and(f32x4.mul(g, v128.load(sums + d, 16)), f32x4.gt(v128.load(h + d, 16), zero));
      v128.store(x + d, f32x4.add(v128.load(x + d), left));
      v128.store(x + d, f32x4.add(v128.load(x + d, 16), right), 16);
      v128.store(z + d, f32x4.add(v128.load(z + d), left));
      v128.store(z + d, f32x4.add(v128.load(z + d, 16), right), 16);
    }
    sums += row;
    h += row;
  }
}

/** Sums of the weights that lead from each first unit to the pair's active second units. */
function lookUpWeights(count: usize, to: usize): void {
  const row = at.rowBytes;
  const zero = f32x4.splat(0);
  const tables = (at.units >> 2) * TABLE;
  let begin = at.weightSums;
  for (let chunk: usize = 0; chunk < row; chunk += LINE, begin += tables) {
    let mask = at.unitMasks;
    const end = begin + tables;
    let out = to + chunk;
    for (let i: usize = 0; i < count; i++, out += row) {
      let d0 = zero, d1 = zero, d2 = zero, d3 = zero;
      for (let table = begin; table < end; table += TABLE, mask += 4) {
        const sum = table + <usize>load<u32>(mask);
        d0 = f32x4.add(d0, v128.load(sum));
        d1 = f32x4.add(d1, v128.load(sum, 16));
        d2 = f32x4.add(d2, v128.load(sum, 32));
        d3 = f32x4.add(d3, v128.load(sum, 48));
      }
      v128.store(out, d0);
      v128.store(out, d1, 16);
      v128.store(out, d2, 32);
      v128.store(out, d3, 48);
    }
  }
}

/** Completes the gradients of the second bias, whose factor w3 is left, and of the second layer. */
export function endRelu(): void {
  const row = at.rowBytes;
  const g = at.gradient;
  const w3 = at.parameters + at.outputAt;
  for (let h: usize = 0; h < row; h += 16) {
    const bias = g + at.secondBiasAt + h;
    v128.store(bias, f32x4.mul(v128.load(w3 + h), v128.load(bias)));
  }
  for (let k: usize = 0; k < at.units; k += 4) {
    let from = at.secondGradient + (k >> 4) * at.units * LINE + (k & 12) * 4;
    const to = g + at.secondAt + k * row;
    for (let j: usize = 0; j < row; j += 16, from += 4 * LINE) {
      storeTransposed(
        to + j,
        row,
        f32x4.mul(v128.load32_splat(w3 + j), v128.load(from)),
        f32x4.mul(v128.load32_splat(w3 + j, 4), v128.load(from, 64)),
        f32x4.mul(v128.load32_splat(w3 + j, 8), v128.load(from, 128)),
        f32x4.mul(v128.load32_splat(w3 + j, 12), v128.load(from, 192)),
      );
    }
  }
}

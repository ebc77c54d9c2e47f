import * as at from './layout';
import { product, transposedProduct } from './product';
import { multiplyAdd, storeTransposed } from './simd';

/*
 * Backward pass of a SiLU critic. Its slopes are no bits, so both products are dense:
 *
 *   at the second layer,  D2[c][j] = g_c w3[j] s2[c][j],
 *   of the second layer,  dW2 += H1^T D2,
 *   at the first layer,   D1 = (D2 W2^T) * s1.
 */

/** Turns the second layer round, so that D2 W2^T is a sum of outer products too. */
export function beginSilu(): void {
  const row = at.rowBytes;
  for (let k: usize = 0; k < row; k += 16) {
    let from = at.parameters + at.secondAt + (k >> 2) * row;
    for (let j: usize = 0; j < row; j += 16, from += 16) {
      storeTransposed(
        at.secondTurned + (j >> 2) * row + k,
        row,
        v128.load(from),
        v128.load(from + row),
        v128.load(from + 2 * row),
        v128.load(from + 3 * row),
      );
    }
  }
}

/** Adds the gradient of sum over the tile's pairs of (weight of the pair) T to the gradients; `count`: a multiple of 4. */
export function backwardSilu(first: usize, count: usize): void {
  const row = at.rowBytes;
  outputLayer(count);
  transposedProduct(at.hidden1, at.units, at.slopes2, row, count, at.gradient + at.secondAt, at.units);
  // The second layer's activations have served: their place takes the product.
  product(at.slopes2, row, at.units, at.secondTurned, row, at.zeros, at.hidden2, row, count, at.units);
  firstLayer(first, count);
}

/** Gradients of the output's weights and of the second bias; the slopes of the second layer become D2. */
function outputLayer(count: usize): void {
  const row = at.rowBytes;
  for (let q: usize = 0; q < row; q += 16) {
    const w3 = v128.load(at.parameters + at.outputAt + q);
    const outputAt = at.gradient + at.outputAt + q;
    const biasAt = at.gradient + at.secondBiasAt + q;
    let output = v128.load(outputAt);
    let bias = v128.load(biasAt);
    let h = at.hidden2 + q;
    let slope = at.slopes2 + q;
    for (let g = at.pairWeight; g < at.pairWeight + count * 4; g += 4, h += row, slope += row) {
      const weight = v128.load32_splat(g);
      const d = f32x4.mul(f32x4.mul(weight, w3), v128.load(slope));
      v128.store(slope, d);
      output = multiplyAdd(weight, v128.load(h), output);
      bias = f32x4.add(bias, d);
    }
    v128.store(outputAt, output);
    v128.store(biasAt, bias);
  }
}

/** Gradient at the first layer, added to what the pair's row of x and its row of z have of it from other pairs. */
function firstLayer(first: usize, count: usize): void {
  const row = at.rowBytes;
  let d = at.hidden2;
  let slope = at.slopes1;
  for (let i = first; i < first + count; i++, d += row, slope += row) {
    const x = at.xFirstGradient + <usize>load<u32>(at.xRows + i * 4) * row;
    const z = at.zFirstGradient + <usize>load<u32>(at.zRows + i * 4) * row;
    for (let h: usize = 0; h < row; h += 32) {
      const left = f32x4.mul(v128.load(d + h), v128.load(slope + h));
      const right = f32x4.mul(v128.load(d + h, 16), v128.load(slope + h, 16));
      v128.store(x + h, f32x4.add(v128.load(x + h), left));
      v128.store(x + h, f32x4.add(v128.load(x + h, 16), right), 16);
      v128.store(z + h, f32x4.add(v128.load(z + h), left));
      v128.store(z + h, f32x4.add(v128.load(z + h, 16), right), 16);
    }
  }
}

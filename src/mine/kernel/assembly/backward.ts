import * as at from './layout';
import { transposedProduct } from './product';
import { backwardRelu, beginRelu, endRelu } from './reluBackward';
import { backwardSilu, beginSilu } from './siluBackward';

/*
 * The gradient of a step: a tile at a time for what depends on the activation (reluBackward.ts, siluBackward.ts), and the
 * first layer once for all tiles, from what they have added up for each row.
 */

/** Empties the gradients and makes what the tiles need of this step's weights. */
export function beginGradient(): void {
  memory.fill(at.gradient, 0, at.parameterBytes);
  if (at.silu) beginSilu();
  else beginRelu();
}

/** Empties the gradients at the first layer of `rows` rows. */
export function beginRows(rows: usize): void {
  memory.fill(at.xFirstGradient, 0, rows * at.rowBytes);
  memory.fill(at.zFirstGradient, 0, rows * at.rowBytes);
}

/** Adds the gradient of sum over the tile's pairs of (weight of the pair) T to the gradients; `count`: a multiple of 4. */
export function backward(first: usize, count: usize): void {
  if (at.silu) backwardSilu(first, count);
  else backwardRelu(first, count);
}

/** Makes the gradient of the parameters complete from what the tiles left, for a minibatch of `rows` rows. */
export function endGradient(rows: usize): void {
  const row = at.rowBytes;
  const g = at.gradient;
  transposedProduct(at.xInputs, at.xWidth, at.xFirstGradient, row, rows, g, at.units);
  transposedProduct(at.zInputs, at.zWidth, at.zFirstGradient, row, rows, g + at.zFirstAt, at.units);
  sumRows(at.xFirstGradient, rows, g + at.firstBiasAt);
  if (!at.silu) endRelu();
}

function sumRows(from: usize, rows: usize, to: usize): void {
  const row = at.rowBytes;
  for (let chunk: usize = 0; chunk < row; chunk += 64) {
    const zero = f32x4.splat(0);
    let c0 = zero, c1 = zero, c2 = zero, c3 = zero;
    let r = from + chunk;
    for (const end = r + rows * row; r < end; r += row) {
      c0 = f32x4.add(c0, v128.load(r));
      c1 = f32x4.add(c1, v128.load(r, 16));
      c2 = f32x4.add(c2, v128.load(r, 32));
      c3 = f32x4.add(c3, v128.load(r, 48));
    }
    v128.store(to + chunk, c0);
    v128.store(to + chunk, c1, 16);
    v128.store(to + chunk, c2, 32);
    v128.store(to + chunk, c3, 48);
  }
}

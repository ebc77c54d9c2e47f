import * as at from './layout';
import { narrowProduct, product } from './product';

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
  ownParts(at.xCanonical, at.xOwn, xCount, load<f32>(at.constant));
  ownParts(at.zCanonical, at.zOwn, zCount, 0);
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

/** start + sum over k of surplus_k u_k^2, for each row u. */
function ownParts(canonical: usize, out: usize, rows: usize, start: f32): void {
  const k = at.canonicalBytes;
  for (let r: usize = 0; r < rows; r++, canonical += k) {
    let own = start;
    for (let d: usize = 0; d < k; d += 4) {
      const u = load<f32>(canonical + d);
      own += load<f32>(at.surplus + d) * u * u;
    }
    store<f32>(out + r * 4, own);
  }
}

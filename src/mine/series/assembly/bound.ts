import { product } from '../../kernel/assembly/product';
import { exponential, sum } from '../../kernel/assembly/simd';
import { crossProduct } from './crossProduct';
import * as at from './layout';

/*
 * The Donsker-Varadhan bound of T(x, z) = sum_ij w_ij a_i(x) b_j(z) under known marginals: E_P[T] is linear in w, and
 * log E_Q[e^T] a finite sum over cells x cells with the gradient E_R[a_i b_j] and the Hessian Cov_R(a_i b_j, a_k b_l),
 * R being Q reweighted by e^T. Vectors of weights and moments run over i, then j; the constant a_0 b_0 has no effect.
 */

/** What the numbers in `density` must be multiplied by to be shares. */
let densityScale: f64 = 1;

/** T on all cells, of a vector of weights. */
export function computeCritic(w: usize): void {
  for (let i: usize = 0; i < at.xSize; i++, w += at.weightRow * 8)
    for (let j: usize = 0; j < at.zSize; j++)
      store<f32>(at.weights + (i * at.zWidth + j) * 4, <f32>load<f64>(w + j * 8));
  const row = at.zWidth * 4;
  product(at.xFunctions, at.xWidth * 4, at.xSize, at.weights, row, at.zeros, at.halfCritic, row, at.xCells, at.zWidth);
  const wide = at.zCells * 4;
  product(at.halfCritic, row, at.zSize, at.zTransposed, wide, at.zeros, at.critic, wide, at.xCells, at.zCells);
}

/** log E_Q[e^T]; the reweighted density R stays here for `computeMoments` and `computeHessian`. */
export function logPartition(w: usize): f64 {
  computeCritic(w);
  const largest = largestOutput();
  const shift = f32x4.splat(largest);
  const row = at.zCells * 4;
  let total = 0.0;
  for (let i: usize = 0; i < at.xCells; i++) {
    const mass = v128.load32_splat(at.xMasses + i * 4);
    const from = at.critic + i * row;
    const to = at.density + i * row;
    let rowTotal = f32x4.splat(0);
    for (let j: usize = 0; j < row; j += 16) {
      const e = exponential(f32x4.sub(v128.load(from + j), shift));
      const share = f32x4.mul(f32x4.mul(mass, v128.load(at.zMasses + j)), e);
      v128.store(to + j, share);
      rowTotal = f32x4.add(rowTotal, share);
    }
    total += sum(rowTotal);
  }
  densityScale = 1 / total;
  return Math.log(total) + <f64>largest;
}

function largestOutput(): f32 {
  let largest = v128.load(at.critic);
  for (let i = at.critic, end = i + at.xCells * at.zCells * 4; i < end; i += 16)
    largest = f32x4.pmax(largest, v128.load(i));
  return max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
}

/** The host has put shares of rows where the density is. */
export function useShares(): void {
  densityScale = 1;
}

/** E_R[a_i b_j] of the density that `logPartition` left, into a vector. */
export function computeMoments(out: usize): void {
  const row = at.zWidth * 4;
  product(at.density, at.zCells * 4, at.zCells, at.zFunctions, row, at.zeros, at.halfMoments, row, at.xCells, at.zWidth);
  product(at.xTransposed, at.xCells * 4, at.xCells, at.halfMoments, row, at.zeros, at.moments, row, at.xWidth, at.zWidth);
  for (let i: usize = 0; i < at.xSize; i++, out += at.weightRow * 8)
    for (let j: usize = 0; j < at.zSize; j++)
      store<f64>(out + j * 8, densityScale * <f64>load<f32>(at.moments + (i * at.zWidth + j) * 4));
}

/**
 * Cov_R(a_i b_j, a_k b_l) of the density that `logPartition` left, its upper triangle: computed through products of two
 * functions of the same side (few, because T is a tensor product) on coarser cells. Padding gets a unit diagonal.
 */
export function computeHessian(): void {
  coarsen();
  if (at.indicators) computeBlocks();
  else computeWhole();
}

function computeWhole(): void {
  crossProduct(at.coarseDensity, at.zCoarse * 8, at.xProducts, at.xPairs * 8, at.xCoarse, at.halfCurvature, at.xPairs * 8, at.zCoarse, at.xPairs, false);
  crossProduct(at.halfCurvature, at.xPairs * 8, at.zProducts, at.zPairs * 8, at.zCoarse, at.curvature, at.zPairs * 8, at.xPairs, at.zPairs, false);
  const m = at.xSize;
  const n = at.zSize;
  for (let i: usize = 0; i < m; i++)
    for (let j: usize = 0; j < n; j++) {
      const index = i * n + j;
      const row = at.hessian + index * at.stride;
      // The means on the same coarse cells, so that the matrix is a covariance.
      const own = secondMoment(i, j, 0, 0);
      for (let k: usize = i; k < m; k++)
        for (let l: usize = k == i ? j : 0; l < n; l++)
          store<f64>(row + (k * n + l) * 8, secondMoment(i, j, k, l) - own * secondMoment(k, l, 0, 0));
    }
  // The constant's weight stays 0.
  memory.fill(at.hessian, 0, at.vectorBytes);
  store<f64>(at.hessian, 1);
  for (let index = m * n; index < at.order; index++) store<f64>(at.hessian + index * (at.stride + 8), 1);
}

/**
 * The second moments of each category of x. From the covariance they differ along the constant alone, which has no
 * effect on the bound.
 */
function computeBlocks(): void {
  const row = at.zPairs * 8;
  crossProduct(at.coarseDensity, at.xCoarse * 8, at.zProducts, row, at.zCoarse, at.curvature, row, at.xCoarse, at.zPairs, false);
  for (let i: usize = 0; i < at.xSize; i++) {
    const block = at.hessian + i * at.blockBytes;
    const from = at.curvature + i * row;
    const scale = 1 / <f64>load<f32>(at.xMasses + i * 4);
    for (let j: usize = 0; j < at.zSize; j++)
      for (let l: usize = j; l < at.zSize; l++) {
        const pair: usize = load<u32>(at.zPairOf + (j * at.zSize + l) * 4);
        store<f64>(block + j * at.stride + l * 8, scale * load<f64>(from + pair * 8));
      }
    for (let index = at.zSize; index < at.order; index++) store<f64>(block + index * (at.stride + 8), 1);
  }
}

/** E_R[a_i b_j a_k b_l] on the coarse cells. */
// @ts-ignore: decorator
@inline
function secondMoment(i: usize, j: usize, k: usize, l: usize): f64 {
  const p: usize = load<u32>(at.xPairOf + (i * at.xSize + k) * 4);
  const q: usize = load<u32>(at.zPairOf + (j * at.zSize + l) * 4);
  return load<f64>(at.curvature + (p * at.zPairs + q) * 8);
}

function coarsen(): void {
  memory.fill(at.coarseDensity, 0, at.xCoarse * at.zCoarse * 8);
  const xStep: usize = 8 * (at.indicators ? 1 : at.zCoarse);
  const zStep: usize = 8 * (at.indicators ? at.xCoarse : 1);
  for (let i: usize = 0; i < at.xCells; i++) {
    const from = at.density + i * at.zCells * 4;
    const to = at.coarseDensity + (i / at.xMerged) * xStep;
    for (let j: usize = 0; j < at.zCells; j++) {
      const cell = to + (j / at.zMerged) * zStep;
      store<f64>(cell, load<f64>(cell) + densityScale * <f64>load<f32>(from + j * 4));
    }
  }
}

/*
 * The memory of the series kernel, laid out for one pair of columns; all of it is zeroed and lost when it is laid out
 * anew. A [m][n] is row-major. The critic and its moments are float32: one rounding there is a millionth of what a held-out
 * bound can tell. The maximiser, the Hessian and its factor are float64: the Hessian's smallest eigenvalues would drown.
 *
 *   X, Z = functions of each side, C and D = its cells; in float32 matrices rounded up to multiples of 8, zeros beyond
 *   P, Q = pairs of functions of each side, E and F = coarse cells, on which the curvature is computed
 *   N    = weights, X rows of Z. Where x's functions are indicators, these rows are blocks of the Hessian: weights of
 *          different categories do not meet in it. Else all is one block. H = weights in a block, a multiple of 4;
 *          B = blocks; M = length of a row of a block
 *
 *   each side, f32   functions [C][X], transposed [X][C], masses [C]           (z: [D][Z], [Z][D], [D])
 *   each side, f64   products of pairs of functions [E][P]                     (z: [F][Q])
 *              u32   place of the pair of i and k [X][X], unpadded             (z: [Z][Z])
 *   critic, f32      weights [X][Z]    half of T [C][Z]    T [C][D]    density, or shares of rows [C][D]
 *                    half of the moments [C][Z]    moments [X][Z]
 *   curvature, f64   coarse density [E][F] ([F][E] of indicators)    half of the moments [F][P]
 *                    moments of pairs [P][Q] ([E][Q] of indicators)
 *   maximiser, f64   penalty, what is paid, trial, direction, gradient: [N] each
 *                    main effects: what their penalty is more than that of other weights [Z], their weights [Z]
 *                    last steps [MEMORY][N], falls of the gradient over them [MEMORY][N]
 *                    Hessian [B][H][M] and its factor [B][H][M]
 *   points, f64      of each, the weights [N], their moments [N], the moments to be met [N]
 */

/** Last steps that correct the factorized Hessian. */
export const MEMORY: usize = 12;

export let xSize: usize = 0;
export let zSize: usize = 0;
export let xWidth: usize = 0;
export let zWidth: usize = 0;
export let xCells: usize = 0;
export let zCells: usize = 0;
export let xPairs: usize = 0;
export let zPairs: usize = 0;
export let xCoarse: usize = 0;
export let zCoarse: usize = 0;
/** Cells in each coarse cell. */
export let xMerged: usize = 0;
export let zMerged: usize = 0;
/** x's functions are indicators of its cells. */
export let indicators: bool = false;
/** Weights in a row of x's functions. */
export let weightRow: usize = 0;
/** B, H, M and the whole block in bytes. */
export let blocks: usize = 0;
export let order: usize = 0;
export let stride: usize = 0;
export let blockBytes: usize = 0;
/** N in bytes. */
export let vectorBytes: usize = 0;

export let xFunctions: usize = 0;
export let zFunctions: usize = 0;
export let xTransposed: usize = 0;
export let zTransposed: usize = 0;
export let xMasses: usize = 0;
export let zMasses: usize = 0;
export let xProducts: usize = 0;
export let zProducts: usize = 0;
export let xPairOf: usize = 0;
export let zPairOf: usize = 0;

export let weights: usize = 0;
export let halfCritic: usize = 0;
export let critic: usize = 0;
export let density: usize = 0;
export let halfMoments: usize = 0;
export let moments: usize = 0;
export let zeros: usize = 0;

export let coarseDensity: usize = 0;
export let halfCurvature: usize = 0;
export let curvature: usize = 0;

export let penalty: usize = 0;
export let trial: usize = 0;
export let paid: usize = 0;
export let mainPenalty: usize = 0;
export let mainWeights: usize = 0;
export let direction: usize = 0;
export let gradient: usize = 0;
export let steps: usize = 0;
export let falls: usize = 0;
export let hessian: usize = 0;
export let factor: usize = 0;
export let points: usize = 0;

let top: usize = 0;

function take(bytes: usize): usize {
  const at = top;
  top = (top + bytes + 63) & ~63;
  return at;
}

function multipleOf8(size: usize): usize {
  return (size + 7) & ~7;
}

/**
 * @param xCells_, xSize_, xPairs_, xCoarse_ C, X, P, E; P and E are multiples of 4
 * @param xMerged_ cells of x in each coarse cell
 * @param indicators_ x's functions are indicators of its cells
 * @param count points
 */
export function layOut(
  xCells_: usize,
  xSize_: usize,
  xPairs_: usize,
  xCoarse_: usize,
  xMerged_: usize,
  zCells_: usize,
  zSize_: usize,
  zPairs_: usize,
  zCoarse_: usize,
  zMerged_: usize,
  indicators_: bool,
  count: usize,
): void {
  xSize = xSize_;
  zSize = zSize_;
  xWidth = multipleOf8(xSize);
  zWidth = multipleOf8(zSize);
  xCells = multipleOf8(xCells_);
  zCells = multipleOf8(zCells_);
  xPairs = xPairs_;
  zPairs = zPairs_;
  xMerged = xMerged_;
  zMerged = zMerged_;
  xCoarse = xCoarse_;
  zCoarse = zCoarse_;
  indicators = indicators_;
  weightRow = indicators ? (zSize + 3) & ~3 : zSize;
  blocks = indicators ? xSize : 1;
  order = indicators ? weightRow : (xSize * zSize + 3) & ~3;
  vectorBytes = blocks * order * 8;
  // Rows an odd number of cache lines apart: a column of blocks does not fall into a few sets of the cache.
  stride = (((order + 7) >> 3) | 1) * 64;
  blockBytes = order * stride;
  const begin = (__heap_base + 63) & ~63;
  top = begin;

  xFunctions = take(xCells * xWidth * 4);
  zFunctions = take(zCells * zWidth * 4);
  xTransposed = take(xCells * xWidth * 4);
  zTransposed = take(zCells * zWidth * 4);
  xMasses = take(xCells * 4);
  zMasses = take(zCells * 4);
  xProducts = take(indicators ? 0 : xCoarse * xPairs * 8);
  zProducts = take(zCoarse * zPairs * 8);
  xPairOf = take(xSize * xSize * 4);
  zPairOf = take(zSize * zSize * 4);

  weights = take(xWidth * zWidth * 4);
  halfCritic = take(xCells * zWidth * 4);
  critic = take(xCells * zCells * 4);
  density = take(xCells * zCells * 4);
  halfMoments = take(xCells * zWidth * 4);
  moments = take(xWidth * zWidth * 4);
  zeros = take(max(zCells, zWidth) * 4);

  coarseDensity = take(xCoarse * zCoarse * 8);
  halfCurvature = take(indicators ? 0 : zCoarse * xPairs * 8);
  curvature = take((indicators ? xCoarse : xPairs) * zPairs * 8);

  penalty = take(vectorBytes);
  trial = take(vectorBytes);
  paid = take(vectorBytes);
  mainPenalty = take(weightRow * 8);
  mainWeights = take(weightRow * 8);
  direction = take(vectorBytes);
  gradient = take(vectorBytes);
  steps = take(MEMORY * vectorBytes);
  falls = take(MEMORY * vectorBytes);
  hessian = take(blocks * blockBytes);
  factor = take(blocks * blockBytes);
  points = take(count * 3 * vectorBytes);

  const missing = <i32>((top + 65535) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  memory.fill(begin, 0, top - begin);
}

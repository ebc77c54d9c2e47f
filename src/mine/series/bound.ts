import type { Basis } from './basis';
import { padded, paddedMatrix, productTransposed } from './product';

/** Cells on a side that the curvature is computed on, at most: it only steers the steps. */
const CURVATURE_CELLS = 48;

/**
 * The Donsker-Varadhan bound of T(x, z) = sum_ij w_ij a_i(x) b_j(z) under known marginals: E_P[T] is linear in w, and
 * log E_Q[e^T] a finite sum over cells x cells with the gradient E_R[a_i b_j] and the Hessian Cov_R(a_i b_j, a_k b_l),
 * R being Q reweighted by e^T. Weights and moments are row-major, x.size x z.size; the constant a_0 b_0 has no effect,
 * its weight stays 0. All buffers are allocated here, once.
 */
export class SeriesBound {
  readonly dimensions: number;
  /** Size of the Hessian with padding. */
  readonly order: number;
  private readonly rows: number;
  private readonly columns: number;
  private readonly sizeX: number;
  private readonly sizeZ: number;
  private readonly a: Float64Array;
  private readonly at: Float64Array;
  private readonly b: Float64Array;
  private readonly bt: Float64Array;
  private readonly marginals: Float64Array;
  private readonly weightsT: Float64Array;
  private readonly half: Float64Array;
  private readonly critic: Float64Array;
  private readonly density: Float64Array;
  private readonly halfMoments: Float64Array;
  private readonly paddedMoments: Float64Array;
  private readonly curvatureX: PairProducts;
  private readonly curvatureZ: PairProducts;
  private readonly coarseDensity: Float64Array;
  private readonly halfCurvature: Float64Array;
  private readonly curvature: Float64Array;

  constructor(
    readonly x: Basis,
    readonly z: Basis,
  ) {
    this.dimensions = x.size * z.size;
    this.order = padded(this.dimensions);
    this.rows = padded(x.masses.length);
    this.columns = padded(z.masses.length);
    this.sizeX = padded(x.size);
    this.sizeZ = padded(z.size);
    this.a = paddedMatrix(x.masses.length, x.size, (cell, i) => x.functions[cell * x.size + i]!);
    this.at = paddedMatrix(x.size, x.masses.length, (i, cell) => x.functions[cell * x.size + i]!);
    this.b = paddedMatrix(z.masses.length, z.size, (cell, j) => z.functions[cell * z.size + j]!);
    this.bt = paddedMatrix(z.size, z.masses.length, (j, cell) => z.functions[cell * z.size + j]!);
    this.marginals = paddedMatrix(x.masses.length, z.masses.length, (i, j) => x.masses[i]! * z.masses[j]!);
    this.weightsT = new Float64Array(this.sizeZ * this.sizeX);
    this.half = new Float64Array(this.rows * this.sizeZ);
    this.critic = new Float64Array(this.rows * this.columns);
    this.density = new Float64Array(this.rows * this.columns);
    this.halfMoments = new Float64Array(this.sizeZ * this.rows);
    this.paddedMoments = new Float64Array(this.sizeX * this.sizeZ);
    this.curvatureX = pairProducts(x);
    this.curvatureZ = pairProducts(z);
    this.coarseDensity = new Float64Array(this.curvatureX.cells * this.curvatureZ.cells);
    this.halfCurvature = new Float64Array(this.curvatureZ.pairs * this.curvatureX.cells);
    this.curvature = new Float64Array(this.curvatureX.pairs * this.curvatureZ.pairs);
  }

  /** T on every cell x cell, row-major. */
  table(weights: Float64Array): Float64Array {
    this.computeCritic(weights);
    const [m, n] = [this.x.masses.length, this.z.masses.length];
    const out = new Float64Array(m * n);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) out[i * n + j] = this.critic[i * this.columns + j]!;
    return out;
  }

  /** log E_Q[e^T]; the reweighted density R stays here for `moments` and `hessian`. */
  logPartition(weights: Float64Array): number {
    this.computeCritic(weights);
    const { critic, density, marginals } = this;
    let largest = critic[0]!;
    for (let i = 1; i < critic.length; i++) if (critic[i]! > largest) largest = critic[i]!;
    const total = weightedExponentials(critic, marginals, largest, density);
    const scale = 1 / total;
    for (let i = 0; i < density.length; i++) density[i] = density[i]! * scale;
    return Math.log(total) + largest;
  }

  /** E_R[a_i b_j] of the density that `logPartition` left. */
  moments(out: Float64Array): void {
    this.momentsOf(this.density, out);
  }

  /** Mean of a_i b_j over rows, given by their indices. */
  empiricalMoments(rows: Uint32Array): Float64Array {
    const joint = new Float64Array(this.rows * this.columns);
    for (const row of rows) joint[this.x.cells[row]! * this.columns + this.z.cells[row]!]! += 1 / rows.length;
    const out = new Float64Array(this.dimensions);
    this.momentsOf(joint, out);
    return out;
  }

  /**
   * Cov_R(a_i b_j, a_k b_l) of the density that `logPartition` left, computed through products of two
   * functions of the same side (few, because T is a tensor product) on coarser cells.
   * @param out lower triangle of order x order, row-major; padding and the constant get a unit diagonal
   */
  hessian(out: Float64Array): void {
    const { curvatureX: px, curvatureZ: pz, curvature } = this;
    this.coarsen();
    productTransposed(pz.products, this.coarseDensity, this.halfCurvature, pz.pairs, px.cells, pz.cells);
    productTransposed(px.products, this.halfCurvature, curvature, px.pairs, pz.pairs, px.cells);
    const [m, n, order] = [this.x.size, this.z.size, this.order];
    // The means on the same coarse cells, so that the matrix is a covariance.
    const mean = (i: number, j: number) => curvature[px.pairOf[i * m]! * pz.pairs + pz.pairOf[j * n]!]!;
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        const index = i * n + j;
        const row = index * order;
        const own = mean(i, j);
        for (let k = 0; k <= i; k++) {
          const from = px.pairOf[i * m + k]! * pz.pairs;
          const last = k === i ? j + 1 : n;
          for (let l = 0; l < last; l++)
            out[row + k * n + l] = curvature[from + pz.pairOf[j * n + l]!]! - own * mean(k, l);
        }
      }
    for (let index = 0; index < order; index++)
      if (index === 0 || index >= this.dimensions) {
        out.fill(0, index * order, index * order + index);
        out[index * order + index] = 1;
      } else out[index * order] = 0;
  }

  private computeCritic(weights: Float64Array): void {
    const { sizeX, sizeZ, weightsT } = this;
    const [m, n] = [this.x.size, this.z.size];
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) weightsT[j * sizeX + i] = weights[i * n + j]!;
    productTransposed(this.a, weightsT, this.half, this.rows, sizeZ, sizeX);
    productTransposed(this.half, this.b, this.critic, this.rows, this.columns, sizeZ);
  }

  private momentsOf(joint: Float64Array, out: Float64Array): void {
    const [m, n] = [this.x.size, this.z.size];
    productTransposed(this.bt, joint, this.halfMoments, this.sizeZ, this.rows, this.columns);
    productTransposed(this.at, this.halfMoments, this.paddedMoments, this.sizeX, this.sizeZ, this.rows);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) out[i * n + j] = this.paddedMoments[i * this.sizeZ + j]!;
  }

  private coarsen(): void {
    const { curvatureX: px, curvatureZ: pz, coarseDensity, density, columns } = this;
    coarseDensity.fill(0);
    const [m, n] = [this.x.masses.length, this.z.masses.length];
    for (let i = 0; i < m; i++) {
      const row = px.coarseOf[i]! * pz.cells;
      for (let j = 0; j < n; j++) coarseDensity[row + pz.coarseOf[j]!]! += density[i * columns + j]!;
    }
  }
}

/** Products of two functions of a basis on coarse cells: what the Hessian of a tensor product is made of. */
interface PairProducts {
  /** Pairs i >= k x coarse cells, both padded. */
  readonly products: Float64Array;
  readonly pairs: number;
  readonly cells: number;
  /** Which row of `products` holds i and k; size x size. */
  readonly pairOf: Uint32Array;
  readonly coarseOf: Uint32Array;
}

function pairProducts(basis: Basis): PairProducts {
  const { size, masses, functions } = basis;
  const merged = basis.ordered ? Math.ceil(masses.length / CURVATURE_CELLS) : 1;
  const coarseOf = Uint32Array.from(masses, (_, cell) => Math.floor(cell / merged));
  const coarse = Math.ceil(masses.length / merged);
  const coarseMasses = new Float64Array(coarse);
  masses.forEach((mass, cell) => (coarseMasses[coarseOf[cell]!]! += mass));
  const pairOf = new Uint32Array(size * size);
  const pairs = (size * (size + 1)) / 2;
  const width = padded(coarse);
  const products = new Float64Array(padded(pairs) * width);
  for (let i = 0, pair = 0; i < size; i++)
    for (let k = 0; k <= i; k++, pair++) {
      pairOf[i * size + k] = pairOf[k * size + i] = pair;
      masses.forEach((mass, cell) => {
        const to = coarseOf[cell]!;
        const product = functions[cell * size + i]! * functions[cell * size + k]!;
        products[pair * width + to]! += (product * mass) / coarseMasses[to]!;
      });
    }
  return { products, pairs: padded(pairs), cells: width, pairOf, coarseOf };
}

const STEPS = 64;
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, j) => 2 ** (j / STEPS));
const POWERS = Float64Array.from({ length: 1024 }, (_, k) => 2 ** (k - 1023));
/** Adding it to a number below 2^51 rounds that to an integer. */
const ROUNDING = 1.5 * 2 ** 52;

/**
 * out = weight e^(t - largest); returns the sum. e^x = 2^(k/64) e^r with |r| < 0.0055 by its Taylor polynomial: relative
 * error below 1e-13, and four times as fast as Math.exp.
 */
function weightedExponentials(
  t: Float64Array,
  weights: Float64Array,
  largest: number,
  out: Float64Array,
): number {
  const perStep = Math.LN2 / STEPS;
  let sum = 0;
  for (let i = 0; i < t.length; i++) {
    const x = Math.max(-700, t[i]! - largest);
    const k = (x * (1 / perStep) + ROUNDING - ROUNDING) | 0;
    const r = x - k * perStep;
    const near = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24))));
    const value = weights[i]! * near * FRACTIONS[k & (STEPS - 1)]! * POWERS[(k >> 6) + 1023]!;
    out[i] = value;
    sum += value;
  }
  return sum;
}

import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { EncodedSide } from './encoding';

/**
 * Log-ratio q(x, z) = log p(x, z) / (p(x) p(z)) of a Gaussian, in canonical coordinates u = a'x, v = b'z with
 * correlations s: q = sum_k [ -s^2/(2(1-s^2)) (u^2 + v^2) + s/(1-s^2) u v - 1/2 log(1-s^2) ].
 * The critic starts from it, so that step 0 is the Gaussian answer and the network learns what is left.
 */
export interface GaussianCritic {
  /** q for row i of x and row j of z. */
  logRatio(i: number, j: number): number;
  /** Mutual information of that Gaussian, -1/2 sum log(1 - s^2), nats: the constant of q. */
  readonly mutualInformation: number;
  /** The terms of q, for engines that compute it themselves; none where q is 0. */
  readonly directions: readonly CanonicalDirection[];
}

/** Canonical coordinates u and v whose correlation squared is `square`. */
export interface CanonicalDirection {
  readonly square: number;
  readonly x: Projection;
  readonly z: Projection;
}

/** A coordinate of a side's rows: direction'scores - offset. */
export interface Projection {
  readonly direction: readonly number[];
  readonly offset: number;
}

/**
 * Fits the canonical correlations on the training rows. Those below the edge (sqrt p + sqrt q) / sqrt n, where
 * independent data put them, are dropped; the rest are shrunk as adjusted R^2. With categories on both sides the
 * log-ratio is zero: a Gaussian says nothing there.
 */
export function fitGaussian(x: EncodedSide, z: EncodedSide, trainRows: Uint32Array): GaussianCritic {
  if (x.discrete && z.discrete) return independent;
  const wx = whitening(x, trainRows);
  const wz = whitening(z, trainRows);
  if (!wx || !wz) return independent;
  const n = trainRows.length;
  const cross = crossCovariance(x, wx, z, wz, trainRows);
  const svd = new SingularValueDecomposition(cross, { autoTranspose: true });
  const p = wx.directions.columns;
  const q = wz.directions.columns;
  const edge = p * q > 1 ? (Math.sqrt(p) + Math.sqrt(q)) / Math.sqrt(n) : 0;
  const terms = svd.diagonal.slice(0, Math.min(p, q)).flatMap((s, k) => {
    const adjusted = 1 - ((1 - Math.min(s * s, 1)) * (n - 1)) / Math.max(n - p - q, 1);
    const square = s > edge ? Math.min(Math.max(adjusted, 0), 1 - 1e-7) : 0;
    return square > 0 ? [{ square, k }] : [];
  });
  if (!terms.length) return independent;
  const directions = terms.map(({ square, k }) => ({
    square,
    x: projection(wx, svd.leftSingularVectors.getColumn(k)),
    z: projection(wz, svd.rightSingularVectors.getColumn(k)),
  }));
  return canonicalCritic(x, z, directions);
}

/** Says nothing of any pair of rows. */
export const independent: GaussianCritic = { logRatio: () => 0, mutualInformation: 0, directions: [] };

function canonicalCritic(
  x: EncodedSide,
  z: EncodedSide,
  directions: readonly CanonicalDirection[],
): GaussianCritic {
  const mutualInformation = directions.reduce((sum, { square }) => sum - Math.log1p(-square) / 2, 0);
  const terms = directions.map((direction) => ({
    curvature: direction.square / (2 * (1 - direction.square)),
    slope: Math.sqrt(direction.square) / (1 - direction.square),
    coordinates: onDemand(() => ({ u: project(x, direction.x), v: project(z, direction.z) })),
  }));
  return {
    mutualInformation,
    directions,
    logRatio(i, j) {
      let sum = mutualInformation;
      for (const { curvature, slope, coordinates } of terms) {
        const { u, v } = coordinates();
        const a = u[i]!;
        const b = v[j]!;
        sum += slope * a * b - curvature * (a * a + b * b);
      }
      return sum;
    },
  };
}

/** Coordinates of all rows are worth their memory only to an engine that asks for log-ratios. */
function onDemand<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

interface Whitening {
  readonly means: readonly number[];
  /** dims x kept: centred scores times this have unit covariance on the training rows. */
  readonly directions: Matrix;
}

function whitening(side: EncodedSide, rows: Uint32Array): Whitening | null {
  const d = side.dims;
  const means = Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (const row of rows) sum += side.scores[row * d + j]!;
    return sum / rows.length;
  });
  const covariance = Matrix.zeros(d, d);
  for (let a = 0; a < d; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (const row of rows)
        sum += (side.scores[row * d + a]! - means[a]!) * (side.scores[row * d + b]! - means[b]!);
      covariance.set(a, b, sum / rows.length);
      covariance.set(b, a, sum / rows.length);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const floor = 1e-6 * Math.max(...realEigenvalues);
  const kept = realEigenvalues.flatMap((value, k) => (value > Math.max(floor, 1e-12) ? [k] : []));
  if (!kept.length) return null;
  const directions = Matrix.zeros(d, kept.length);
  kept.forEach((k, column) => {
    const scale = 1 / Math.sqrt(realEigenvalues[k]!);
    directions.setColumn(
      column,
      eigenvectorMatrix.getColumn(k).map((value) => value * scale),
    );
  });
  return { means, directions };
}

function crossCovariance(
  x: EncodedSide,
  wx: Whitening,
  z: EncodedSide,
  wz: Whitening,
  rows: Uint32Array,
): Matrix {
  const raw = Matrix.zeros(x.dims, z.dims);
  for (let a = 0; a < x.dims; a++)
    for (let b = 0; b < z.dims; b++) {
      let sum = 0;
      for (const row of rows)
        sum += (x.scores[row * x.dims + a]! - wx.means[a]!) * (z.scores[row * z.dims + b]! - wz.means[b]!);
      raw.set(a, b, sum / rows.length);
    }
  return wx.directions.transpose().mmul(raw).mmul(wz.directions);
}

function projection(w: Whitening, canonical: number[]): Projection {
  const direction = w.directions.mmul(Matrix.columnVector(canonical)).to1DArray();
  return { direction, offset: direction.reduce((sum, value, j) => sum + value * w.means[j]!, 0) };
}

/** Canonical coordinate of every row of the side. */
function project(side: EncodedSide, { direction, offset }: Projection): Float64Array {
  const d = side.dims;
  const out = new Float64Array(side.rows);
  for (let i = 0; i < side.rows; i++) {
    let sum = -offset;
    for (let j = 0; j < d; j++) sum += direction[j]! * side.scores[i * d + j]!;
    out[i] = sum;
  }
  return out;
}

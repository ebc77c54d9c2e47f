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
  /** Mutual information of that Gaussian, -1/2 sum log(1 - s^2), nats. */
  readonly mutualInformation: number;
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
  const u = terms.map(({ k }) => project(x, wx, svd.leftSingularVectors.getColumn(k)));
  const v = terms.map(({ k }) => project(z, wz, svd.rightSingularVectors.getColumn(k)));
  return canonicalCritic(
    terms.map(({ square }) => square),
    u,
    v,
  );
}

const independent: GaussianCritic = { logRatio: () => 0, mutualInformation: 0 };

function canonicalCritic(squares: number[], u: Float64Array[], v: Float64Array[]): GaussianCritic {
  const mutualInformation = squares.reduce((sum, s2) => sum - Math.log1p(-s2) / 2, 0);
  const curvature = squares.map((s2) => s2 / (2 * (1 - s2)));
  const slope = squares.map((s2) => Math.sqrt(s2) / (1 - s2));
  return {
    mutualInformation,
    logRatio(i, j) {
      let sum = mutualInformation;
      for (let k = 0; k < squares.length; k++) {
        const a = u[k]![i]!;
        const b = v[k]![j]!;
        sum += slope[k]! * a * b - curvature[k]! * (a * a + b * b);
      }
      return sum;
    },
  };
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

/** Canonical coordinate of every row of the side. */
function project(side: EncodedSide, w: Whitening, canonical: number[]): Float64Array {
  const d = side.dims;
  const direction = w.directions.mmul(Matrix.columnVector(canonical)).to1DArray();
  const offset = direction.reduce((sum, value, j) => sum + value * w.means[j]!, 0);
  const out = new Float64Array(side.rows);
  for (let i = 0; i < side.rows; i++) {
    let sum = -offset;
    for (let j = 0; j < d; j++) sum += direction[j]! * side.scores[i * d + j]!;
    out[i] = sum;
  }
  return out;
}

import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { EncodedSide } from './encoding';
import { createLogRatio, noLogRatio, type LogRatio, type Projection } from './logRatio';

/** A Gaussian with the canonical correlations of the rows it was fitted on. */
export interface Gaussian {
  readonly logRatio: LogRatio;
  /** -1/2 sum log(1 - s^2) over its canonical correlations s, nats. */
  readonly mutualInformation: number;
}

/**
 * Fits the canonical correlations on the given rows. Those below the edge (sqrt p + sqrt q) / sqrt n, where independent
 * data put them, are dropped; the rest are shrunk as adjusted R^2. In canonical coordinates the log-ratio is
 * sum_k [ s/(1-s^2) u v - s^2/(2(1-s^2)) (u^2 + v^2) - 1/2 log(1-s^2) ].
 */
export function fitGaussian(x: EncodedSide, z: EncodedSide, trainRows: Uint32Array): Gaussian {
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
  const mutualInformation = terms.reduce((sum, { square }) => sum - Math.log1p(-square) / 2, 0);
  const directions = terms.map(({ square, k }) => ({
    slope: Math.sqrt(square) / (1 - square),
    curvature: square / (2 * (1 - square)),
    x: projection(wx, svd.leftSingularVectors.getColumn(k)),
    z: projection(wz, svd.rightSingularVectors.getColumn(k)),
  }));
  return { logRatio: createLogRatio(x, z, mutualInformation, directions), mutualInformation };
}

const independent: Gaussian = { logRatio: noLogRatio, mutualInformation: 0 };

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

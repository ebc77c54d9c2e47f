import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Categories, EncodedSide } from './encoding';
import { createLogRatio, type LogRatio, type Projection } from './logRatio';

/**
 * Log-ratios log p(i, j) / (p(i) p(j)) of two categorical columns from their counts in the training rows, row-major.
 * The joint distribution is shrunk towards independence by the factor that minimises the expected squared error
 * (Hausser and Strimmer, JMLR 2009, equation 8, with the product of the marginals as the target), so that independent
 * columns are taken to be independent and a category combination that was never seen is not impossible.
 */
export function logRatioTable(x: Categories, z: Categories, trainRows: Uint32Array): Matrix {
  const joint = Matrix.zeros(x.count, z.count);
  const n = trainRows.length;
  for (const row of trainRows) {
    const [i, j] = [x.codes[row]!, z.codes[row]!];
    joint.set(i, j, joint.get(i, j) + 1 / n);
  }
  const px = joint.sum('row');
  const pz = joint.sum('column');
  let squares = 0;
  let distance = 0;
  for (let i = 0; i < x.count; i++)
    for (let j = 0; j < z.count; j++) {
      squares += joint.get(i, j) ** 2;
      distance += (px[i]! * pz[j]! - joint.get(i, j)) ** 2;
    }
  const shrinkage = Math.min(1, Math.max(1 / n, (1 - squares) / ((n - 1) * distance)));
  const table = Matrix.zeros(x.count, z.count);
  for (let i = 0; i < x.count; i++)
    for (let j = 0; j < z.count; j++) {
      const independent = px[i]! * pz[j]!;
      // A category that no training row has tells nothing.
      const ratio = independent > 0 ? joint.get(i, j) / independent : 1;
      table.set(i, j, Math.log(shrinkage + (1 - shrinkage) * ratio));
    }
  return table;
}

/** The table of two categorical columns as a log-ratio: the sum of products of its singular value decomposition. */
export function fitTable(
  x: EncodedSide,
  z: EncodedSide,
  xCategories: Categories,
  zCategories: Categories,
  trainRows: Uint32Array,
): LogRatio {
  const table = logRatioTable(xCategories, zCategories, trainRows);
  const svd = new SingularValueDecomposition(table, { autoTranspose: true });
  const [largest = 0] = svd.diagonal;
  const directions = svd.diagonal.flatMap((slope, k) =>
    slope > 1e-6 * Math.max(1, largest)
      ? [
          {
            slope,
            curvature: 0,
            x: projection(xCategories, svd.leftSingularVectors.getColumn(k)),
            z: projection(zCategories, svd.rightSingularVectors.getColumn(k)),
          },
        ]
      : [],
  );
  return createLogRatio(x, z, 0, directions);
}

/** The coordinate that has these values in the categories, as a combination of their standardised indicators. */
function projection({ indicators }: Categories, values: readonly number[]): Projection {
  // A last category without an indicator has what is left where all indicators are off.
  const rest = values[indicators.length] ?? 0;
  const direction = indicators.map(({ deviation }, j) => (values[j]! - rest) * deviation);
  const atMean = indicators.reduce((sum, { mean }, j) => sum + (values[j]! - rest) * mean, rest);
  return { direction, offset: -atMean };
}

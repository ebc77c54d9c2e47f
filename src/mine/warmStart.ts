import { fitTable } from './contingency';
import type { EncodedSide } from './encoding';
import { fitGaussian } from './gaussian';
import { noLogRatio, type LogRatio } from './logRatio';

/**
 * The log-ratio a critic of the pair starts from, fitted on its training rows: the table of counts for two categorical
 * columns, the Gaussian where a side has numbers, and nothing for groups of categories alone.
 */
export function warmStart(x: EncodedSide, z: EncodedSide, trainRows: Uint32Array): LogRatio {
  if (!x.discrete || !z.discrete) return fitGaussian(x, z, trainRows).logRatio;
  if (x.categories && z.categories) return fitTable(x, z, x.categories, z.categories, trainRows);
  return noLogRatio;
}

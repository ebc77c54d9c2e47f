import { createRandom } from '../../dataset/random';
import { digamma, digammaTable } from './digamma';
import { NeighbourTree, neighbourCounter, untied } from './neighbours';

/**
 * Mutual information of two continuous variables from nearest neighbours, in nats: the first estimator of Kraskov,
 * Stögbauer and Grassberger (Phys. Rev. E 69, 066138, 2004), psi(k) + psi(n) - mean(psi(n_x + 1) + psi(n_z + 1)), in the
 * maximum norm over all columns, each scaled to variance 1. Give it normal scores for an answer that outliers and the
 * units do not change. It can come out a little below 0.
 * @param x columns of one side, of n values each
 * @param z columns of the other side
 */
export function kraskov(
  x: readonly Float64Array[],
  z: readonly Float64Array[],
  neighbours = 3,
  seed = 0,
): number {
  const random = createRandom(seed);
  const xs = x.map((column, d) => untied(column, random.fork(d)));
  const zs = z.map((column, d) => untied(column, random.fork(x.length + d)));
  const joint = new NeighbourTree([...xs, ...zs], neighbours);
  const countX = neighbourCounter(xs);
  const countZ = neighbourCounter(zs);
  const n = joint.size;
  const psi = digammaTable(n);
  let sum = 0;
  for (const row of joint.rowsInOrder) {
    const radius = joint.distance(row);
    sum += psi[countX(row, radius)]! + psi[countZ(row, radius)]!;
  }
  return digamma(neighbours) + digamma(n) - sum / n;
}

import { createRandom } from '../../dataset/random';
import { digamma, digammaTable } from './digamma';
import { NeighbourTree, neighbourCounter, untied } from './neighbours';

/**
 * Mutual information of a category and continuous columns from nearest neighbours, in nats: Ross (PLoS ONE 9, e87357,
 * 2014), psi(n) + mean(psi(k) - psi(n_category) - psi(m)), m being the rows nearer than the k-th neighbour of the same
 * category. Rows that are alone in their category say nothing and are left out.
 * @param codes category of each row
 * @param z columns of the continuous side
 */
export function ross(codes: ArrayLike<number>, z: readonly Float64Array[], neighbours = 3, seed = 0): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < codes.length; i++) counts.set(codes[i]!, (counts.get(codes[i]!) ?? 0) + 1);
  const rows = Uint32Array.from({ length: codes.length }, (_, i) => i).filter(
    (i) => counts.get(codes[i]!)! > 1,
  );
  const random = createRandom(seed);
  const zs = z.map((column, d) => {
    const noisy = untied(column, random.fork(d));
    return Float64Array.from(rows, (row) => noisy[row]!);
  });
  const n = rows.length;
  if (n === 0) return 0;
  const countAll = neighbourCounter(zs);
  const psi = digammaTable(n);
  let sum = 0;
  for (const members of membersByCode(rows, codes)) {
    const own = zs.map((column) => Float64Array.from(members, (member) => column[member]!));
    const k = Math.min(neighbours, members.length - 1);
    const tree = new NeighbourTree(own, k);
    members.forEach((member, i) => {
      sum += psi[k]! - psi[members.length]! - psi[countAll(member, tree.distance(i))]!;
    });
  }
  return digamma(n) + sum / n;
}

/** Places in `rows` of each category. */
function membersByCode(rows: Uint32Array, codes: ArrayLike<number>): Iterable<number[]> {
  const members = new Map<number, number[]>();
  rows.forEach((row, place) => {
    const own = members.get(codes[row]!);
    if (own) own.push(place);
    else members.set(codes[row]!, [place]);
  });
  return members.values();
}

import type { Random } from '../../../dataset/random';

const ROUNDS = 20;

/**
 * Centres [count][width] of cells of similar rows (k-means: Lloyd 1982, started as k-means++, Arthur and Vassilvitskii 2007).
 * Fewer where there are fewer different rows.
 */
export function cellCentres(rows: Float32Array, width: number, count: number, random: Random): Float32Array {
  const n = rows.length / width;
  const centres = [rows.slice(...rowEnds(random.integer(n), width))];
  const nearest = new Float64Array(n).fill(Infinity);
  while (centres.length < count) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      nearest[i] = Math.min(nearest[i]!, squaredDistance(rows, i * width, centres.at(-1)!, 0, width));
      total += nearest[i]!;
    }
    if (total === 0) break;
    let left = random.uniform() * total;
    let chosen = 0;
    while (chosen < n - 1 && (left -= nearest[chosen]!) >= 0) chosen++;
    centres.push(rows.slice(...rowEnds(chosen, width)));
  }
  const found = new Float32Array(centres.length * width);
  centres.forEach((centre, c) => {
    found.set(centre, c * width);
  });
  for (let round = 0; round < ROUNDS; round++) {
    const cells = nearestCells(rows, width, found);
    const sums = new Float64Array(found.length);
    const counts = new Uint32Array(centres.length);
    cells.forEach((cell, i) => {
      counts[cell]!++;
      for (let j = 0; j < width; j++) sums[cell * width + j] = sums[cell * width + j]! + rows[i * width + j]!;
    });
    for (let at = 0; at < found.length; at++) {
      const size = counts[Math.floor(at / width)]!;
      if (size > 0) found[at] = sums[at]! / size;
    }
  }
  return found;
}

/** The cell of each row: that of the nearest centre. */
export function nearestCells(rows: Float32Array, width: number, centres: Float32Array): Int32Array {
  return Int32Array.from({ length: rows.length / width }, (_, i) => {
    let [best, least] = [0, Infinity];
    for (let c = 0; c * width < centres.length; c++) {
      const distance = squaredDistance(rows, i * width, centres, c * width, width);
      if (distance < least) [best, least] = [c, distance];
    }
    return best;
  });
}

function squaredDistance(a: Float32Array, aAt: number, b: Float32Array, bAt: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (a[aAt + j]! - b[bAt + j]!) ** 2;
  return sum;
}

function rowEnds(row: number, width: number): [number, number] {
  return [row * width, (row + 1) * width];
}

import type { Random } from '../../dataset/random';
import { standardized } from '../ranks';

/** Points on both sides of a split are scanned without further splits when there are this few. */
const LEAF = 10;

/**
 * Exact nearest neighbours in the maximum norm: a k-d tree, its points laid out in the order of the tree, split at the
 * median along the widest side.
 */
export class NeighbourTree {
  readonly size: number;
  private readonly dimensions: number;
  /** Points in tree order, row-major. */
  private readonly points: Float64Array;
  private readonly placeOf: Uint32Array;
  private readonly order: Uint32Array;
  private readonly splitDimension: Int32Array;
  private readonly splitValue: Float64Array;
  private readonly nearest: Float64Array;
  /** The row asked for: its place, and where its coordinates start. */
  private self = 0;
  private from = 0;
  private radius = 0;
  private count = 0;

  /**
   * @param columns one array a dimension, of the same length
   * @param neighbours how many neighbours `distance` will look for
   */
  constructor(columns: readonly Float64Array[], neighbours: number) {
    const first = columns[0] ?? new Float64Array(0);
    this.size = first.length;
    this.dimensions = columns.length;
    this.nearest = new Float64Array(neighbours);
    const order = Uint32Array.from(first, (_, i) => i);
    this.order = order;
    const nodes = 2 ** Math.ceil(Math.log2(Math.max(2, this.size / LEAF)) + 1);
    this.splitDimension = new Int32Array(nodes).fill(-1);
    this.splitValue = new Float64Array(nodes);
    this.split(columns, order, 1, 0, this.size);
    this.points = new Float64Array(this.size * this.dimensions);
    this.placeOf = new Uint32Array(this.size);
    order.forEach((row, place) => {
      this.placeOf[row] = place;
      columns.forEach((column, d) => (this.points[place * this.dimensions + d] = column[row]!));
    });
  }

  /** The rows, neighbours near each other: asked in this order, the tree's memory is at hand. */
  get rowsInOrder(): Uint32Array {
    return this.order;
  }

  /** Distance of the row to its k-th neighbour, k as given to the constructor; Infinity with fewer other rows. */
  distance(row: number): number {
    this.aim(row);
    this.nearest.fill(Infinity);
    this.search(1, 0, this.size);
    return this.nearest[this.nearest.length - 1]!;
  }

  /** Rows nearer than the radius, the row itself among them. */
  countWithin(row: number, radius: number): number {
    this.aim(row);
    this.radius = radius;
    this.count = 0;
    this.countIn(1, 0, this.size);
    return Math.max(1, this.count);
  }

  private aim(row: number): void {
    this.self = this.placeOf[row]!;
    this.from = this.self * this.dimensions;
  }

  private split(
    columns: readonly Float64Array[],
    order: Uint32Array,
    node: number,
    from: number,
    to: number,
  ): void {
    if (to - from <= LEAF || 2 * node + 1 >= this.splitDimension.length) return;
    let widest = 0;
    let width = -1;
    columns.forEach((column, d) => {
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const value = column[order[i]!]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > width) {
        width = high - low;
        widest = d;
      }
    });
    if (width <= 0) return;
    const column = columns[widest]!;
    const middle = (from + to) >>> 1;
    select(order, column, from, to - 1, middle);
    this.splitDimension[node] = widest;
    this.splitValue[node] = column[order[middle]!]!;
    this.split(columns, order, 2 * node, from, middle);
    this.split(columns, order, 2 * node + 1, middle, to);
  }

  private search(node: number, from: number, to: number): void {
    const d = this.splitDimension[node] ?? -1;
    if (d < 0) {
      this.scanNearest(from, to);
      return;
    }
    const offset = this.points[this.from + d]! - this.splitValue[node]!;
    const middle = (from + to) >>> 1;
    const { nearest } = this;
    if (offset < 0) {
      this.search(2 * node, from, middle);
      if (-offset < nearest[nearest.length - 1]!) this.search(2 * node + 1, middle, to);
    } else {
      this.search(2 * node + 1, middle, to);
      if (offset < nearest[nearest.length - 1]!) this.search(2 * node, from, middle);
    }
  }

  private scanNearest(from: number, to: number): void {
    const { nearest } = this;
    const last = nearest.length - 1;
    for (let place = from; place < to; place++) {
      if (place === this.self) continue;
      const distance = this.distanceBelow(place, nearest[last]!);
      if (distance >= nearest[last]!) continue;
      let slot = last;
      for (; slot > 0 && nearest[slot - 1]! > distance; slot--) nearest[slot] = nearest[slot - 1]!;
      nearest[slot] = distance;
    }
  }

  private countIn(node: number, from: number, to: number): void {
    const d = this.splitDimension[node] ?? -1;
    if (d < 0) {
      for (let place = from; place < to; place++)
        if (this.distanceBelow(place, this.radius) < this.radius) this.count++;
      return;
    }
    const offset = this.points[this.from + d]! - this.splitValue[node]!;
    const middle = (from + to) >>> 1;
    if (offset < this.radius) this.countIn(2 * node, from, middle);
    if (-offset < this.radius) this.countIn(2 * node + 1, middle, to);
  }

  /** Distance of a place to the query; a number of at least the limit where it is not below it. */
  private distanceBelow(place: number, limit: number): number {
    const { points, from, dimensions } = this;
    const at = place * dimensions;
    let distance = 0;
    for (let d = 0; d < dimensions; d++) {
      const difference = Math.abs(points[at + d]! - points[from + d]!);
      if (difference > distance) {
        distance = difference;
        if (distance >= limit) return distance;
      }
    }
    return distance;
  }
}

/** Counts the rows nearer than a radius in one side of a pair: by binary search in a sorted column, or by a tree. */
export function neighbourCounter(columns: readonly Float64Array[]): (row: number, radius: number) => number {
  const [column] = columns;
  if (columns.length !== 1 || !column) {
    const tree = new NeighbourTree(columns, 1);
    return (row, radius) => tree.countWithin(row, radius);
  }
  const sorted = column.slice().sort();
  return (row, radius) => countAround(sorted, placeOf(sorted, column[row]!), radius);
}

/** Place of a value among the sorted ones. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values nearer than the radius to the one at a place, itself among them: the bounds are sought outwards from there. */
function countAround(sorted: Float64Array, place: number, radius: number): number {
  const value = sorted[place]!;
  const n = sorted.length;
  let step = 1;
  let inside = place;
  while (inside + step < n && sorted[inside + step]! - value < radius) {
    inside += step;
    step *= 2;
  }
  for (; step > 0; step >>= 1)
    if (inside + step < n && sorted[inside + step]! - value < radius) inside += step;
  const above = inside;
  step = 1;
  inside = place;
  while (inside - step >= 0 && value - sorted[inside - step]! < radius) {
    inside -= step;
    step *= 2;
  }
  for (; step > 0; step >>= 1)
    if (inside - step >= 0 && value - sorted[inside - step]! < radius) inside -= step;
  return above - inside + 1;
}

/**
 * Mean 0, variance 1 and noise of 1e-10, which orders equal values at random: the estimators count neighbours of
 * continuous variables (as scikit-learn's mutual_info_regression does it).
 */
export function untied(values: Float64Array, random: Random): Float64Array {
  return standardized(values).map((value) => value + 1e-10 * random.normal());
}

/** Quickselect: reorders order[from..to] so that the k-th has none larger before it and none smaller behind it. */
function select(order: Uint32Array, column: Float64Array, from: number, to: number, k: number): void {
  while (from < to) {
    const pivot = column[order[(from + to) >>> 1]!]!;
    let i = from;
    let j = to;
    while (i <= j) {
      while (column[order[i]!]! < pivot) i++;
      while (column[order[j]!]! > pivot) j--;
      if (i <= j) {
        const swapped = order[i]!;
        order[i] = order[j]!;
        order[j] = swapped;
        i++;
        j--;
      }
    }
    if (k <= j) to = j;
    else if (k >= i) from = i;
    else return;
  }
}

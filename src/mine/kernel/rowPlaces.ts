/**
 * Distinct rows in the order of their first appearance. A sparse set (Briggs and Torczon, 1993): emptying it costs
 * nothing, so that one set serves all critics.
 */
export class RowPlaces {
  private readonly distinct: Uint32Array;
  private places = new Uint32Array(0);
  private count = 0;

  constructor(readonly capacity: number) {
    this.distinct = new Uint32Array(capacity);
  }

  /** Empties the set, for rows 0 .. rows - 1. */
  clear(rows: number): void {
    if (rows > this.places.length) this.places = new Uint32Array(rows);
    this.count = 0;
  }

  get rows(): Uint32Array {
    return this.distinct.subarray(0, this.count);
  }

  get full(): boolean {
    return this.count === this.capacity;
  }

  /** The row's place among the distinct ones; it gets the next if it has none. */
  of(row: number): number {
    const place = this.places[row]!;
    if (place < this.count && this.distinct[place] === row) return place;
    this.distinct[this.count] = row;
    this.places[row] = this.count;
    return this.count++;
  }
}

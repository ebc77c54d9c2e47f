import type { EncodedPair } from '../critic';
import { RowPlaces } from './rowPlaces';
import type { Sizes, Workspace } from './workspace';

/** Rows of a side that are prepared at once, and pairs of them scored in one call: a few MB. */
const ROWS = 8192;
const PAIRS = 8192;

/**
 * Scores pairs of rows. A row that is part of many pairs, as with cyclic shifts, is prepared once for all that fit
 * together. One scorer serves all critics, so that its tables are made once.
 */
export class Scorer {
  private readonly x = new RowPlaces(ROWS);
  private readonly z = new RowPlaces(ROWS);
  private xPlaces = new Uint32Array(0);
  private zPlaces = new Uint32Array(0);

  /** What a workspace must hold for so many pairs. */
  sizes(pairs: number): Sizes {
    return { rows: Math.min(ROWS, pairs), pairs: Math.min(PAIRS, pairs) };
  }

  /** T of the critic in the workspace, for row xRows[i] of x and row zRows[i] of z. */
  scores(
    work: Workspace,
    pair: EncodedPair,
    xRows: Uint32Array,
    zRows: Uint32Array,
    offset: number,
  ): Float32Array {
    const out = new Float32Array(xRows.length);
    this.reserve(out.length);
    const { x, z, xPlaces, zPlaces } = this;
    for (let start = 0, end = 0; start < out.length; start = end) {
      x.clear(pair.x.rows);
      z.clear(pair.z.rows);
      for (; end < out.length && !x.full && !z.full; end++) {
        xPlaces[end] = x.of(xRows[end]!);
        zPlaces[end] = z.of(zRows[end]!);
      }
      work.prepare(pair, x.rows, z.rows);
      for (let from = start; from < end; from += PAIRS) {
        const to = Math.min(end, from + PAIRS);
        out.set(work.score(xPlaces.subarray(from, to), zPlaces.subarray(from, to), offset), from);
      }
    }
    return out;
  }

  private reserve(pairs: number): void {
    if (pairs <= this.xPlaces.length) return;
    this.xPlaces = new Uint32Array(pairs);
    this.zPlaces = new Uint32Array(pairs);
  }
}

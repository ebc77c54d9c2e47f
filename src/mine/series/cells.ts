import { normalQuantile, normalSurvival } from '../normal';

/** A column over the complete rows of a pair. */
export type SeriesColumn =
  /** Positions (rank - 1/2) / n of its values in (0, 1). */
  | { readonly kind: 'numeric'; readonly positions: Float32Array | Float64Array }
  | { readonly kind: 'categorical'; readonly codes: Int32Array };

/** A column's values cut into cells, none of them empty. */
export interface Cells {
  /** Cell of each row. */
  readonly cells: Uint16Array;
  /** Share of the rows in each cell. */
  readonly masses: Float64Array;
}

/** Places from which the search for a position's bin begins. */
const SLOTS = 4096;

/**
 * Bins of equal width in Phi(h / stretch), h the normal score; empty ones are left out. A stretch above 1 makes those at both
 * ends narrower, where scores lie far apart. A bin's centre is the mean position of its rows.
 */
export function rankBins(
  positions: Float32Array | Float64Array,
  bins: number,
  stretch: number,
): Cells & { readonly centres: Float64Array } {
  const edges = Float64Array.from({ length: bins + 1 }, (_, b) =>
    b === bins ? Infinity : edge(b / bins, stretch),
  );
  const first = firstBins(edges);
  const counts = new Uint32Array(bins);
  const sums = new Float64Array(bins);
  const cells = new Uint16Array(positions.length);
  for (let row = 0; row < positions.length; row++) {
    const u = positions[row]!;
    let b = first[(u * SLOTS) | 0]!;
    while (u >= edges[b + 1]!) b++;
    cells[row] = b;
    counts[b]!++;
    sums[b]! += u;
  }
  const { occupied, masses } = renumbered(cells, counts);
  return { cells, masses, centres: Float64Array.from(occupied, (b) => sums[b]! / counts[b]!) };
}

/** Position at which the bin begins that begins at `share` of the width. */
function edge(share: number, stretch: number): number {
  if (share === 0) return 0;
  return stretch === 1 ? share : normalSurvival(-stretch * normalQuantile(share));
}

/** Bin that holds the beginning of each slot. */
function firstBins(edges: Float64Array): Uint16Array {
  const first = new Uint16Array(SLOTS);
  for (let slot = 0, b = 0; slot < SLOTS; slot++) {
    while (slot / SLOTS >= edges[b + 1]!) b++;
    first[slot] = b;
  }
  return first;
}

/** A cell for each code that occurs. */
export function categoryCells(codes: Int32Array): Cells {
  const counts = new Uint32Array(codes.reduce((a, b) => Math.max(a, b), -1) + 1);
  const cells = Uint16Array.from(codes);
  for (const code of codes) counts[code]!++;
  return { cells, masses: renumbered(cells, counts).masses };
}

/** Numbers the cells anew, in place, so that none is empty. */
function renumbered(cells: Uint16Array, counts: Uint32Array) {
  const occupied = [...counts.keys()].filter((cell) => counts[cell]! > 0);
  if (occupied.length < counts.length) {
    const places = new Uint16Array(counts.length);
    occupied.forEach((cell, place) => (places[cell] = place));
    for (let row = 0; row < cells.length; row++) cells[row] = places[cells[row]!]!;
  }
  return { occupied, masses: Float64Array.from(occupied, (cell) => counts[cell]! / cells.length) };
}

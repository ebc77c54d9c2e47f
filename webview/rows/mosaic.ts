import { meanOf } from './marks';

/** One combination of two categories: its area is its share of the rows. All places are 0 .. 1, y from the top. */
export interface Tile {
  readonly xLevel: number;
  readonly zLevel: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly number[];
  /** Mean of its rows' pointwise values, nats; null where they are not known. */
  readonly pointwise: number | null;
}

/**
 * A mosaic plot (Hartigan and Kleiner 1981): a column for each category of x, as wide as its share of the rows, divided
 * among the categories of z as they share these rows. Of independent variables all columns look the same.
 */
export function mosaic(
  x: readonly number[],
  z: readonly number[],
  pointwise: readonly number[] | null,
): Tile[] {
  const columns = byLevel(x, x.keys());
  let left = 0;
  return columns.flatMap(([xLevel, inColumn]) => {
    const right = left + inColumn.length / x.length;
    let top = 0;
    const tiles = byLevel(z, inColumn).map(([zLevel, rows]) => {
      const bottom = top + rows.length / inColumn.length;
      const value = pointwise && meanOf(pointwise, rows);
      const tile = { xLevel, zLevel, left, right, top, bottom, rows, pointwise: value };
      top = bottom;
      return tile;
    });
    left = right;
    return tiles;
  });
}

/** Rows of each level, in the levels' order. */
function byLevel(codes: readonly number[], rows: Iterable<number>): [number, number[]][] {
  const levels = new Map<number, number[]>();
  for (const row of rows) {
    const level = codes[row] ?? 0;
    const own = levels.get(level);
    if (own) own.push(row);
    else levels.set(level, [row]);
  }
  return [...levels].sort(([one], [other]) => one - other);
}

/** One sign of a plot: a row, or several that lie so close together that they would cover each other. */
export interface Mark {
  /** Pixels. */
  readonly x: number;
  readonly y: number;
  /** Indexes of its rows. */
  readonly rows: readonly number[];
  /** Mean of its rows' pointwise values, nats; null where they are not known. */
  readonly pointwise: number | null;
}

/** Rows in the same square of this side are one mark, pixels. */
const SQUARE = 5;

/** Thins rows by density: where many lie, there are few marks that each say how many. */
export function thinned(
  x: readonly number[],
  y: readonly number[],
  pointwise: readonly number[] | null,
): Mark[] {
  const squares = new Map<string, number[]>();
  x.forEach((left, row) => {
    const key = `${Math.floor(left / SQUARE)} ${Math.floor((y[row] ?? 0) / SQUARE)}`;
    const rows = squares.get(key);
    if (rows) rows.push(row);
    else squares.set(key, [row]);
  });
  return Array.from(squares.values(), (rows) => ({
    x: meanOf(x, rows),
    y: meanOf(y, rows),
    rows,
    pointwise: pointwise && meanOf(pointwise, rows),
  }));
}

export function meanOf(values: readonly number[], rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
}

/** Pixels: the area grows as the rows do, up to what covers a neighbour. */
export function radiusOf({ rows }: Mark): number {
  return Math.min(6.5, 1.6 + Math.sqrt(rows.length));
}

/** The more rows, the less can be seen through. */
export function opacityOf({ rows }: Mark): number {
  return Math.min(1, 0.6 + 0.1 * rows.length);
}

/** The mark nearest to a place, no further away than it is large and a little more. */
export function markAt(marks: readonly Mark[], x: number, y: number): Mark | undefined {
  let nearest: Mark | undefined;
  let least = 10;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance >= least) continue;
    nearest = mark;
    least = distance;
  }
  return nearest;
}

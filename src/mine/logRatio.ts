import type { EncodedSide } from './encoding';

/**
 * A log-ratio q(x, z) that is known before any training: the critic starts from it, so that step 0 is its answer and the
 * network learns what is left. With coordinates u and v of each side's rows,
 * q = constant + sum_k [ slope u v - curvature (u^2 + v^2) ].
 */
export interface LogRatio {
  /** q for row i of x and row j of z. */
  value(i: number, j: number): number;
  /** q for row xRows[i] of x and row zRows[i] of z, for each i. */
  values(xRows: Uint32Array, zRows: Uint32Array): Float32Array;
  readonly constant: number;
  /** The terms of q, for engines that compute it themselves; none where q is constant. */
  readonly directions: readonly Direction[];
}

/** One term of q; its slope is above 0. */
export interface Direction {
  readonly slope: number;
  readonly curvature: number;
  readonly x: Projection;
  readonly z: Projection;
}

/** A coordinate of a side's rows: direction'scores - offset. */
export interface Projection {
  readonly direction: readonly number[];
  readonly offset: number;
}

/** Says nothing of any pair of rows. */
export const noLogRatio: LogRatio = {
  value: () => 0,
  values: (xRows) => new Float32Array(xRows.length),
  constant: 0,
  directions: [],
};

export function createLogRatio(
  x: EncodedSide,
  z: EncodedSide,
  constant: number,
  directions: readonly Direction[],
): LogRatio {
  const terms = directions.map((direction): Term => ({
    ...direction,
    coordinates: onDemand(() => ({ u: project(x, direction.x), v: project(z, direction.z) })),
  }));
  return {
    constant,
    directions,
    value: (i, j) => constant + terms.reduce((sum, term) => sum + valueOf(term, i, j), 0),
    values(xRows, zRows) {
      const out = new Float32Array(xRows.length).fill(constant);
      for (const { curvature, slope, coordinates } of terms) {
        const { u, v } = coordinates();
        for (let i = 0; i < out.length; i++) {
          const a = u.scale * u.values[xRows[i]!]! - u.offset;
          const b = v.scale * v.values[zRows[i]!]! - v.offset;
          out[i] = out[i]! + slope * a * b - curvature * (a * a + b * b);
        }
      }
      return out;
    },
  };
}

interface Term extends Direction {
  readonly coordinates: () => { readonly u: Coordinate; readonly v: Coordinate };
}

/** A coordinate of a side's rows: scale * values - offset. */
interface Coordinate {
  readonly values: Float32Array;
  readonly scale: number;
  readonly offset: number;
}

function valueOf({ curvature, slope, coordinates }: Term, i: number, j: number): number {
  const { u, v } = coordinates();
  const a = u.scale * u.values[i]! - u.offset;
  const b = v.scale * v.values[j]! - v.offset;
  return slope * a * b - curvature * (a * a + b * b);
}

/** Coordinates of all rows are worth their memory only to an engine that asks for values. */
function onDemand<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/** The coordinate of every row of the side; a side of one score has it already. */
function project({ rows, dims, scores }: EncodedSide, { direction, offset }: Projection): Coordinate {
  if (dims === 1) return { values: scores, scale: direction[0]!, offset };
  const values = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < dims; j++) sum += direction[j]! * scores[i * dims + j]!;
    values[i] = sum;
  }
  return { values, scale: 1, offset };
}

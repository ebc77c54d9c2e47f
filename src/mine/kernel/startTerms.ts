import type { Direction, LogRatio, Projection } from '../logRatio';
import { paddedDirections, type CriticShape } from './shape';

/** The log-ratio a critic starts from in the form that assembly/forward.ts computes; [dims][directions] row-major. */
export interface StartTerms {
  readonly xDirections: Float32Array;
  readonly xOffsets: Float32Array;
  readonly zDirections: Float32Array;
  readonly zOffsets: Float32Array;
  readonly surplus: Float32Array;
  readonly constant: number;
}

export function startTerms(start: LogRatio, shape: CriticShape): StartTerms {
  // slope u v - curvature (u^2 + v^2) = slope/2 [ -(u - v)^2 + surplus (u^2 + v^2) ], surplus = 1 - 2 curvature / slope.
  const padded = paddedDirections(shape);
  const { directions } = start;
  const side = (dims: number, of: (direction: Direction) => Projection) => {
    const projections = new Float32Array(dims * padded);
    const offsets = new Float32Array(padded);
    directions.forEach((term, k) => {
      const { direction, offset } = of(term);
      const scale = Math.sqrt(term.slope / 2);
      direction.forEach((value, d) => (projections[d * padded + k] = scale * value));
      offsets[k] = -scale * offset;
    });
    return { projections, offsets };
  };
  const x = side(shape.xDims, (term) => term.x);
  const z = side(shape.zDims, (term) => term.z);
  const surplus = new Float32Array(padded);
  directions.forEach(({ slope, curvature }, k) => (surplus[k] = 1 - (2 * curvature) / slope));
  return {
    xDirections: x.projections,
    xOffsets: x.offsets,
    zDirections: z.projections,
    zOffsets: z.offsets,
    surplus,
    constant: start.constant,
  };
}

import type { CanonicalDirection, GaussianCritic, Projection } from '../gaussian';
import { paddedDirections, type CriticShape } from './shape';

/** The Gaussian log-ratio in the form that assembly/forward.ts computes; [dims][directions] row-major. */
export interface GaussianTerms {
  readonly xDirections: Float32Array;
  readonly xOffsets: Float32Array;
  readonly zDirections: Float32Array;
  readonly zOffsets: Float32Array;
  readonly surplus: Float32Array;
  readonly constant: number;
}

export function gaussianTerms(gaussian: GaussianCritic, shape: CriticShape): GaussianTerms {
  const padded = paddedDirections(shape);
  const { directions } = gaussian;
  const side = (dims: number, of: (direction: CanonicalDirection) => Projection) => {
    const projections = new Float32Array(dims * padded);
    const offsets = new Float32Array(padded);
    directions.forEach((term, k) => {
      const { direction, offset } = of(term);
      const scale = Math.sqrt(curvature(term));
      direction.forEach((value, d) => (projections[d * padded + k] = scale * value));
      offsets[k] = -scale * offset;
    });
    return { projections, offsets };
  };
  const x = side(shape.xDims, (term) => term.x);
  const z = side(shape.zDims, (term) => term.z);
  const surplus = new Float32Array(padded);
  directions.forEach(({ square }, k) => (surplus[k] = 1 - Math.sqrt(square)));
  return {
    xDirections: x.projections,
    xOffsets: x.offsets,
    zDirections: z.projections,
    zOffsets: z.offsets,
    surplus,
    constant: gaussian.mutualInformation,
  };
}

/** Factor of -(u - v)^2 in the log-ratio. */
function curvature({ square }: CanonicalDirection): number {
  return Math.sqrt(square) / (2 * (1 - square));
}

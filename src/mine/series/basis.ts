import { normalQuantile } from '../normal';
import { categoryCells, rankBins, type SeriesColumn } from './cells';

/**
 * Functions of one column, constant on cells (bins of the rank, or categories), orthonormal under the cells' masses;
 * the first is 1.
 */
export interface Basis {
  /** Cell of each row. */
  readonly cells: Uint16Array;
  /** Share of the rows in each cell. */
  readonly masses: Float64Array;
  /** Function values, row-major, cells x size. */
  readonly functions: Float64Array;
  readonly size: number;
  /** How fast each function turns: 0 for the constant, k for the k-th cosine, 1 for categories; sets its penalty. */
  readonly roughness: Float64Array;
  /** Neighbouring cells hold neighbouring values. */
  readonly ordered: boolean;
  /** The second and third function are the normal score and its square. */
  readonly gaussian: boolean;
}

export interface BasisSettings {
  /** Bins of a numeric column. */
  readonly bins: number;
  /** How much narrower the bins become towards both ends; 1: all hold the same number of rows. */
  readonly tailStretch: number;
  /** Cosines of a numeric column's rank, beside its normal score and the score's square. */
  readonly cosines: number;
}

/** Roughness of all functions of categories. */
export const CATEGORY = 1;
/** Roughness of the normal score and of its square. */
const SCORE = 1;
const SQUARE = 1.5;

/**
 * Numbers: normal score h, h² and cosines cos(pi k u) of the rank position u, on bins of the rank (ties share a bin).
 * Categories: an indicator each. Functions that the masses make dependent on those before them are left out.
 */
export function seriesBasis(column: SeriesColumn, { bins, tailStretch, cosines }: BasisSettings): Basis {
  switch (column.kind) {
    case 'numeric': {
      const { cells, masses, centres } = rankBins(column.positions, bins, tailStretch);
      const scores = centres.map(normalQuantile);
      const waves = Array.from({ length: cosines }, (_, k) =>
        centres.map((u) => Math.cos(Math.PI * (k + 1) * u)),
      );
      const candidates = [scores, scores.map((h) => h * h), ...waves];
      const roughness = [SCORE, SQUARE, ...waves.map((_, k) => k + 1)];
      return { cells, ...orthonormal(candidates, roughness, masses), ordered: true };
    }
    case 'categorical': {
      const { cells, masses } = categoryCells(column.codes);
      const indicators = Array.from({ length: masses.length - 1 }, (_, level) =>
        masses.map((_mass, cell) => (cell === level + 1 ? 1 : 0)),
      );
      const roughness = indicators.map(() => CATEGORY);
      return { cells, ...orthonormal(indicators, roughness, masses), ordered: false };
    }
  }
}

/** Gram-Schmidt under the masses, twice for rounding; a candidate of which less than 1/1000 is new is left out. */
function orthonormal(
  candidates: readonly Float64Array[],
  candidateRoughness: readonly number[],
  masses: Float64Array,
) {
  const inner = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += masses[i]! * a[i]! * b[i]!;
    return sum;
  };
  const kept = [new Float64Array(masses.length).fill(1)];
  const roughness = [0];
  candidates.forEach((candidate, index) => {
    const rest = candidate.slice();
    let centredNorm = 0;
    for (let pass = 0; pass < 2; pass++)
      kept.forEach((f, k) => {
        const share = inner(f, rest);
        for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! - share * f[i]!;
        if (pass === 0 && k === 0) centredNorm = Math.sqrt(inner(rest, rest));
      });
    const norm = Math.sqrt(inner(rest, rest));
    if (norm <= 1e-3 * Math.max(1e-9, centredNorm)) return;
    kept.push(rest.map((value) => value / norm));
    roughness.push(candidateRoughness[index]!);
  });
  const size = kept.length;
  return {
    masses,
    functions: Float64Array.from(
      { length: masses.length * size },
      (_, i) => kept[i % size]![Math.floor(i / size)]!,
    ),
    size,
    roughness: Float64Array.from(roughness),
    gaussian: roughness[1] === SCORE && roughness[2] === SQUARE,
  };
}

import { concatenated } from '../folds';
import { seriesBasis, type Basis, type BasisSettings, type SeriesColumn } from './basis';
import { SeriesBound } from './bound';
import { independence, Maximizer, type Point } from './maximizer';

export interface SeriesSettings extends BasisSettings {
  /** Strengths of the roughness penalty that are tried, from smooth to rough; for 200 rows, falling as 1 / rows. */
  readonly penalties: readonly number[];
  /** Power of the squared roughness: how fast the penalty grows with it. */
  readonly power: number;
  /** Roughness penalty of the three functions that make up the Gaussian log-ratio. */
  readonly gaussianPenalty: number;
}

export const seriesSettings: SeriesSettings = {
  bins: 96,
  tailStretch: 1.3,
  cosines: 12,
  penalties: [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001],
  power: 1.25,
  gaussianPenalty: 0.02,
};

/** What the instant critic says of a pair; nats. */
export interface InstantEstimate {
  /** Mean held-out bound over the folds, at least 0. */
  readonly heldOut: number;
  /** Mean bound on the folds' training rows, at the same penalty. */
  readonly train: number;
  /** Held-out bound plus half its distance to the training bound; 0 where the held-out bound is not above 0. */
  readonly estimate: number;
  /** Chosen strength; null where no critic is better than T = 0 on held-out rows. */
  readonly penalty: number | null;
  /** The critics of the folds, none of which has seen its fold's held-out rows. */
  readonly critics: readonly SeriesCritic[];
  /** Those of a penalty fixed beforehand: choosing it by held-out rows would spoil a test on them. */
  readonly testCritics: readonly SeriesCritic[];
}

/** T(x, z) of one fold as a table over the cells of both columns, E_Q[e^T] = 1. */
export interface SeriesCritic {
  /** T(x of row xRows[i], z of row zRows[i]) for each i. */
  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array;
  /** T on every cell x cell, row-major; all zeros where the penalty is null. */
  readonly table: Float64Array;
}

/** Nats by which the held-out bound has to fall for the search of the penalty to end. */
const CLEARLY_WORSE = 0.002;
/** Nats left to gain at which the critic of all rows, and that of a fold, count as found. */
const CENTRE_TOLERANCE = 1e-4;
const FOLD_TOLERANCE = 3e-6;
const MOST_STEPS = 60;
/** Place of the tested penalty in the path; the path is never shorter than two. */
const TESTED = 1;

/**
 * The Donsker-Varadhan bound maximised over a tensor basis in rank space, one column against one column. The marginals are
 * known there, so the bound is concave in the weights and its partition term an exact sum: no sampling, no learning rate,
 * and a time that hardly depends on the number of rows. The weights pay for roughness; how much is chosen by the mean
 * held-out bound of the folds, from smooth to rough, each from the solution before. For each strength the critic of all
 * rows comes first: those of the folds are near it and share its factorized Hessian.
 * @param heldOut rows of each fold, all rows dealt once
 */
export function instantCritic(
  xColumn: SeriesColumn,
  zColumn: SeriesColumn,
  heldOut: readonly Uint32Array[],
  settings: SeriesSettings = seriesSettings,
): InstantEstimate {
  const x = seriesBasis(xColumn, settings);
  const z = seriesBasis(zColumn, settings);
  const bound = new SeriesBound(x, z);
  const path = followPath(bound, heldOut, settings);
  const best = path.reduce((a, b) => (b.heldOut > a.heldOut ? b : a));
  const found = best.heldOut > 0;
  return {
    heldOut: found ? best.heldOut : 0,
    train: best.train,
    estimate: found ? best.heldOut + Math.max(0, best.train - best.heldOut) / 2 : 0,
    penalty: found ? best.strength : null,
    critics: found ? critics(bound, best) : best.points.map(() => zeroCritic(x, z)),
    testCritics: critics(bound, path[Math.min(TESTED, path.length - 1)]!),
  };
}

function critics(bound: SeriesBound, { points }: PathPoint): SeriesCritic[] {
  return points.map(({ weights, partition }) =>
    tableCritic(
      bound.x,
      bound.z,
      bound.table(weights).map((t) => t - partition),
    ),
  );
}

function zeroCritic(x: Basis, z: Basis): SeriesCritic {
  return tableCritic(x, z, new Float64Array(x.masses.length * z.masses.length));
}

interface PathPoint {
  readonly strength: number;
  readonly train: number;
  readonly heldOut: number;
  /** Solution of each fold. */
  readonly points: readonly Pick<Point, 'weights' | 'partition'>[];
}

function followPath(
  bound: SeriesBound,
  heldOut: readonly Uint32Array[],
  settings: SeriesSettings,
): PathPoint[] {
  const { dimensions } = bound;
  const rows = concatenated(heldOut);
  const all = bound.empiricalMoments(rows);
  const folds = heldOut.map((ownRows) => {
    const test = bound.empiricalMoments(ownRows);
    const share = ownRows.length / rows.length;
    return {
      test,
      train: all.map((moment, i) => (moment - share * test[i]!) / (1 - share)),
      point: independence(dimensions),
    };
  });
  const roughness = roughnessPenalties(bound.x, bound.z, settings);
  const maximizer = new Maximizer(bound);
  const centre = independence(dimensions);
  const path: PathPoint[] = [];
  let highest = -Infinity;
  for (const strength of settings.penalties) {
    maximizer.penalize(roughness.map((r) => (r * strength * 200) / rows.length));
    if (maximizer.maximize(centre, all, CENTRE_TOLERANCE, MOST_STEPS) > 0) maximizer.recompute();
    for (const { train, point } of folds) {
      copy(centre, point);
      maximizer.maximize(point, train, FOLD_TOLERANCE, MOST_STEPS);
    }
    const now = {
      strength,
      train: mean(folds.map(({ train, point }) => boundAt(point, train))),
      heldOut: mean(folds.map(({ test, point }) => boundAt(point, test))),
      points: folds.map(({ point }) => ({ weights: point.weights.slice(), partition: point.partition })),
    };
    path.push(now);
    highest = Math.max(highest, now.heldOut);
    if (now.heldOut < highest - CLEARLY_WORSE) break;
  }
  return path;
}

/** Penalty of each a_i b_j. The functions that span the Gaussian log-ratio, h(x)h(z), h(x)², h(z)², pay almost none. */
function roughnessPenalties(x: Basis, z: Basis, { power, gaussianPenalty }: SeriesSettings): Float64Array {
  const out = new Float64Array(x.size * z.size);
  for (let i = 0; i < x.size; i++)
    for (let j = 0; j < z.size; j++)
      out[i * z.size + j] = (x.roughness[i]! ** 2 + z.roughness[j]! ** 2) ** power;
  if (x.gaussian && z.gaussian) for (const index of [z.size + 1, 2 * z.size, 2]) out[index] = gaussianPenalty;
  return out;
}

function tableCritic(x: Basis, z: Basis, table: Float64Array): SeriesCritic {
  const width = z.masses.length;
  return {
    table,
    scores: (xRows, zRows) =>
      Float32Array.from(xRows, (row, i) => table[x.cells[row]! * width + z.cells[zRows[i]!]!]!),
  };
}

/** The Donsker-Varadhan bound at a point on rows with the given moments. */
function boundAt(point: Point, moments: Float64Array): number {
  let sum = -point.partition;
  for (let i = 1; i < moments.length; i++) sum += point.weights[i]! * moments[i]!;
  return sum;
}

function copy(from: Point, to: Point): void {
  to.weights.set(from.weights);
  to.moments.set(from.moments);
  to.partition = from.partition;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

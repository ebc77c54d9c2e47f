import { CATEGORY } from './basis';
import type { PreparedColumn } from './preparedColumn';
import type { Penalty, Point, SeriesKernel, SeriesProblem } from './seriesKernel';
import { seriesSettings, type SeriesSettings } from './settings';

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
  kernel: SeriesKernel,
  x: PreparedColumn,
  z: PreparedColumn,
  heldOut: readonly Uint32Array[],
  settings: SeriesSettings = seriesSettings,
): InstantEstimate {
  // Categories come first, the more numerous ones if both are: their weights do not meet in the Hessian.
  if (z.indicators && (!x.indicators || z.size > x.size))
    return transposed(instantCritic(kernel, z, x, heldOut, settings));
  const problem = kernel.begin(x, z, 1 + heldOut.length);
  const path = followPath(problem, heldOut, settings);
  const best = path.reduce((a, b) => (b.heldOut > a.heldOut ? b : a));
  const found = best.heldOut > 0;
  return {
    heldOut: found ? best.heldOut : 0,
    train: best.train,
    estimate: found ? best.heldOut + Math.max(0, best.train - best.heldOut) / 2 : 0,
    penalty: found ? best.strength : null,
    critics: found ? critics(problem, best) : best.points.map(() => zeroCritic(x, z)),
    testCritics: critics(problem, path[Math.min(TESTED, path.length - 1)]!),
  };
}

function transposed({ critics, testCritics, ...rest }: InstantEstimate): InstantEstimate {
  const turned = (critic: SeriesCritic): SeriesCritic => ({
    scores: (xRows, zRows) => critic.scores(zRows, xRows),
  });
  return { ...rest, critics: critics.map(turned), testCritics: testCritics.map(turned) };
}

function critics(problem: SeriesProblem, { points }: PathPoint): SeriesCritic[] {
  return points.map(({ weights, partition }) =>
    tableCritic(problem.x, problem.z, problem.table(weights, partition)),
  );
}

function zeroCritic(x: PreparedColumn, z: PreparedColumn): SeriesCritic {
  return tableCritic(x, z, new Float32Array(x.masses.length * z.masses.length));
}

interface PathPoint {
  readonly strength: number;
  readonly train: number;
  readonly heldOut: number;
  /** Solution of each fold. */
  readonly points: readonly Pick<Point, 'weights' | 'partition'>[];
}

function followPath(
  problem: SeriesProblem,
  heldOut: readonly Uint32Array[],
  settings: SeriesSettings,
): PathPoint[] {
  const rows = heldOut.reduce((sum, fold) => sum + fold.length, 0);
  const tests = setTargets(problem, heldOut);
  const [centre, ...folds] = problem.points as [Point, ...Point[]];
  const path: PathPoint[] = [];
  let highest = -Infinity;
  for (const strength of settings.penalties) {
    problem.penalize(roughnessPenalty(problem, settings, (strength * 200) / rows));
    if (problem.maximize(0, CENTRE_TOLERANCE, MOST_STEPS) > 0) problem.recompute();
    folds.forEach((point, k) => {
      copy(centre, point);
      problem.maximize(k + 1, FOLD_TOLERANCE, MOST_STEPS);
    });
    const now = {
      strength,
      train: mean(folds.map((point) => boundAt(point, point.target))),
      heldOut: mean(folds.map((point, k) => boundAt(point, tests[k]!))),
      points: folds.map(({ weights, partition }) => ({ weights: weights.slice(), partition })),
    };
    path.push(now);
    highest = Math.max(highest, now.heldOut);
    if (now.heldOut < highest - CLEARLY_WORSE) break;
  }
  return path;
}

/**
 * Aims the first critic at the moments over all rows and each other one at those over the rows outside its fold.
 * @returns the moments over each fold's own rows
 */
function setTargets(problem: SeriesProblem, heldOut: readonly Uint32Array[]): Float64Array[] {
  const [all, ...folds] = problem.points.map(({ target }) => target) as [Float64Array, ...Float64Array[]];
  const rows = heldOut.reduce((sum, fold) => sum + fold.length, 0);
  const counts = countCells(problem, heldOut);
  const shares = heldOut.map((fold) => fold.length / rows);
  const tests = folds.map((target, k) => {
    problem.setTarget(k + 1, counts[k]!, heldOut[k]!.length);
    target.forEach((moment, i) => (all[i]! += shares[k]! * moment));
    return target.slice();
  });
  folds.forEach((target, k) => {
    const share = shares[k]!;
    all.forEach((moment, i) => (target[i] = (moment - share * tests[k]![i]!) / (1 - share)));
  });
  return tests;
}

/** How many rows of each fold lie in each cell x cell, padded as the problem's tables: one pass over all rows. */
function countCells({ x, z, tableWidth }: SeriesProblem, heldOut: readonly Uint32Array[]): Uint32Array[] {
  const [xCells, zCells] = [x.cells, z.cells];
  const foldOf = foldLabels(heldOut, xCells.length);
  const size = x.masses.length * tableWidth;
  const counts = new Uint32Array((heldOut.length + 1) * size);
  for (let row = 0; row < foldOf.length; row++)
    counts[foldOf[row]! * size + xCells[row]! * tableWidth + zCells[row]!]!++;
  return heldOut.map((_, k) => counts.subarray(k * size, (k + 1) * size));
}

/** Pairs of the same rows are dealt the same way, so their rows are labelled once. */
const labels = new WeakMap<readonly Uint32Array[], Uint8Array>();

/** The fold of each row; one that is in none gets a number of its own. */
function foldLabels(heldOut: readonly Uint32Array[], rows: number): Uint8Array {
  const known = labels.get(heldOut);
  if (known) return known;
  const made = new Uint8Array(rows).fill(heldOut.length);
  heldOut.forEach((fold, k) => {
    for (let i = 0; i < fold.length; i++) made[fold[i]!] = k;
  });
  labels.set(heldOut, made);
  return made;
}

/**
 * Penalty of each a_i b_j. The functions that span the Gaussian log-ratio, h(x)h(z), h(x)², h(z)², pay almost none. The
 * constant pays as any other function of a category alone, which keeps it at 0.
 */
function roughnessPenalty(
  { x, z, xSize, dimensions, weightRow }: SeriesProblem,
  { power, gaussianPenalty }: SeriesSettings,
  strength: number,
): Penalty {
  const pays = (i: number, j: number) => strength * (i ** 2 + j ** 2) ** power;
  const weights = new Float64Array(dimensions);
  for (let i = 0; i < xSize; i++)
    for (let j = 0; j < z.size; j++)
      weights[i * weightRow + j] = pays(x.indicators ? CATEGORY : x.roughness[i]!, z.roughness[j]!);
  if (x.gaussian && z.gaussian)
    for (const index of [weightRow + 1, 2 * weightRow, 2]) weights[index] = strength * gaussianPenalty;
  const mainEffects = x.indicators && z.roughness.map((j) => pays(j === 0 ? CATEGORY : 0, j));
  return { weights, mainEffects };
}

function tableCritic(x: PreparedColumn, z: PreparedColumn, table: Float32Array): SeriesCritic {
  const width = z.masses.length;
  return {
    scores(xRows, zRows) {
      const out = new Float32Array(xRows.length);
      for (let i = 0; i < out.length; i++) out[i] = table[x.cells[xRows[i]!]! * width + z.cells[zRows[i]!]!]!;
      return out;
    },
  };
}

/** The Donsker-Varadhan bound at a point on rows with the given moments. */
function boundAt(point: Pick<Point, 'weights' | 'partition'>, moments: Float64Array): number {
  let sum = -point.partition;
  for (let i = 0; i < moments.length; i++) sum += point.weights[i]! * moments[i]!;
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

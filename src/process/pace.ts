import { trainingSettings, type TrainingSettings } from '../mine/settings';
import type { Pace, Plan } from './protocol';

/** What a run is asked to do, as far as it takes time. */
export interface Work extends Pick<Plan, 'preset' | 'estimator' | 'engine' | 'threads'> {
  /** Pairs of one column with another. */
  readonly columnPairs: number;
  /** Pairs in which a side is a group of columns. */
  readonly groupPairs: number;
  /** Rows that are used. */
  readonly rows: number;
  /** Pairs that are trained where not all are; the Gaussian answer of all others is computed. */
  readonly strongest?: number;
}

/** The training whose step is the unit of a {@link Pace}: that of most pairs. */
export const CALIBRATION: TrainingSettings = trainingSettings('standard', 'mine', {
  rows: 10_000,
  grouped: false,
});

/** Mean share of its training budget that a pair uses before its held-out curve is flat. */
const FLAT_SHARE = 0.47;
/** The same where the instant critic settles about half of the pairs, which are not trained. */
const SETTLED_SHARE = 0.2;
/** Time of a step among all the rows of a dataset, relative to one on few rows that stay in the cache. */
const CACHE_MISSES = 1.5;
/** Until the first thread works. */
const STARTING_SECONDS = 0.2;

// What else a pair takes, in training steps; fitted on tables of 300 to 20,000 rows.
const INSTANT_CRITIC = 50;
/** Encoding, measuring, testing and nearest neighbours. */
const MEASURING = 50;
const MEASURING_ROW = 0.02;
/** Scoring the networks of a fold for a point of the curves. */
const CHECKPOINT = 10;
const GAUSSIAN_ANSWER = 5;

/** Time that an engine takes for a step, relative to the kernel. */
const SLOWNESS: Readonly<Record<Plan['engine'], number>> = { auto: 1, kernel: 1, wasm: 20, tensorflow: 8 };

/** The work of a plan on a dataset. */
export function workOf(plan: Plan, datasetRows: number): Work {
  const isGroup = (variable: number) => (plan.variables[variable]?.columns.length ?? 0) > 1;
  const groupPairs = plan.pairs.filter(([x, z]) => isGroup(x) || isGroup(z)).length;
  const { preset, estimator, engine, threads, strongest } = plan;
  return {
    columnPairs: plan.pairs.length - groupPairs,
    groupPairs,
    rows: rowsUsed(plan, datasetRows),
    ...{ preset, estimator, engine, threads },
    ...(strongest !== undefined && { strongest }),
  };
}

/** Rows of the dataset that a plan uses. */
export function rowsUsed({ maxRows }: Pick<Plan, 'maxRows'>, datasetRows: number): number {
  return maxRows > 0 ? Math.min(maxRows, datasetRows) : datasetRows;
}

export interface Prediction {
  /** From the start of the run to its report. */
  readonly seconds: number;
  /** Worker threads that train. */
  readonly threads: number;
}

/**
 * What a run will take on a machine that does little else, as a rule within a factor of two: which pairs are trained, and
 * how soon their curves are flat, is not known beforehand.
 */
export function predict(pace: Pace, work: Work): Prediction {
  const pairs = work.columnPairs + work.groupPairs;
  const trained = work.strongest ? Math.min(pairs, work.strongest) : pairs;
  const most = work.engine === 'tensorflow' ? 1 : (pace.mostThreads ?? Infinity);
  const threads = Math.min(most, Math.max(1, work.threads || pace.cores - 1));
  const allTrained = work.columnPairs * pairSteps(work, false) + work.groupPairs * pairSteps(work, true);
  const steps = pairs === 0 ? 0 : (allTrained * trained) / pairs + (pairs - trained) * GAUSSIAN_ANSWER;
  const stepSeconds = (SLOWNESS[work.engine] * pace.microsecondsPerStep) / 1e6;
  return { seconds: STARTING_SECONDS + (steps * stepSeconds) / threads, threads };
}

/** Time of a pair in steps of the calibration. */
function pairSteps({ rows, preset, estimator }: Work, grouped: boolean): number {
  const settings = trainingSettings(preset, estimator, { rows, grouped });
  const { steps, folds, checkpointEvery } = settings;
  const instant = grouped ? false : settings.instant;
  const step = CACHE_MISSES * stepSize(settings) + CHECKPOINT / checkpointEvery;
  const training = instant === 'alone' ? 0 : trainedShare(settings, grouped) * steps * folds * step;
  return training + (instant === false ? 0 : INSTANT_CRITIC) + MEASURING + MEASURING_ROW * rows;
}

function trainedShare({ folds, settle }: TrainingSettings, grouped: boolean): number {
  // The paper's own way has no held-out rows, and trains to the end.
  if (folds === 1) return 1;
  return settle && !grouped ? SETTLED_SHARE : FLAT_SHARE;
}

/** Time of a step of all networks of a fold, relative to the calibration's. */
function stepSize(settings: TrainingSettings): number {
  return arithmetic(settings) / arithmetic(CALIBRATION);
}

/** The second layer's matrix product grows as the square of the units, what is around it as their number. */
function arithmetic({ ensemble, batch, rePairings, hidden }: TrainingSettings): number {
  return ensemble * batch * (1 + rePairings) * hidden * (48 + hidden);
}

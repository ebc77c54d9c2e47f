import type { Random } from '../dataset/random';
import type { Critic, EncodedPair, Engine } from './critic';
import {
  certifiedBound,
  effectiveSamples,
  evenShifts,
  influences,
  mean,
  permutationStatistic,
  scoreRows,
  type Scores,
} from './evaluation';
import { concatenated, dealFolds } from './folds';
import { noLogRatio } from './logRatio';
import { objectives, type Objective } from './objectives';
import { neighbourhoodLength } from './rowOrder';
import type { TrainingSettings } from './settings';
import { crossFittedPValue } from './significance';
import { warmStart } from './warmStart';

/** What is known of a pair so far; nats. */
export interface Estimate {
  /** Held-out bound at the chosen stop plus half its distance to the training rows' bound; never below 0. */
  readonly mi: number;
  /** From a lower bound (held out) to an upper end that holds if the critic has converged; 90 %; null in sample. */
  readonly interval: readonly [number, number] | null;
  readonly heldOut: number;
  readonly pValue: number | null;
  readonly stop: number;
  readonly iterations: number;
  readonly curve: readonly Checkpoint[];
  /** Training bound minus held-out bound at the stop, at least 0. */
  readonly gap: number;
  readonly standardError: number;
  /** The held-out bound still rose when the training ended. */
  readonly rising: boolean;
  /** Rows that were dealt and re-paired together; 1 where they are in no particular order. */
  readonly blockLength: number;
  /** The partition term rests on too few rows to be trusted: `mi` is only what the rows certify. */
  readonly uncertified: boolean;
}

/** A point of the curves: means over the folds. */
export interface Checkpoint {
  readonly iteration: number;
  readonly train: number;
  readonly heldOut: number;
}

interface Fold {
  readonly critic: Critic;
  readonly heldOut: Uint32Array;
  /** Training rows on which the training bound is measured. */
  readonly trainSample: Uint32Array;
  /** Weights at the best checkpoint so far. */
  best: Float32Array;
}

interface Measured extends Checkpoint {
  readonly admissible: boolean;
  readonly standardError: number;
}

/** Rows a point of the curves is measured on, in each fold. */
const CURVE_ROWS = 1000;
/** 95 % quantile of the normal distribution: two one-sided ends make a 90 % interval. */
const Z95 = 1.645;

/**
 * Estimates the mutual information of one pair by cross-fitting: the rows are dealt into folds, for each fold a critic is
 * trained on the others and measured on it, and all folds stop at the same checkpoint, the one with the best mean bound
 * on held-out rows (step 0, the Gaussian answer, included). Every bound shown is measured on rows its critic never saw.
 * Advance it in small slices; it can be asked at any time.
 */
export class PairEstimator {
  private readonly objective: Objective;
  private readonly folds: Fold[];
  private readonly measured: Measured[] = [];
  private trainedFolds = 0;
  private iteration = 0;
  private pValue: number | null = null;
  private final: Estimate | null = null;
  /**
   * Pointwise mutual information log p(x, z) / (p(x) p(z)) of each row, nats, from the critic that never saw it; null until
   * the training has ended, and where no critic can be trusted. Its mean is the held-out bound.
   */
  pointwise: Float32Array | null = null;
  private readonly blockLength: number;
  /** The lesser entropy of the two sides: mutual information cannot be more. */
  private readonly ceiling: number;

  constructor(
    pair: EncodedPair,
    private readonly settings: TrainingSettings,
    engine: Engine,
    random: Random,
  ) {
    this.objective = objectives[settings.estimator];
    const { rows } = pair.x;
    this.ceiling = Math.min(pair.x.entropy, pair.z.entropy);
    this.blockLength = neighbourhoodLength(pair.x, pair.z, rows / (10 * settings.folds));
    const dealt = dealFolds(rows, settings.folds, this.blockLength, random.fork(0));
    this.folds = dealt.map((heldOut, k) => {
      const trainRows = this.inSample ? heldOut : concatenated(dealt.filter((_, other) => other !== k));
      const start = settings.warmStart ? warmStart(pair.x, pair.z, trainRows) : noLogRatio;
      const critic = engine.createCritic({ pair, trainRows, start, settings, random: random.fork(k + 1) });
      return {
        critic,
        heldOut,
        trainSample: trainRows.subarray(0, 2 * CURVE_ROWS),
        best: critic.weights(),
      };
    });
  }

  /** The paper's own way: one critic, measured on the rows it was trained on. */
  private get inSample(): boolean {
    return this.settings.folds === 1;
  }

  get finished(): boolean {
    return this.final !== null;
  }

  /** Share of the training budget used, 0..1. */
  get share(): number {
    if (this.finished) return 1;
    const slice = (this.trainedFolds / this.folds.length) * this.settings.checkpointEvery;
    return Math.min(1, (this.iteration + slice) / this.settings.steps);
  }

  /** One slice of work: a fold's training up to the next checkpoint, or the measuring of a checkpoint. */
  advance(): void {
    if (this.finished) return;
    const fold = this.measured.length > 0 ? this.folds[this.trainedFolds] : undefined;
    if (fold) {
      fold.critic.train(Math.min(this.settings.checkpointEvery, this.settings.steps - this.iteration));
      this.trainedFolds++;
      if (this.trainedFolds < this.folds.length) return;
      this.iteration = Math.min(this.settings.steps, this.iteration + this.settings.checkpointEvery);
    }
    this.trainedFolds = 0;
    this.measure();
    if (this.iteration >= this.settings.steps || this.isSettled()) this.final = this.finish();
  }

  /** The estimate so far; null before the first checkpoint. */
  estimate(): Estimate | null {
    if (this.final) return this.final;
    const best = this.bestCheckpoint();
    return best ? this.estimateAt(best, best.heldOut, best.standardError) : null;
  }

  private measure(): void {
    const perFold = this.folds.map((fold) => {
      const rows = fold.heldOut.subarray(0, CURVE_ROWS);
      const shifts = evenShifts(rows.length, this.settings.curveOutputs, 4, 64, this.blockLength);
      const heldOut = scoreRows(fold.critic, rows, shifts);
      const trainShifts = evenShifts(
        fold.trainSample.length,
        this.settings.curveOutputs / 2,
        2,
        16,
        this.blockLength,
      );
      const train = scoreRows(fold.critic, fold.trainSample, trainShifts);
      return {
        heldOut: this.objective.value(heldOut.joint, heldOut.marginal),
        train: this.objective.value(train.joint, train.marginal),
        effective: effectiveSamples(this.objective, heldOut),
        outputs: heldOut.marginal.length,
        influences: influences(this.objective, heldOut),
      };
    });
    const needed = Math.min(
      this.settings.minimumEffectiveSamples,
      mean(perFold.map((fold) => fold.outputs)) / 4,
    );
    const before = this.bestCheckpoint();
    const point: Measured = {
      iteration: this.iteration,
      train: mean(perFold.map((fold) => fold.train)),
      heldOut: mean(perFold.map((fold) => fold.heldOut)),
      admissible: mean(perFold.map((fold) => fold.effective)) >= needed,
      standardError: standardError(
        perFold.map((fold) => fold.influences),
        this.blockLength,
      ),
    };
    this.measured.push(point);
    if (this.bestCheckpoint() !== before) for (const fold of this.folds) fold.best = fold.critic.weights();
    if (!this.inSample && this.pValue === null && this.iteration >= this.settings.steps / 3)
      this.testIndependence();
  }

  /** At a checkpoint fixed beforehand: a chosen one would be chosen for its distance from independence. */
  private testIndependence(): void {
    const statistics = this.folds.map((fold) => permutationStatistic(this.scoreAll(fold)));
    this.pValue = crossFittedPValue(statistics);
  }

  private scoreAll(fold: Fold) {
    const shifts = evenShifts(fold.heldOut.length, this.settings.estimateOutputs, 16, 64, this.blockLength);
    return scoreRows(fold.critic, fold.heldOut, shifts);
  }

  /** Nothing has got better for a third of the budget, and the held-out bound has fallen clearly below its best. */
  private isSettled(): boolean {
    if (this.inSample) return false;
    const patience = this.settings.steps / 3;
    const best = this.bestCheckpoint();
    if (!best || this.iteration < patience || this.iteration - best.iteration < patience) return false;
    const recent = this.measured.slice(-3).map((point) => point.heldOut);
    return mean(recent) < best.heldOut - 0.01;
  }

  /** Best mean held-out bound among the checkpoints whose partition term can be trusted. */
  private bestCheckpoint(): Measured | undefined {
    if (this.inSample) return this.measured.at(-1);
    return this.measured
      .filter((point) => point.admissible)
      .reduce<Measured | undefined>((best, p) => (!best || p.heldOut > best.heldOut ? p : best), undefined);
  }

  private finish(): Estimate {
    const best = this.bestCheckpoint();
    if (!best) return this.certified();
    const scored = this.folds.map((fold) => {
      fold.critic.restore(fold.best);
      return this.scoreAll(fold);
    });
    const heldOut = mean(scored.map((scores) => this.objective.value(scores.joint, scores.marginal)));
    this.pointwise = this.readPointwise(scored);
    const error = standardError(
      scored.map((scores) => influences(this.objective, scores)),
      this.blockLength,
    );
    return this.estimateAt(best, heldOut, error);
  }

  private readPointwise(scored: readonly Scores[]): Float32Array {
    const values = new Float32Array(this.folds.reduce((sum, fold) => sum + fold.heldOut.length, 0));
    this.folds.forEach((fold, k) => {
      const { joint, marginal } = scored[k]!;
      const logRatio = this.objective.logRatioOf(marginal);
      fold.heldOut.forEach((row, i) => (values[row] = logRatio(joint[i]!)));
    });
    return values;
  }

  private estimateAt(best: Measured, heldOut: number, error: number): Estimate {
    const gap = Math.max(0, best.train - best.heldOut);
    return {
      ...this.soFar(),
      mi: heldOut > 0 ? Math.min(this.ceiling, heldOut + gap / 2) : 0,
      interval: this.inSample
        ? null
        : [this.withinBounds(heldOut - Z95 * error), this.withinBounds(heldOut + gap + Z95 * error)],
      heldOut,
      stop: best.iteration,
      gap,
      standardError: error,
      rising: this.isRising(best, error),
      uncertified: false,
    };
  }

  /** No checkpoint's partition term can be trusted: only the certified part is an estimate. */
  private certified(): Estimate {
    const scored = this.folds.map((fold) => {
      fold.critic.restore(fold.best);
      return this.scoreAll(fold);
    });
    const bound = Math.max(0, mean(scored.map(certifiedBound)));
    const last = this.measured.at(-1);
    return {
      ...this.soFar(),
      mi: bound,
      interval: [bound, Math.max(bound, last?.train ?? bound)],
      heldOut: bound,
      stop: 0,
      gap: 0,
      standardError: 0,
      rising: false,
      uncertified: true,
    };
  }

  private soFar() {
    return {
      pValue: this.pValue,
      blockLength: this.blockLength,
      iterations: this.iteration,
      curve: this.measured.map(({ iteration, train, heldOut }) => ({ iteration, train, heldOut })),
    };
  }

  private withinBounds(information: number): number {
    return Math.max(0, Math.min(this.ceiling, information));
  }

  private isRising(best: Measured, error: number): boolean {
    const earlier = this.measured.at(-4);
    const atEnd = best === this.measured.at(-1) && this.iteration >= this.settings.steps;
    return atEnd && earlier !== undefined && best.heldOut - earlier.heldOut > Math.max(0.01, error);
  }
}

/**
 * Standard error of the mean bound over folds from the rows' influences, centred in each fold and summed over blocks of
 * neighbours, which vary together.
 */
function standardError(folds: readonly Float64Array[], blockLength: number): number {
  let squares = 0;
  let rows = 0;
  for (const fold of folds) {
    const centre = mean(fold);
    for (let start = 0; start < fold.length; start += blockLength) {
      let sum = 0;
      for (let i = start; i < Math.min(fold.length, start + blockLength); i++) sum += fold[i]! - centre;
      squares += sum * sum;
    }
    rows += fold.length;
  }
  return Math.sqrt(squares) / rows;
}

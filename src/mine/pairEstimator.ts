import type { Random } from '../dataset/random';
import type { Critic, EncodedPair, Engine } from './critic';
import { blended, CrossFit, type Effort, type FoldRows, type Measurement, type Scorer } from './crossFit';
import type { Checkpoint, Estimate } from './estimate';
import { certifiedBound, mean, permutationStatistic, type Scores } from './evaluation';
import { createEnsemble } from './ensemble';
import { concatenated, dealFolds } from './folds';
import { fitInstant, type Instant } from './instant';
import { noLogRatio } from './logRatio';
import { objectives, type Objective } from './objectives';
import { neighbourhoodLength } from './rowOrder';
import type { TrainingSettings } from './settings';
import { crossFittedPValue } from './significance';
import { warmStart } from './warmStart';

interface Measured extends Checkpoint, Measurement {}

/** A critic that an estimate can be made of. */
interface Candidate extends Measurement {
  readonly stop: number;
  readonly instantShare: number;
}

/** Training rows on which the training bound is measured, at most. */
const TRAIN_SAMPLE = 2000;
/** Shares of the instant critic that are tried at the end. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];
/** Nats that a third of the training must add to the held-out bound for the training to go on. */
const WORTH_WHILE = 0.002;
/** 95 % quantile of the normal distribution: two one-sided ends make a 90 % interval. */
const Z95 = 1.645;

/**
 * Estimates the mutual information of one pair by cross-fitting: the rows are dealt into folds, and for each fold critics
 * are fitted on the others and measured on it. A pair of columns has two: the instant critic, at once, and a network that
 * is trained, all folds stopping at the same checkpoint, the one with the best mean bound on held-out rows (step 0
 * included). At the end the two are blended as held-out rows like it best. Every bound shown is measured on rows that its
 * critic never saw. Advance it in small slices; it can be asked at any time.
 */
export class PairEstimator {
  private readonly objective: Objective;
  private readonly crossFit: CrossFit;
  private readonly networks: readonly Critic[];
  /** Weights of the networks at the best checkpoint so far. */
  private best: readonly Float32Array[];
  private readonly measured: Measured[] = [];
  private instant: { readonly critics: Instant; readonly candidate: Candidate } | null = null;
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
    private readonly pair: EncodedPair,
    private readonly settings: TrainingSettings,
    private readonly engine: Engine,
    random: Random,
  ) {
    this.objective = objectives[settings.estimator];
    const { rows } = pair.x;
    this.ceiling = Math.min(pair.x.entropy, pair.z.entropy);
    this.blockLength = neighbourhoodLength(pair.x, pair.z, rows / (10 * settings.folds));
    const dealt = dealFolds(rows, settings.folds, this.blockLength, random.fork(0));
    const trained = dealt.map((heldOut, k) =>
      this.inSample ? heldOut : concatenated(dealt.filter((_, other) => other !== k)),
    );
    const folds = dealt.map((heldOut, k): FoldRows => ({
      heldOut,
      trainSample: trained[k]!.subarray(0, TRAIN_SAMPLE),
    }));
    this.crossFit = new CrossFit(folds, this.objective, this.blockLength, settings.minimumEffectiveSamples);
    this.networks = trained.map((trainRows, k) => {
      const start = settings.warmStart ? warmStart(pair.x, pair.z, trainRows) : noLogRatio;
      return createEnsemble(
        engine,
        { pair, trainRows, start, settings, random: random.fork(k + 1) },
        settings.ensemble,
      );
    });
    this.best = this.networks.map((network) => network.weights());
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
    const slice = (this.trainedFolds / this.networks.length) * this.settings.checkpointEvery;
    return Math.min(1, (this.iteration + slice) / this.settings.steps);
  }

  /** One slice of work: the instant critic, a fold's training up to the next checkpoint, or the measuring of one. */
  advance(): void {
    if (this.finished) return;
    if (this.measured.length === 0) {
      this.begin();
      return;
    }
    this.networks[this.trainedFolds]!.train(
      Math.min(this.settings.checkpointEvery, this.settings.steps - this.iteration),
    );
    this.trainedFolds++;
    if (this.trainedFolds < this.networks.length) return;
    this.trainedFolds = 0;
    this.iteration = Math.min(this.settings.steps, this.iteration + this.settings.checkpointEvery);
    this.measure();
    if (this.iteration >= this.settings.steps || this.isSettled()) this.final = this.finish();
  }

  /** The estimate so far; null before the first checkpoint. */
  estimate(): Estimate | null {
    if (this.final) return this.final;
    const candidates = [this.networkCandidate(), this.instant?.candidate].filter((c) => c !== undefined);
    const [best] = candidates.sort((a, b) => b.heldOut - a.heldOut);
    return best ? this.estimateOf(best) : null;
  }

  private begin(): void {
    this.measure();
    if (!this.settings.instant) return;
    const heldOut = this.crossFit.folds.map((fold) => fold.heldOut);
    const critics = fitInstant(this.pair, heldOut, this.objective, this.engine.series);
    if (!critics) return;
    const effort = this.curveEffort;
    const measured = this.crossFit.measure(
      this.crossFit.scoreHeldOut(critics.critics, effort),
      this.crossFit.scoreTrain(critics.critics, effort),
    );
    // Its own bounds are exact: the marginals are known to it.
    const { heldOut: bound, train } = critics;
    this.instant = { critics, candidate: { ...measured, heldOut: bound, train, stop: 0, instantShare: 1 } };
    if (this.settings.instant === 'alone') this.final = this.finish();
  }

  private measure(): void {
    const before = this.bestCheckpoint();
    const measured = this.crossFit.measure(
      this.crossFit.scoreHeldOut(this.networks, this.curveEffort),
      this.crossFit.scoreTrain(this.networks, this.curveEffort),
    );
    this.measured.push({ iteration: this.iteration, ...measured });
    if (this.bestCheckpoint() !== before) this.best = this.networks.map((network) => network.weights());
    if (!this.inSample && this.pValue === null && this.iteration >= this.settings.steps / 3)
      // At a checkpoint fixed beforehand: a chosen one would be chosen for its distance from independence.
      this.pValue = this.test(this.networks);
  }

  private test(critics: readonly Scorer[]): number {
    return crossFittedPValue(
      this.crossFit.scoreHeldOut(critics, this.estimateEffort).map(permutationStatistic),
    );
  }

  private get curveEffort(): Effort {
    return { rows: 1000, outputs: this.settings.curveOutputs, leastShifts: 4 };
  }

  private get estimateEffort(): Effort {
    return { rows: Infinity, outputs: this.settings.estimateOutputs, leastShifts: 16 };
  }

  /** The last third of the budget has added next to nothing to the best held-out bound. */
  private isSettled(): boolean {
    if (this.inSample) return false;
    const patience = this.settings.steps / 3;
    if (this.iteration < patience) return false;
    const before = this.bestCheckpoint(this.iteration - patience);
    const now = this.bestCheckpoint();
    return before !== undefined && now !== undefined && now.heldOut - before.heldOut < WORTH_WHILE;
  }

  /** Best mean held-out bound among the checkpoints up to an iteration whose partition term can be trusted. */
  private bestCheckpoint(until = Infinity): Measured | undefined {
    if (this.inSample) return this.measured.at(-1);
    return this.measured
      .filter((point) => point.admissible && point.iteration <= until)
      .reduce<Measured | undefined>((best, p) => (!best || p.heldOut > best.heldOut ? p : best), undefined);
  }

  private networkCandidate(): Candidate | undefined {
    const best = this.bestCheckpoint();
    return best && { ...best, stop: best.iteration, instantShare: 0 };
  }

  private finish(): Estimate {
    this.networks.forEach((network, k) => {
      network.restore(this.best[k]!);
    });
    const best = this.bestCheckpoint();
    const stop = best?.iteration ?? 0;
    const choices = this.blends().filter(({ measured }) => measured.admissible || this.inSample);
    const [first, ...others] = choices;
    if (!first) return this.certified();
    const chosen = others.reduce((a, b) => (b.measured.heldOut > a.measured.heldOut ? b : a), first);
    this.pointwise = this.readPointwise(chosen.heldOut);
    if (this.settings.instant === 'alone' && this.instant)
      this.pValue = this.test(this.instant.critics.testCritics);
    return this.estimateOf({ ...chosen.measured, stop, instantShare: chosen.share });
  }

  /** The network at its stop, the instant critic, and what lies between, measured with care. */
  private blends(): { share: number; heldOut: Scores[]; measured: Measurement }[] {
    const score = (critics: readonly Scorer[]) => ({
      heldOut: this.crossFit.scoreHeldOut(critics, this.estimateEffort),
      train: this.crossFit.scoreTrain(critics, this.estimateEffort),
    });
    const instant = this.instant && score(this.instant.critics.critics);
    if (instant && this.settings.instant === 'alone')
      return [
        {
          share: 1,
          heldOut: instant.heldOut,
          measured: this.crossFit.measure(instant.heldOut, instant.train),
        },
      ];
    const network = score(this.networks);
    return (instant ? SHARES : [0]).map((share) => {
      const mix = (of: 'heldOut' | 'train') =>
        instant ? blended(network[of], instant[of], share) : network[of];
      const heldOut = mix('heldOut');
      return { share, heldOut, measured: this.crossFit.measure(heldOut, mix('train')) };
    });
  }

  private readPointwise(heldOut: readonly Scores[]): Float32Array {
    const values = new Float32Array(this.pair.x.rows);
    heldOut.forEach(({ joint, marginal }, k) => {
      const logRatio = this.objective.logRatioOf(marginal);
      this.crossFit.folds[k]!.heldOut.forEach((row, i) => (values[row] = logRatio(joint[i]!)));
    });
    return values;
  }

  private estimateOf({ heldOut, train, standardError, stop, instantShare }: Candidate): Estimate {
    const gap = Math.max(0, train - heldOut);
    return {
      ...this.soFar(),
      mi: this.midpoint({ heldOut, train }),
      interval: this.inSample
        ? null
        : [
            this.withinBounds(heldOut - Z95 * standardError),
            this.withinBounds(heldOut + gap + Z95 * standardError),
          ],
      heldOut,
      stop,
      instantShare,
      gap,
      standardError,
      rising: instantShare < 1 && this.isRising(standardError),
      uncertified: false,
    };
  }

  /** No critic's partition term can be trusted: only the certified part is an estimate. */
  private certified(): Estimate {
    const scored = this.crossFit.scoreHeldOut(this.networks, this.estimateEffort);
    const bound = this.withinBounds(mean(scored.map(certifiedBound)));
    const last = this.measured.at(-1);
    return {
      ...this.soFar(),
      mi: bound,
      interval: [bound, Math.max(bound, last?.train ?? bound)],
      heldOut: bound,
      stop: 0,
      instantShare: 0,
      gap: 0,
      standardError: 0,
      rising: false,
      uncertified: true,
    };
  }

  private soFar() {
    const instant = this.instant?.candidate;
    return {
      pValue: this.pValue,
      instant: instant ? this.midpoint(instant) : null,
      blockLength: this.blockLength,
      iterations: this.iteration,
      curve: this.measured.map(({ iteration, train, heldOut }) => ({ iteration, train, heldOut })),
    };
  }

  /** Held-out bound plus half its distance to the training bound; 0 where held-out rows say nothing. */
  private midpoint({ heldOut, train }: Pick<Measurement, 'heldOut' | 'train'>): number {
    return heldOut > 0 ? this.withinBounds(heldOut + Math.max(0, train - heldOut) / 2) : 0;
  }

  private withinBounds(information: number): number {
    return Math.max(0, Math.min(this.ceiling, information));
  }

  private isRising(error: number): boolean {
    const last = this.measured.at(-1);
    const earlier = this.measured.at(-4);
    if (this.iteration < this.settings.steps || !last || !earlier) return false;
    return last === this.bestCheckpoint() && last.heldOut - earlier.heldOut > Math.max(0.01, error);
  }
}

import { combined, type FoldMeasurement, type Measurement } from './crossFit';
import type { Checkpoint, Estimate } from './estimate';
import { PairMemory, type PairMemoryShape } from './pairMemory';
import type { Candidate, Ending, PairStep, PairStepResult } from './pairSteps';
import type { TrainingSettings } from './settings';
import { crossFittedPValue } from './significance';

interface Measured extends Checkpoint, Measurement {}

/** Nats that a third of the training must add to the held-out bound for the training to go on. */
const WORTH_WHILE = 0.002;
/** 95 % quantile of the normal distribution: two one-sided ends make a 90 % interval. */
const Z95 = 1.645;

/** What bounds a pair's estimate beside its critics. */
export interface PairLimits {
  /** The lesser entropy of the two sides, nats: mutual information cannot be more. */
  readonly ceiling: number;
  /** Rows in which both sides are present. */
  readonly rows: number;
  /** Neighbouring rows that were dealt and re-paired together. */
  readonly blockLength: number;
}

/**
 * How far the estimate of one pair has come, by cross-fitting: the rows are dealt into folds, and for each fold critics are
 * fitted on the others and measured on it. A pair of columns has two: the instant critic, at once, and networks that are
 * trained where they can add to it, all folds stopping at the same checkpoint, the one with the best mean bound on
 * held-out rows (step 0 included). At the end the two are blended as held-out rows like it best. Hands out the next pieces
 * of work, takes their results in any order, and can be asked for the estimate at any time. Every bound shown is measured
 * on rows that its critic never saw.
 */
export class PairProgress {
  /** Pieces of work that can be done now, in any order and at the same time. */
  private readonly ready: PairStep[] = [{ kind: 'first' }];
  private readonly measured: Measured[] = [];
  private readonly foldsMeasured = new Map<number, FoldMeasurement>();
  private readonly statistics = new Map<number, number>();
  private instant: Candidate | null = null;
  private pValue: number | null = null;
  private ending: Ending | null = null;
  private iteration = 0;
  private keptStop = 0;
  private shape: PairMemoryShape | null = null;
  /** What has been estimated since the last result: it is asked for whenever a task is chosen. */
  private current: { readonly estimate: Estimate | null } | null = null;
  /** The critics' memory, from the first piece of training on. */
  memory: PairMemory | null = null;

  constructor(
    private readonly limits: PairLimits,
    private readonly settings: TrainingSettings,
  ) {}

  get finished(): boolean {
    return this.ending !== null;
  }

  /** Whether the next pieces of work are training, which takes longer than all that comes before. */
  get inTraining(): boolean {
    return this.shape !== null && !this.finished;
  }

  /** Share of the training budget used, 0..1. */
  get share(): number {
    if (this.finished) return 1;
    const slice = (this.foldsMeasured.size / this.settings.folds) * this.settings.checkpointEvery;
    return Math.min(1, (this.iteration + slice) / this.settings.steps);
  }

  /** The next piece of work, or null where there is none before the results of others. */
  take(): PairStep | null {
    const step = this.ready.shift() ?? null;
    if (this.shape) this.memory ??= PairMemory.allocate(this.shape);
    return step;
  }

  /** Says which piece of work would be next. */
  get next(): PairStep | null {
    return this.ready[0] ?? null;
  }

  receive(result: PairStepResult): void {
    this.current = null;
    switch (result.kind) {
      case 'first':
        this.instant = result.instant;
        if (result.start) this.measured.push({ iteration: 0, ...result.start });
        if (result.memory) this.beginTraining(result.memory);
        else this.ready.push({ kind: 'settle' });
        break;
      case 'settle':
        this.measured.push({ iteration: 0, ...result.start });
        if (result.ending) this.end(result.ending);
        else if (result.memory) this.beginTraining(result.memory);
        break;
      case 'train':
        this.foldsMeasured.set(result.fold, result.measured);
        if (result.statistic !== null) this.statistics.set(result.fold, result.statistic);
        if (this.foldsMeasured.size === this.settings.folds) this.reachCheckpoint();
        break;
      case 'finish':
        this.end(result.ending);
        break;
    }
  }

  /** The estimate so far; null before the first piece of work. */
  estimate(): Estimate | null {
    return (this.current ??= { estimate: this.estimateNow() }).estimate;
  }

  private estimateNow(): Estimate | null {
    if (this.ending) return this.ended(this.ending);
    const best = this.bestCheckpoint();
    const network = best && { ...best, stop: best.iteration, instantShare: 0 };
    const candidates = [network, this.instant].filter((c) => c !== undefined && c !== null);
    const [first] = candidates.sort((a, b) => b.heldOut - a.heldOut);
    return first ? this.estimateOf(first) : null;
  }

  private beginTraining(shape: PairMemoryShape): void {
    this.shape = shape;
    this.trainOn();
  }

  private trainOn(): void {
    const from = this.iteration;
    const to = Math.min(this.settings.steps, from + this.settings.checkpointEvery);
    for (let fold = 0; fold < this.settings.folds; fold++) this.ready.push({ kind: 'train', fold, from, to });
  }

  private reachCheckpoint(): void {
    const { steps, checkpointEvery, folds, minimumEffectiveSamples } = this.settings;
    this.iteration = Math.min(steps, this.iteration + checkpointEvery);
    const inOrder = Array.from({ length: folds }, (_, k) => this.foldsMeasured.get(k)!);
    this.foldsMeasured.clear();
    this.measured.push({ iteration: this.iteration, ...combined(inOrder, minimumEffectiveSamples) });
    if (this.bestCheckpoint()?.iteration === this.iteration) {
      this.memory?.keep();
      this.keptStop = this.iteration;
    }
    if (this.pValue === null && this.statistics.size === folds)
      this.pValue = crossFittedPValue(Array.from({ length: folds }, (_, k) => this.statistics.get(k)!));
    if (this.iteration >= steps || this.isSettled()) this.ready.push({ kind: 'finish', stop: this.keptStop });
    else this.trainOn();
  }

  private end(ending: Ending): void {
    this.ending = ending;
    this.shape = null;
    this.memory = null;
    this.pValue ??= ending.pValue;
  }

  /** The paper's own way: one critic, measured on the rows it was trained on. */
  private get inSample(): boolean {
    return this.settings.folds === 1;
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

  private ended(ending: Ending): Estimate {
    switch (ending.kind) {
      case 'chosen':
        return this.estimateOf(ending.candidate);
      case 'certified':
        return this.certified(ending.bound);
    }
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
            this.withinBounds(Math.max(heldOut + gap + Z95 * standardError, this.mayBeMissed)),
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

  private certified(certifiedBound: number): Estimate {
    const bound = this.withinBounds(certifiedBound);
    const [trained, instant] = [this.measured.at(-1), this.instant];
    return {
      ...this.soFar(),
      mi: bound,
      interval: [bound, Math.max(bound, trained?.train ?? bound, instant?.train ?? bound)],
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
    return {
      pValue: this.pValue,
      instant: this.instant ? this.midpoint(this.instant) : null,
      blockLength: this.limits.blockLength,
      iterations: this.iteration,
      curve: this.measured.map(({ iteration, train, heldOut }) => ({ iteration, train, heldOut })),
    };
  }

  /** Held-out bound plus half its distance to the training bound; 0 where held-out rows say nothing. */
  private midpoint({ heldOut, train }: Pick<Measurement, 'heldOut' | 'train'>): number {
    return heldOut > 0 ? this.withinBounds(heldOut + Math.max(0, train - heldOut) / 2) : 0;
  }

  /**
   * Nats that so many rows may miss. A dependence with one parameter is taken in place of none where it is more than the root
   * of 2 standard errors from 0 (cross-validation is asymptotically AIC: Stone 1977), so that one which is 1.645 further off
   * is missed once in twenty times. A critic that says the same of every row has no deviation, and would claim to be sure.
   */
  private get mayBeMissed(): number {
    const { rows, blockLength } = this.limits;
    return ((Math.SQRT2 + Z95) ** 2 * blockLength) / (2 * rows);
  }

  private withinBounds(information: number): number {
    return Math.max(0, Math.min(this.limits.ceiling, information));
  }

  private isRising(error: number): boolean {
    const last = this.measured.at(-1);
    const earlier = this.measured.at(-4);
    if (this.iteration < this.settings.steps || !last || !earlier) return false;
    return last === this.bestCheckpoint() && last.heldOut - earlier.heldOut > Math.max(0.01, error);
  }
}

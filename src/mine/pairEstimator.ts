import type { Estimate } from './estimate';
import type { PairFolds } from './pairFolds';
import { PairProgress, type PairLimits } from './pairProgress';
import type { TrainingSettings } from './settings';

/** The estimate of one pair on one thread, piece by piece. */
export class PairEstimator {
  private readonly progress: PairProgress;

  constructor(
    private readonly folds: PairFolds,
    limits: PairLimits,
    settings: TrainingSettings,
  ) {
    this.progress = new PairProgress(limits, settings);
  }

  get finished(): boolean {
    return this.progress.finished;
  }

  /** Of the training budget, 0..1. */
  get share(): number {
    return this.progress.share;
  }

  /** As in `PairFolds`. */
  get pointwise(): Float32Array | null {
    return this.folds.pointwise;
  }

  /** One piece of work. */
  advance(): void {
    const step = this.progress.take();
    if (!step) return;
    if (this.progress.memory) this.folds.attach(this.progress.memory);
    this.progress.receive(this.folds.perform(step));
  }

  estimate(): Estimate | null {
    return this.progress.estimate();
  }
}

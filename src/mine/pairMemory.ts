import { sharedBuffer } from '../dataset/bytes/sharedBuffer';
import { PROGRESS_LENGTH, type CriticMemory } from './critic';

/** How many critics a pair has, and how long the state of each is. */
export interface PairMemoryShape {
  readonly folds: number;
  /** Networks in each fold. */
  readonly members: number;
  readonly stateLength: number;
}

/**
 * The critics' memories of one pair, and their weights at the best checkpoint so far; in one buffer, so that threads can
 * share it. One thread at a time works on a critic.
 */
export class PairMemory {
  private readonly critics: readonly CriticMemory[];
  private readonly best: readonly Float32Array[];

  constructor(
    readonly buffer: ArrayBufferLike,
    readonly shape: PairMemoryShape,
  ) {
    const { stateLength } = shape;
    const count = criticCount(shape);
    const weights = stateLength / 3;
    const states = count * PROGRESS_LENGTH * 8;
    const kept = states + count * stateLength * 4;
    this.critics = Array.from({ length: count }, (_, i) => ({
      progress: new Float64Array(buffer, i * PROGRESS_LENGTH * 8, PROGRESS_LENGTH),
      state: new Float32Array(buffer, states + i * stateLength * 4, stateLength),
    }));
    this.best = Array.from(
      { length: count },
      (_, i) => new Float32Array(buffer, kept + i * weights * 4, weights),
    );
  }

  static allocate(shape: PairMemoryShape): PairMemory {
    const bytes = criticCount(shape) * (PROGRESS_LENGTH * 8 + (shape.stateLength / 3) * 4 * 4);
    return new PairMemory(sharedBuffer(bytes), shape);
  }

  critic(fold: number, member: number): CriticMemory {
    return this.critics[fold * this.shape.members + member]!;
  }

  /** Keeps the weights as they are. */
  keep(): void {
    this.best.forEach((best, i) => {
      best.set(this.critics[i]!.state.subarray(0, best.length));
    });
  }

  /** Puts the kept weights back in place. */
  recall(): void {
    this.best.forEach((best, i) => {
      this.critics[i]!.state.set(best);
    });
  }
}

function criticCount({ folds, members }: PairMemoryShape): number {
  return folds * members;
}

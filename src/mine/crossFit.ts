import { effectiveSamples, evenShifts, influences, mean, scoreRows, type Scores } from './evaluation';
import type { Objective } from './objectives';

/** Anything that scores pairs of rows: a network in training, the instant critic, a blend of both. */
export interface Scorer {
  /** T(x of row xRows[i], z of row zRows[i]) for each i. */
  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array;
}

/** One fold: what its critic may learn from is measured on the one, what it has learned on the other. */
export interface FoldRows {
  readonly heldOut: Uint32Array;
  /** Some of its training rows. */
  readonly trainSample: Uint32Array;
}

/** Critics of all folds, measured. Means over the folds, nats. */
export interface Measurement {
  readonly heldOut: number;
  readonly train: number;
  readonly standardError: number;
  /** The partition term on held-out rows rests on enough of them. */
  readonly admissible: boolean;
}

/** How much is spent on a measurement. */
export interface Effort {
  /** Held-out rows, at most, in each fold. */
  readonly rows: number;
  /** Critic outputs on re-paired rows, in each fold. */
  readonly outputs: number;
  readonly leastShifts: number;
}

/** How folds are measured; the same for all critics of a pair. */
export class CrossFit {
  constructor(
    readonly folds: readonly FoldRows[],
    private readonly objective: Objective,
    /** Neighbouring rows that belong together. */
    private readonly blockLength: number,
    private readonly minimumEffectiveSamples: number,
  ) {}

  /** Each fold's critic on its held-out rows. */
  scoreHeldOut(critics: readonly Scorer[], effort: Effort): Scores[] {
    return this.folds.map((fold, k) =>
      this.score(critics[k]!, fold.heldOut.subarray(0, effort.rows), effort.outputs, effort.leastShifts),
    );
  }

  /** Each fold's critic on its training rows, at half the effort: they say by how much held-out rows fall short. */
  scoreTrain(critics: readonly Scorer[], effort: Effort): Scores[] {
    return this.folds.map(({ trainSample }, k) =>
      this.score(critics[k]!, trainSample, effort.outputs / 2, 2),
    );
  }

  measure(heldOut: readonly Scores[], train: readonly Scores[]): Measurement {
    const value = (scores: readonly Scores[]) =>
      mean(scores.map(({ joint, marginal }) => this.objective.value(joint, marginal)));
    const outputs = mean(heldOut.map(({ marginal }) => marginal.length));
    const effective = mean(heldOut.map((scores) => effectiveSamples(this.objective, scores)));
    return {
      heldOut: value(heldOut),
      train: value(train),
      standardError: this.standardError(heldOut),
      admissible: effective >= Math.min(this.minimumEffectiveSamples, outputs / 4),
    };
  }

  /**
   * Standard error of the mean held-out bound from the rows' influences, centred in each fold and summed over blocks of
   * neighbours, which vary together.
   */
  private standardError(heldOut: readonly Scores[]): number {
    let squares = 0;
    let rows = 0;
    for (const scores of heldOut) {
      const values = influences(this.objective, scores);
      const centre = mean(values);
      for (let start = 0; start < values.length; start += this.blockLength) {
        let sum = 0;
        for (let i = start; i < Math.min(values.length, start + this.blockLength); i++)
          sum += values[i]! - centre;
        squares += sum * sum;
      }
      rows += values.length;
    }
    return Math.sqrt(squares) / rows;
  }

  private score(critic: Scorer, rows: Uint32Array, outputs: number, leastShifts: number): Scores {
    return scoreRows(critic, rows, evenShifts(rows.length, outputs, leastShifts, 64, this.blockLength));
  }
}

/** Outputs of a mixture of two critics, from the outputs of both on the same pairs of rows. */
export function blended(a: readonly Scores[], b: readonly Scores[], shareOfB: number): Scores[] {
  const mix = (one: Float32Array, other: Float32Array) =>
    one.map((t, i) => (1 - shareOfB) * t + shareOfB * other[i]!);
  return a.map((scores, k) => ({
    joint: mix(scores.joint, b[k]!.joint),
    marginal: mix(scores.marginal, b[k]!.marginal),
    shifts: scores.shifts,
  }));
}

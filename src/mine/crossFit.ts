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

/** A fold's critic on its held-out rows, and at half the effort on training rows: they say by how much the others fall short. */
export interface FoldScores {
  readonly heldOut: Scores;
  readonly train: Scores;
}

/** How much is spent on a measurement. */
export interface Effort {
  /** Held-out rows, at most, in each fold. */
  readonly rows: number;
  /** Critic outputs on re-paired rows, in each fold. */
  readonly outputs: number;
  readonly leastShifts: number;
}

/** One fold's critic, measured: numbers alone, so that they can travel. */
export interface FoldMeasurement {
  /** Bounds in nats. */
  readonly heldOut: number;
  readonly train: number;
  /** Outputs on re-paired held-out rows, and how many of them the partition term rests on. */
  readonly outputs: number;
  readonly effective: number;
  /** Held-out rows, and the squared influences on the bound of their blocks, summed. */
  readonly rows: number;
  readonly squares: number;
}

/** Critics of all folds, measured. Means over the folds, nats. */
export interface Measurement {
  readonly heldOut: number;
  readonly train: number;
  readonly standardError: number;
  /** The partition term on held-out rows rests on enough of them. */
  readonly admissible: boolean;
}

/** @param blockLength neighbouring rows that belong together */
export function scoreFold(
  critic: Scorer,
  { heldOut, trainSample }: FoldRows,
  effort: Effort,
  blockLength: number,
): FoldScores {
  const score = (rows: Uint32Array, outputs: number, leastShifts: number) =>
    scoreRows(critic, rows, evenShifts(rows.length, outputs, leastShifts, 64, blockLength));
  return {
    heldOut: score(heldOut.subarray(0, effort.rows), effort.outputs, effort.leastShifts),
    train: score(trainSample, effort.outputs / 2, 2),
  };
}

export function measureFold(
  objective: Objective,
  { heldOut, train }: FoldScores,
  blockLength: number,
): FoldMeasurement {
  const { value, weights } = objective.evaluate(heldOut.joint, heldOut.marginal);
  return {
    heldOut: value,
    train: objective.value(train.joint, train.marginal),
    outputs: weights.length,
    effective: effectiveSamples(weights),
    rows: heldOut.joint.length,
    squares: blockSquares(influences(weights, heldOut), blockLength),
  };
}

export function combined(folds: readonly FoldMeasurement[], minimumEffectiveSamples: number): Measurement {
  const total = (of: 'rows' | 'squares') => folds.reduce((sum, fold) => sum + fold[of], 0);
  return {
    heldOut: mean(folds.map((fold) => fold.heldOut)),
    train: mean(folds.map((fold) => fold.train)),
    standardError: Math.sqrt(total('squares')) / total('rows'),
    admissible: isAdmissible(folds, minimumEffectiveSamples),
  };
}

/** Whether the partition terms rest on enough of the re-paired rows to be trusted. */
export function isAdmissible(
  folds: readonly Pick<FoldMeasurement, 'effective' | 'outputs'>[],
  minimumEffectiveSamples: number,
): boolean {
  const effective = mean(folds.map((fold) => fold.effective));
  const outputs = mean(folds.map((fold) => fold.outputs));
  return effective >= Math.min(minimumEffectiveSamples, outputs / 4);
}

/** Influences, centred and summed over blocks of neighbours, which vary together; the sum of the squares of that. */
function blockSquares(values: Float64Array, blockLength: number): number {
  const centre = mean(values);
  let squares = 0;
  for (let start = 0; start < values.length; start += blockLength) {
    let sum = 0;
    const end = Math.min(values.length, start + blockLength);
    for (let i = start; i < end; i++) sum += values[i]! - centre;
    squares += sum * sum;
  }
  return squares;
}

/** Scores of a mixture of two critics, from those of both on the same pairs of rows. */
export function blended(a: Scores, b: Scores, shareOfB: number): Scores {
  return {
    joint: mixed(a.joint, b.joint, shareOfB),
    marginal: mixed(a.marginal, b.marginal, shareOfB),
    shifts: a.shifts,
  };
}

/** Outputs of a mixture of two critics. */
export function mixed(a: Float32Array, b: Float32Array, shareOfB: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = (1 - shareOfB) * a[i]! + shareOfB * b[i]!;
  return out;
}

import type { Random } from '../dataset/random';
import type { TrainingSettings } from './settings';

/** Rows drawn from the joint distribution, and the cyclic shifts of z among them that stand for the product of marginals. */
export interface Minibatch {
  readonly rows: Uint32Array;
  readonly shifts: Uint32Array;
}

/** As many rows as there are for training where there are fewer than a batch. */
export function minibatchSize(trainRows: Uint32Array, settings: TrainingSettings) {
  const batch = Math.min(settings.batch, trainRows.length);
  return { batch, rePairings: Math.min(settings.rePairings, batch - 1) };
}

export function createMinibatch(trainRows: Uint32Array, settings: TrainingSettings): Minibatch {
  const { batch, rePairings } = minibatchSize(trainRows, settings);
  return { rows: new Uint32Array(batch), shifts: new Uint32Array(rePairings) };
}

/** Draws the next minibatch into the given one: rows with replacement, shifts from 1 to batch - 1. */
export function drawMinibatch({ rows, shifts }: Minibatch, trainRows: Uint32Array, random: Random): void {
  for (let i = 0; i < rows.length; i++) rows[i] = trainRows[random.integer(trainRows.length)]!;
  for (let r = 0; r < shifts.length; r++) shifts[r] = 1 + random.integer(rows.length - 1);
}

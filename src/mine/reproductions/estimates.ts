import type { Column } from '../../dataset/dataset';
import type { Engine } from '../critic';
import type { Estimate } from '../estimate';
import { DivergedError } from '../minibatchCritic';
import { preparePair, type Pair } from '../pair';
import type { Estimator, Preset } from '../presets';
import type { TrainingSettings } from '../settings';
import { Sides } from '../sides';
import type { Cell } from './reproduction';

/** Columns of both sides of a generated sample. */
export interface GeneratedPair {
  readonly x: readonly Float64Array[];
  readonly z: readonly Float64Array[];
}

export interface EstimateChoice {
  readonly estimator: Estimator;
  readonly preset: Preset;
  readonly seed: number;
  readonly changes?: Partial<TrainingSettings>;
}

/** Steps made smaller by these factors, one after the other, where the training diverges. */
const STEP_DIVISORS = [1, 4, 16];

/** Estimates a generated pair as the program would, yielding the share that is done after each piece of work; null where the critic diverges. */
export function* estimated(
  sample: GeneratedPair,
  engine: Engine,
  choice: EstimateChoice,
): Generator<number, Estimate | null> {
  const rows = sample.x[0]?.length ?? 0;
  const pair = preparePair({
    x: columns('x', sample.x),
    z: columns('z', sample.z),
    sides: new Sides(
      Uint32Array.from({ length: rows }, (_, i) => i),
      choice.seed,
    ),
    engine,
    ...choice,
  });
  for (const divisor of STEP_DIVISORS) {
    const estimate = yield* trained(pair, divisor);
    if (estimate) return estimate;
  }
  return null;
}

function* trained(pair: Pair, divisor: number): Generator<number, Estimate | null> {
  const work = pair.start(divisor);
  try {
    while (!work.finished) {
      work.advance();
      yield work.share;
    }
  } catch (error) {
    if (error instanceof DivergedError) return null;
    throw error;
  }
  return work.estimate();
}

/** Changed settings for a reproduction's record. */
export function settingCells(changes: Partial<TrainingSettings>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : value,
    ]),
  );
}

function columns(side: string, values: readonly Float64Array[]): Column[] {
  const facts = { missing: 0, distinct: 0, distinctEstimated: true, examples: [] } as const;
  return values.map((column, i) => ({
    ...facts,
    unparsable: { count: 0, lines: [] },
    name: `${side}${i + 1}`,
    type: 'numeric',
    kind: 'numeric',
    values: Float64Array.from(column),
  }));
}

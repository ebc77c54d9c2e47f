import type { Column } from '../../../src/dataset/dataset';
import type { Engine } from '../../../src/mine/critic';
import type { Estimate } from '../../../src/mine/estimate';
import { preparePair, type Pair } from '../../../src/mine/pair';
import type { Estimator, Preset } from '../../../src/mine/presets';
import { Sides } from '../../../src/mine/sides';
import { allRows } from './columns';

export interface Choice {
  readonly estimator?: Estimator;
  readonly preset?: Preset;
}

/** A pair of columns, or of groups of them, of n rows. */
export function prepared(
  engine: Engine,
  x: Column[],
  z: Column[],
  n: number,
  { estimator = 'mine', preset = 'standard' }: Choice = {},
): Pair {
  return preparePair({ x, z, sides: new Sides(allRows(n), 1), preset, estimator, seed: 1, engine });
}

/** What a pair comes to. */
export function finished(pair: Pair): Estimate {
  const work = pair.start(1);
  while (!work.finished) work.advance();
  const estimate = work.estimate();
  if (!estimate) throw new Error('finished without an estimate');
  return estimate;
}

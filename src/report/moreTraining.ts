import type { Preset } from '../mine/presets';
import type { MoreTraining } from '../mine/settings';
import { isComputed, type PairState } from './report';

/**
 * Each time a pair is trained longer it gets so many times the steps. A run stops a pair when a third of its steps have
 * added nothing; with fewer times the steps, a pair could stop before it has had more than the last time.
 */
const MORE = 4;
/** More than so many times the steps of a preset has no use. */
const MOST = 64;

/**
 * The training that a pair gets when it is trained longer: the first where it has had none, then ever more.
 * @param preset of the pair's run
 * @returns null where it cannot be trained longer
 */
export function nextTraining(pair: PairState, preset: Preset): MoreTraining | null {
  if (pair.status === 'failed') return null;
  const had = pair.more ?? { preset: preset === 'quick' ? 'standard' : preset, times: 1 };
  const isTrained = pair.more !== undefined || (isComputed(pair) && pair.iterations > 0);
  const times = isTrained ? MORE * had.times : had.times;
  return times > MOST ? null : { preset: had.preset, times };
}

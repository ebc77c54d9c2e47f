import type { MoreTraining } from '../../mine/settings';
import { pairWarning } from '../../mine/warningSentences';
import type { PairState } from '../../report/report';

/** Whether a pair that is known has had the training that is asked for: it is taken as it is then. */
export function isTrainedEnough(known: PairState | null, more: MoreTraining | undefined): boolean {
  return !more || (known?.more?.preset === more.preset && known.more.times === more.times);
}

/** A pair that gets more training, until that has come to an estimate: what is known of it stands. */
export function awaitingMore(before: PairState): PairState {
  return { ...before, qValue: null, status: 'waiting' };
}

/**
 * The earlier estimate, where more training came to nothing.
 * @param error why it failed, in a sentence; null where it was cancelled
 */
export function standingEstimate(before: PairState, error: string | null): PairState {
  const warnings = before.warnings.filter(({ code }) => code !== 'longer-failed');
  if (error !== null) warnings.push(pairWarning('longer-failed', error));
  return { ...before, qValue: null, warnings };
}

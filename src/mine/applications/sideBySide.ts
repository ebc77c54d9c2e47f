import type { Random } from '../../dataset/random';
import type { Critic, EncodedPair, Engine } from '../critic';
import { evenShifts, scoreRows } from '../evaluation';
import { noLogRatio } from '../logRatio';
import { donskerVaradhan, fDivergence } from '../objectives';
import { ESTIMATORS, type Estimator } from '../presets';
import type { TrainingSettings } from '../settings';

/** Both bounds of one critic's outputs on the same held-out rows, nats; `mine` is never below `mine-f`. */
export type BothBounds = Readonly<Record<Estimator, number>>;

/** Of a critic trained for each objective. */
export interface SideBySidePoint {
  readonly iteration: number;
  readonly critics: Readonly<Record<Estimator, BothBounds>>;
}

/**
 * Trains a critic for the Donsker-Varadhan bound and one for the f-divergence bound on the same rows from the same weights,
 * and reads both bounds off each on rows that neither saw: for any T, E_Q[e^(T-1)] >= 1 + log E_Q[e^(T-1)] = log E_Q[e^T],
 * so that the f-divergence is never the tighter one (Belghazi et al. 2018, section 3). Yields a point of the curves at a time.
 * @param trainRows, heldOut rows of the pair
 */
export function* trainSideBySide(
  pair: EncodedPair,
  trainRows: Uint32Array,
  heldOut: Uint32Array,
  engine: Engine,
  settings: TrainingSettings,
  random: Random,
): Generator<SideBySidePoint, readonly SideBySidePoint[]> {
  const critic = (estimator: Estimator) =>
    // A fork depends on its label alone: the same weights and the same minibatches.
    engine.createCritic({
      pair,
      trainRows,
      start: noLogRatio,
      settings: { ...settings, estimator },
      random: random.fork(1),
    });
  const critics = { mine: critic('mine'), 'mine-f': critic('mine-f') };
  const shifts = evenShifts(heldOut.length, settings.curveOutputs, 4, 64);
  const points: SideBySidePoint[] = [];
  for (let iteration = 0; ;) {
    const point = {
      iteration,
      critics: {
        mine: bothBounds(critics.mine, heldOut, shifts),
        'mine-f': bothBounds(critics['mine-f'], heldOut, shifts),
      },
    };
    points.push(point);
    yield point;
    if (iteration >= settings.steps) return points;
    const steps = Math.min(settings.checkpointEvery, settings.steps - iteration);
    for (const estimator of ESTIMATORS) critics[estimator].train(steps);
    iteration += steps;
  }
}

function bothBounds(critic: Critic, rows: Uint32Array, shifts: readonly number[]): BothBounds {
  const { joint, marginal } = scoreRows(critic, rows, shifts);
  return { mine: donskerVaradhan.value(joint, marginal), 'mine-f': fDivergence.value(joint, marginal) };
}

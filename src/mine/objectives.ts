import { exponentials } from './exponentials';

/**
 * The two lower bounds of mutual information of Belghazi et al. (ICML 2018), each with its value and its gradient with
 * respect to the critic's outputs T: on the joint distribution P (length B) and on the product of marginals Q (length M).
 */
export interface Objective {
  readonly name: 'mine' | 'mine-f';
  /** What the critic of a known log-ratio r must add to r: T* = r + offset. */
  readonly offset: number;
  /** The bound in nats. */
  value(joint: Float32Array, marginal: Float32Array): number;
  /**
   * The bound in nats, with the density weights w = dQ-term/dT times M of the marginal outputs: their mean is 1 at the
   * optimum.
   */
  evaluate(joint: Float32Array, marginal: Float32Array): { value: number; weights: Float32Array };
  /**
   * Writes dValue/dT for ascent. `logMeanExp` is the log of the mean that divides the partition term: the minibatch's own,
   * or the moving average (equation 12 of the paper) for the bias-corrected gradient.
   */
  gradient(
    joint: Float32Array,
    marginal: Float32Array,
    logMeanExp: number,
    dJoint: Float32Array,
    dMarginal: Float32Array,
  ): void;
  /** Reads a critic's outputs as log density ratios, given its outputs on the marginals. */
  logRatioOf(marginal: Float32Array): (output: number) => number;
}

/** Donsker-Varadhan: E_P[T] - log E_Q[e^T] (equation 10). Invariant to adding a constant to T. */
export const donskerVaradhan: Objective = {
  name: 'mine',
  offset: 0,
  value: (joint, marginal) => mean(joint) - logMeanExp(marginal),
  gradient(joint, marginal, logMeanExp, dJoint, dMarginal) {
    dJoint.fill(1 / joint.length);
    for (let i = 0; i < marginal.length; i++)
      dMarginal[i] = -Math.exp(marginal[i]! - logMeanExp) / marginal.length;
  },
  logRatioOf(marginal) {
    const level = logMeanExp(marginal);
    return (output) => output - level;
  },
  evaluate(joint, marginal) {
    const { weights, logMeanExp } = meanOne(marginal);
    return { value: mean(joint) - logMeanExp, weights };
  },
};

/** f-divergence (MINE-f): E_P[T] - E_Q[e^(T-1)] (equation 8). Its minibatch gradient has no bias to correct. */
export const fDivergence: Objective = {
  name: 'mine-f',
  offset: 1,
  value: (joint, marginal) => mean(joint) - Math.exp(logMeanExp(marginal) - 1),
  gradient(joint, marginal, _logMeanExp, dJoint, dMarginal) {
    dJoint.fill(1 / joint.length);
    for (let i = 0; i < marginal.length; i++) dMarginal[i] = -Math.exp(marginal[i]! - 1) / marginal.length;
  },
  logRatioOf: () => (output) => output - 1,
  evaluate(joint, marginal) {
    const weights = marginal.map((t) => Math.exp(t - 1));
    return { value: mean(joint) - mean(weights), weights };
  },
};

export const objectives = { mine: donskerVaradhan, 'mine-f': fDivergence } as const;

/**
 * Exponential moving average of E_Q[e^T] in log space, for the bias-corrected gradient. `rate` is the weight of the
 * new value: average <- (1 - rate) * average + rate * new. (Popular implementations differ in which one it multiplies.)
 */
export function movingLogMeanExp(previous: number | null, current: number, rate: number): number {
  return previous === null ? current : logAddExp(Math.log1p(-rate) + previous, Math.log(rate) + current);
}

/** e^t divided by its mean, with the log of that mean. */
function meanOne(values: Float32Array): { weights: Float32Array; logMeanExp: number } {
  const top = largest(values);
  const weights = new Float32Array(values.length);
  const scale = values.length / exponentials(values, top, weights);
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! * scale;
  return { weights, logMeanExp: top - Math.log(scale) };
}

function largest(values: Float32Array): number {
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > top) top = values[i]!;
  return top;
}

/** log of the mean of e^t, without overflow. */
export function logMeanExp(values: Float32Array): number {
  const top = largest(values);
  if (!Number.isFinite(top)) return top;
  return top + Math.log(exponentials(values, top, scratch(values.length)) / values.length);
}

let exponentialsScratch = new Float32Array(0);

function scratch(length: number): Float32Array {
  if (exponentialsScratch.length < length) exponentialsScratch = new Float32Array(2 * length);
  return exponentialsScratch;
}

function logAddExp(a: number, b: number): number {
  const top = Math.max(a, b);
  return top + Math.log1p(Math.exp(Math.min(a, b) - top));
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

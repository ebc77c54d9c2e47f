import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import {
  donskerVaradhan,
  fDivergence,
  logMeanExp,
  movingLogMeanExp,
  type Objective,
} from '../../../src/mine/objectives';

const random = createRandom(7);
const joint = Float32Array.from({ length: 30 }, () => random.normal());
const marginal = Float32Array.from({ length: 60 }, () => random.normal());

describe.each([donskerVaradhan, fDivergence])('the $name bound', (objective: Objective) => {
  it('has the gradient that central differences give', () => {
    const dJoint = new Float32Array(joint.length);
    const dMarginal = new Float32Array(marginal.length);
    // With the minibatch's own log-mean the gradient is the exact one of the minibatch's value.
    objective.gradient(joint, marginal, logMeanExp(marginal), dJoint, dMarginal);
    const shifted = (values: Float32Array, at: number, by: number) =>
      values.map((value, i) => (i === at ? value + by : value));
    // Float32 outputs of size 1 with a step of 2^-6: rounding 1e-6, curvature 1e-5 of a gradient of 1/30.
    const h = 2 ** -6;
    for (let i = 0; i < joint.length; i++) {
      const value = (by: number) => objective.value(shifted(joint, i, by), marginal);
      expect(Math.abs((dJoint[i] ?? NaN) - (value(h) - value(-h)) / (2 * h))).toBeLessThan(3e-5);
    }
    for (let i = 0; i < marginal.length; i++) {
      const value = (by: number) => objective.value(joint, shifted(marginal, i, by));
      expect(Math.abs((dMarginal[i] ?? NaN) - (value(h) - value(-h)) / (2 * h))).toBeLessThan(3e-5);
    }
  });

  it('weighs re-paired rows with a mean of 1 at its optimum', () => {
    // At T* = r + offset the mean of e^r over the marginals is 1.
    const level = logMeanExp(marginal);
    const optimal = marginal.map((t) => t - level + objective.offset);
    const { weights } = objective.evaluate(optimal, optimal);
    expect(weights.reduce((sum, w) => sum + w, 0) / weights.length).toBeCloseTo(1, 5);
  });
});

describe('the two bounds', () => {
  it('agree at their optima, and Donsker-Varadhan is never the looser one', () => {
    const level = logMeanExp(marginal);
    const centred = (values: Float32Array, by: number) => values.map((t) => t - level + by);
    expect(fDivergence.value(centred(joint, 1), centred(marginal, 1))).toBeCloseTo(
      donskerVaradhan.value(joint, marginal),
      5,
    );
    for (const shift of [-2, -0.5, 0, 0.7, 3])
      expect(fDivergence.value(centred(joint, shift), centred(marginal, shift))).toBeLessThanOrEqual(
        donskerVaradhan.value(joint, marginal) + 1e-6,
      );
  });

  it('stay finite for critics far from zero, and Donsker-Varadhan ignores a constant', () => {
    const far = (values: Float32Array) => values.map((t) => t + 500);
    expect(donskerVaradhan.value(far(joint), far(marginal))).toBeCloseTo(
      donskerVaradhan.value(joint, marginal),
      3,
    );
  });
});

describe('the moving average of the partition term', () => {
  it('begins at the first value and gives the new value the weight `rate`', () => {
    expect(movingLogMeanExp(null, 2, 0.1)).toBe(2);
    expect(Math.exp(movingLogMeanExp(Math.log(4), Math.log(9), 0.1))).toBeCloseTo(0.9 * 4 + 0.1 * 9, 10);
  });

  it('does not overflow', () => {
    expect(movingLogMeanExp(800, 900, 0.1)).toBeCloseTo(900 + Math.log(0.1), 10);
  });
});

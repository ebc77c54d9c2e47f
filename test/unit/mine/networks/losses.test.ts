import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import {
  crossEntropy,
  divergenceFromStandard,
  gaussianLogLoss,
  logistic,
} from '../../../../src/mine/networks/losses';
import { gradientError } from './gradients';

const random = createRandom(8);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal());
// Doubles of float32 inputs over 2^-7: curvature 2^-14, rounding of the derivative 2^-24.
const TOLERANCE = 1e-3;

describe('losses have the derivatives that central differences give:', () => {
  it.each([true, false])('a discriminator’s, wanted %s', (wanted) => {
    const outputs = normals(9);
    const loss = () => logistic(outputs, wanted).value;
    expect(gradientError(outputs, logistic(outputs, wanted).derivative, loss)).toBeLessThan(TOLERANCE);
  });

  it('cross-entropy', () => {
    const outputs = normals(12);
    const loss = () => crossEntropy(outputs, Int32Array.of(0, 2, 1, 2), 3);
    expect(gradientError(outputs, loss().derivative, () => loss().value)).toBeLessThan(TOLERANCE);
  });

  it('a normal density’s, around the outputs and in its deviation', () => {
    const [outputs, targets, deviation] = [normals(7), normals(7), Float32Array.of(-0.5)];
    const loss = () => gaussianLogLoss(outputs, targets, deviation[0] ?? NaN);
    const { derivative, dLogDeviation } = loss();
    expect(gradientError(outputs, derivative, () => loss().value)).toBeLessThan(TOLERANCE);
    expect(gradientError(deviation, [dLogDeviation], () => loss().value)).toBeLessThan(TOLERANCE);
  });

  it('the divergence from a standard normal', () => {
    const [means, logs] = [normals(6), normals(6)];
    const loss = () => divergenceFromStandard(means, logs, 3);
    const { dMeans, dLogDeviations } = loss();
    expect(gradientError(means, dMeans, () => loss().value)).toBeLessThan(TOLERANCE);
    expect(gradientError(logs, dLogDeviations, () => loss().value)).toBeLessThan(TOLERANCE);
  });
});

describe('values of losses', () => {
  it('stay finite where a discriminator is certain', () => {
    const { value, derivative } = logistic(Float32Array.of(-2000, 2000), true);
    expect(value).toBe(1000);
    expect([...derivative]).toEqual([-0.5, -0]);
  });

  it('are log 2 for a discriminator that cannot tell, log k for k classes alike', () => {
    expect(logistic(new Float32Array(3), false).value).toBeCloseTo(Math.LN2, 12);
    expect(crossEntropy(new Float32Array(8), Int32Array.of(3, 0), 4).value).toBeCloseTo(Math.log(4), 12);
  });

  it('are 0 for a standard normal', () => {
    expect(divergenceFromStandard(new Float32Array(4), new Float32Array(4), 2).value).toBe(0);
  });
});

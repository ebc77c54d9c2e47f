import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { trainInference, type InferenceSettings } from '../../../../src/mine/applications/inference';
import { plainProducts } from '../networks/plainProducts';

describe('adversarially learned inference with the mutual-information term', () => {
  it('reconstructs a curve from a code of one number', () => {
    const random = createRandom(2);
    const values = new Float32Array(2_000);
    for (let i = 0; i < 1_000; i++) {
      const t = random.normal();
      values.set([t, -t], 2 * i);
    }
    const settings: InferenceSettings = {
      latent: 1,
      noise: 1,
      hidden: [16],
      discriminator: [24],
      critic: [16],
      batch: 32,
      iterations: 900,
      learningRate: 3e-3,
      beta1: 0.5,
      informationWeight: 1,
    };
    const data = { values, width: 2 };
    const steps = trainInference(data, settings, plainProducts, createRandom(1));
    let step = steps.next();
    for (; !step.done; step = steps.next());
    const remade = step.value.reconstruct(data, createRandom(7));
    const error = remade.reduce((sum, value, i) => sum + (value - (values[i] ?? NaN)) ** 2, 0) / 1_000;
    // The mean of all rows has an error of 2, a row taken at random one of 4.
    expect(error).toBeLessThan(0.7);
  });
});

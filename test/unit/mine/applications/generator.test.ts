import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { clipTo, norm } from '../../../../src/mine/applications/adversarial';
import { trainGenerator, type GeneratorSettings } from '../../../../src/mine/applications/generator';
import { plainRows } from '../../../../src/mine/applications/rowModel';
import { plainProducts } from '../networks/plainProducts';

describe('adaptive clipping', () => {
  it('scales a gradient down to the norm of the other, and never up', () => {
    const gradient = Float32Array.of(3, 4);
    expect(clipTo(1, gradient)).toBeCloseTo(0.2, 6);
    expect(norm(gradient)).toBeCloseTo(1, 6);
    expect(clipTo(100, gradient)).toBe(1);
    expect(norm(gradient)).toBeCloseTo(1, 6);
  });
});

describe('an adversarially trained generator', () => {
  const random = createRandom(6);
  // A line through the origin with a little noise: deviation 1 in both columns.
  const values = new Float32Array(2_000);
  for (let i = 0; i < 1_000; i++) {
    const t = random.normal();
    values.set([t, -t + 0.1 * random.normal()], 2 * i);
  }
  const settings: GeneratorSettings = {
    noise: 2,
    code: 1,
    generator: [16],
    discriminator: [24, 24],
    critic: [16],
    batch: 32,
    iterations: 900,
    learningRate: 3e-3,
    beta1: 0.5,
    informationWeight: 1,
  };

  const run = (changes: Partial<GeneratorSettings>, seed: number) => {
    const steps = trainGenerator(
      plainRows({ values, width: 2 }),
      { ...settings, ...changes },
      plainProducts,
      createRandom(seed),
    );
    let [step, reports] = [steps.next(), 0];
    for (; !step.done; step = steps.next()) reports++;
    return { sample: step.value.sample(2_000, createRandom(1)), reports };
  };

  it('makes rows with the dependence of the real ones, and tells of its progress', () => {
    const { sample, reports } = run({}, 3);
    expect(reports).toBe(90);
    let [xy, xx, yy] = [0, 0, 0];
    for (let i = 0; i < sample.length; i += 2) {
      const [x = NaN, y = NaN] = [sample[i], sample[i + 1]];
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
    // The real correlation is -0.995; a generator that learned nothing is near 0, one that learned it above 0.8.
    expect(xy / Math.sqrt(xx * yy)).toBeLessThan(-0.8);
    // Neither collapsed to a point nor spread without bound.
    expect(xx / 2_000).toBeGreaterThan(0.25);
    expect(xx / 2_000).toBeLessThan(4);
  });

  it('is the same for the same seed', () => {
    expect(run({ iterations: 20 }, 5).sample).toEqual(run({ iterations: 20 }, 5).sample);
    expect(run({ iterations: 20 }, 5).sample).not.toEqual(run({ iterations: 20 }, 6).sample);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { createMemory, type Critic, type CriticTask, type Engine } from '../../../src/mine/critic';
import { createEnsemble } from '../../../src/mine/ensemble';

/** Critics that say one number of every pair: a random one, plus the steps they have trained. */
const constant: Pick<Engine, 'createCritic'> = {
  createCritic({ random }: CriticTask, { state } = createMemory(3)): Critic {
    state[0] = random.uniform();
    return {
      train: (steps) => (state[0] = (state[0] ?? 0) + steps),
      scores: (rows) => Float32Array.from(rows, () => state[0] ?? NaN),
      weights: () => state.slice(0, 1),
      restore: (weights) => {
        state.set(weights);
      },
    };
  },
};
const memories = (count: number) => Array.from({ length: count }, () => createMemory(3));
const task = { random: createRandom(1) } as CriticTask;
const rows = Uint32Array.of(0, 1);

describe('an ensemble', () => {
  it('says the mean of what its members say, each from its own random numbers', () => {
    const ensemble = createEnsemble(constant, task, memories(3));
    const each = [...ensemble.weights()];
    expect(new Set(each).size).toBe(3);
    expect(ensemble.scores(rows, rows)[0]).toBeCloseTo(each.reduce((sum, value) => sum + value, 0) / 3, 5);
  });

  it('trains all of them, and gets them back as they were', () => {
    const ensemble = createEnsemble(constant, task, memories(2));
    const before = ensemble.weights();
    const said = ensemble.scores(rows, rows)[0] ?? NaN;
    ensemble.train(5);
    expect(ensemble.scores(rows, rows)[0]).toBeCloseTo(said + 5, 4);
    ensemble.restore(before);
    expect(ensemble.scores(rows, rows)[0]).toBe(said);
  });
});

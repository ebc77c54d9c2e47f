import { describe, expect, it } from 'vitest';
import { experiment } from '../../../../src/mine/reproductions/start';
import { REPRODUCTIONS, type Part, type Tools } from '../../../../src/mine/reproductions/reproduction';

const choice = { form: 'quick', seed: 1 } as const;
/** For parts that need none of them. */
const tools = {} as Tools;

function result(part: Part<unknown> | undefined): unknown {
  const steps = part?.run(tools);
  for (let step = steps?.next(); step; step = steps?.next()) if (step.done) return step.value;
  throw new Error('There is no such part.');
}

describe('the parts of an experiment', () => {
  it.each(REPRODUCTIONS)('%s has at least two, for as many threads', (name) => {
    expect(experiment(name, choice).parts.length).toBeGreaterThan(1);
  });

  it('are the same in any order', () => {
    // The fourth of each setting's parts are nearest neighbours, which no engine computes.
    const [first, second] = [3, 7].map((part) => result(experiment('gaussian', choice).parts[part]));
    expect(first).not.toEqual(second);
    const { parts } = experiment('gaussian', choice);
    expect([7, 3].map((part) => result(parts[part]))).toEqual([second, first]);
  });

  it('are those of all seeds where a system is trained', () => {
    expect(experiment('bottleneck', { ...choice, seeds: 2 }).parts).toHaveLength(12);
    expect(experiment('spiral', { ...choice, seeds: 4 }).parts.map(({ words }) => words)).toContain(
      'GAN + MINE, seed 4',
    );
  });
});

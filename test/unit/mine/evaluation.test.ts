import { describe, expect, it } from 'vitest';
import {
  certifiedBound,
  effectiveSamples,
  evenShifts,
  influences,
  permutationStatistic,
} from '../../../src/mine/evaluation';
import { donskerVaradhan } from '../../../src/mine/objectives';

const scores = (joint: number[], marginal: number[], shifts: number[]) => ({
  joint: Float32Array.from(joint),
  marginal: Float32Array.from(marginal),
  shifts,
});

const weightsOf = ({ joint, marginal }: ReturnType<typeof scores>) =>
  donskerVaradhan.evaluate(joint, marginal).weights;

describe('cyclic shifts', () => {
  it('are different, from 1 to m - 1, and as many as the outputs allow', () => {
    const shifts = evenShifts(100, 2000, 4, 64);
    expect(shifts).toHaveLength(20);
    expect(new Set(shifts).size).toBe(20);
    expect(Math.min(...shifts)).toBe(1);
    expect(Math.max(...shifts)).toBe(99);
  });

  it('are all there are for a few rows', () => {
    expect(evenShifts(4, 2000, 16, 64)).toEqual([1, 2, 3]);
  });
});

describe('the effective sample size', () => {
  it('is the number of outputs where all weigh the same, and 1 where one carries all', () => {
    expect(effectiveSamples(weightsOf(scores([0, 0], [3, 3, 3, 3], [1, 1])))).toBeCloseTo(4, 5);
    expect(effectiveSamples(weightsOf(scores([0, 0], [60, 0, 0, 0], [1, 1])))).toBeCloseTo(1, 5);
  });
});

describe('the permutation statistic', () => {
  it('is 0 for a critic that says the same of every pair', () => {
    expect(permutationStatistic(scores([1, 1], [1, 1, 1, 1], [1, 1]))).toBe(0);
  });

  it('is the distance of the joint mean in deviations of the shifted means', () => {
    // Shifted means 0 and 2: centre 1, deviation 1; joint mean 4.
    expect(permutationStatistic(scores([4, 4], [0, 0, 2, 2], [1, 1]))).toBeCloseTo(3, 6);
  });
});

describe('influences', () => {
  it('take from each row its share in the re-pairings it gives x and z to', () => {
    // Equal weights of 1: each row loses 1 for its x and 1 for its z.
    const rows = scores([5, 6, 7], [0, 0, 0, 0, 0, 0], [1, 2]);
    const phi = influences(weightsOf(rows), rows);
    expect([...phi]).toEqual([3, 4, 5]);
  });
});

describe('the certified bound', () => {
  it('is at most log(shifts + 1), reached by a critic that tells every true pair', () => {
    const bound = certifiedBound(scores([50, 50, 50], [0, 0, 0, 0, 0, 0], [1, 2]));
    expect(bound).toBeCloseTo(Math.log(3), 6);
  });
});

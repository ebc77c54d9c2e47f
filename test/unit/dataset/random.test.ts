import { describe, expect, test } from 'vitest';
import { createRandom, permutation } from '../../../src/dataset/random';

const draw = <T>(n: number, next: () => T): T[] => Array.from({ length: n }, next);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a seeded stream', () => {
  test('repeats for the same seed and differs for others', () => {
    const numbers = (seed: number) => draw(5, createRandom(seed).uniform);
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(7)).not.toEqual(numbers(7 + 2 ** 32));
  });

  test('keeps its numbers from one version of the program to the next', () => {
    const random = createRandom(42);
    expect(draw(4, () => random.integer(1000))).toEqual([369, 826, 332, 740]);
    expect(random.fork(1).integer(1000)).toBe(331);
  });

  test('is uniform on [0, 1)', () => {
    const values = draw(20_000, createRandom(1).uniform);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const bins = Array.from({ length: 10 }, () => 0);
    for (const value of values) bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    // 99.9 % quantile of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9);
  });

  test('gives integers below n, each as likely', () => {
    const random = createRandom(2);
    const values = draw(30_000, () => random.integer(3));
    for (const value of [0, 1, 2]) {
      expect(values.filter((other) => other === value).length).toBeGreaterThan(9700);
    }
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
  });

  test('gives standard normal numbers', () => {
    const values = draw(40_000, createRandom(3).normal);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 0);
  });

  test('forks streams that do not depend on what was drawn before', () => {
    const parent = createRandom(5);
    const before = draw(5, parent.fork(1).uniform);
    draw(100, parent.normal);
    expect(draw(5, parent.fork(1).uniform)).toEqual(before);
    expect(draw(5, parent.fork(2).uniform)).not.toEqual(before);
    expect(draw(5, parent.fork(1).fork(1).uniform)).not.toEqual(before);
  });

  test('forks streams that are not correlated with their siblings', () => {
    const parent = createRandom(6);
    const [one, two] = [parent.fork(0), parent.fork(1)];
    const products = draw(20_000, () => one.normal() * two.normal());
    expect(Math.abs(mean(products))).toBeLessThan(0.03);
  });
});

describe('a permutation', () => {
  test('holds every index once, in another order', () => {
    const order = permutation(1000, createRandom(1));
    const ascending = Array.from({ length: 1000 }, (_, i) => i);
    expect([...order]).not.toEqual(ascending);
    expect([...order].sort((a, b) => a - b)).toEqual(ascending);
  });

  test('of nothing is nothing', () => {
    expect(permutation(0, createRandom(1)).length).toBe(0);
  });
});

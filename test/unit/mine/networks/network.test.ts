import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../../src/dataset/random';
import type { LayerActivation } from '../../../../src/mine/networks/activations';
import { ADAM, Descent } from '../../../../src/mine/networks/descent';
import { Network, perceptron, type NetworkShape } from '../../../../src/mine/networks/network';
import { gradientError } from './gradients';
import { plainProducts } from './plainProducts';

const random = createRandom(5);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal());
const ROWS = 6;

/** The same numbers in every pass, so that noise and dropout stay as they are while a weight is changed. */
function repeating(seed: number): { readonly random: Random; readonly rewind: () => void } {
  let stream = createRandom(seed);
  return {
    random: {
      uniform: () => stream.uniform(),
      integer: (n) => stream.integer(n),
      normal: () => stream.normal(),
      fork: (label) => stream.fork(label),
    },
    rewind: () => {
      stream = createRandom(seed);
    },
  };
}

function check(shape: NetworkShape, training: boolean): { parameters: number; inputs: number } {
  const noise = repeating(3);
  const network = new Network(shape, plainProducts, noise.random);
  const inputs = normals(ROWS * shape.inputs);
  const upstream = normals(ROWS * network.outputs);
  const loss = () => {
    noise.rewind();
    return network.forward(inputs, ROWS, training).reduce((sum, t, i) => sum + t * (upstream[i] ?? NaN), 0);
  };
  loss();
  const dInputs = network.backward(upstream).slice();
  return {
    parameters: gradientError(network.parameters, network.gradient.slice(), loss),
    inputs: gradientError(inputs, dInputs, loss),
  };
}

// Float32 outputs of size 1 changed by 2^-8: rounding 2^-24 / 2^-8 = 2e-5 in each of some dozens, curvature 2^-16.
const TOLERANCE = 1e-3;

describe('a network of dense layers', () => {
  it.each<LayerActivation>(['linear', 'elu', 'silu', 'tanh'])(
    'has the gradient that central differences give: %s',
    (activation) => {
      const error = check(perceptron(3, [5, 4], 2, { activation }), false);
      expect(error.parameters).toBeLessThan(TOLERANCE);
      expect(error.inputs).toBeLessThan(TOLERANCE);
    },
  );

  it('has it with ReLU too, away from its bends', () => {
    // One sample in whose differences no unit changes sides: the seed is chosen so, which the exact agreement shows.
    const error = check(perceptron(3, [4], 2, { activation: 'relu' }), false);
    expect(error.parameters).toBeLessThan(TOLERANCE);
  });

  it('has it with noise and dropout in training', () => {
    const error = check(perceptron(4, [6, 5], 2, { activation: 'silu', noise: 0.3, dropout: 0.4 }), true);
    expect(error.parameters).toBeLessThan(TOLERANCE);
    expect(error.inputs).toBeLessThan(TOLERANCE);
  });

  it('adds up the gradients of passes until they are cleared, and leaves them alone where asked', () => {
    const network = new Network(perceptron(3, [5], 1, { activation: 'elu' }), plainProducts, createRandom(1));
    const inputs = normals(ROWS * 3);
    const upstream = normals(ROWS);
    network.forward(inputs, ROWS, false);
    network.backward(upstream);
    const once = network.gradient.slice();
    network.backward(upstream);
    network.gradient.forEach((g, i) => {
      expect(g).toBeCloseTo(2 * (once[i] ?? NaN), 5);
    });
    network.clearGradient();
    network.forward(inputs, ROWS, false);
    network.backward(upstream, false);
    expect(network.gradient.every((g) => g === 0)).toBe(true);
  });

  it('keeps the mean of what it drops from, and drops nothing outside training', () => {
    const shape: NetworkShape = { inputs: 1, layers: [{ units: 1, activation: 'linear', dropout: 0.25 }] };
    const network = new Network(shape, plainProducts, createRandom(2));
    network.parameters.set([1, 0]);
    const ones = new Float32Array(20_000).fill(1);
    expect(network.forward(ones, 10, false).every((value) => value === 1)).toBe(true);
    const kept = network.forward(ones, ones.length, true);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    // Standard deviation of a factor: sqrt(0.25 / 0.75) = 0.58; of the mean of 20,000: 0.004.
    expect(Math.abs(mean - 1)).toBeLessThan(0.016);
    expect(new Set(kept)).toEqual(new Set([0, Math.fround(4 / 3)]));
  });

  it('takes more rows than before, and fewer again', () => {
    const network = new Network(perceptron(2, [3], 1, { activation: 'elu' }), plainProducts, createRandom(4));
    const inputs = normals(100);
    const first = network.forward(inputs, 2, false).slice();
    const all = network.forward(inputs, 50, false).slice();
    expect([...all.subarray(0, 2)]).toEqual([...first]);
    expect([...network.forward(inputs, 2, false)]).toEqual([...first]);
  });
});

describe('Adam', () => {
  it('takes a first step of the learning rate against the sign of each slope, and clears the gradient', () => {
    const part = { parameters: Float32Array.of(1, 2), gradient: Float32Array.of(0.3, -50) };
    new Descent([part], { ...ADAM, learningRate: 0.1 }).step();
    expect(part.parameters[0]).toBeCloseTo(0.9, 5);
    expect(part.parameters[1]).toBeCloseTo(2.1, 5);
    expect([...part.gradient]).toEqual([0, 0]);
  });

  it('finds the lowest point of a narrow valley', () => {
    const part = { parameters: Float32Array.of(3, -2), gradient: new Float32Array(2) };
    const descent = new Descent([part], { ...ADAM, learningRate: 0.05 });
    for (let i = 0; i < 2000; i++) {
      const [a = NaN, b = NaN] = part.parameters;
      part.gradient.set([2 * (a - 1), 200 * (b - 0.5)]);
      descent.step(1 - i / 2000);
    }
    expect(part.parameters[0]).toBeCloseTo(1, 3);
    expect(part.parameters[1]).toBeCloseTo(0.5, 3);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import {
  initialWeights,
  networkLayout,
  type NetworkShape,
  type StatisticsNetwork,
} from '../../../src/mine/statisticsNetwork';
import { createNetwork } from '../../../src/mine/tensorflow/network';
import { activations } from './kernel/task';
import { wasmEngine } from './wasm';

const rows = 40;
const random = createRandom(3);
const normals = (n: number) => Float32Array.from({ length: n }, () => random.normal());

/** The same network in plain double precision. */
function forwardInDoubles(shape: NetworkShape, weights: ArrayLike<number>, inputs: Float32Array): number[] {
  const at = networkLayout(shape);
  const dense = (
    h: number[],
    [w]: readonly [number, number],
    [b]: readonly [number, number],
    width: number,
  ) =>
    Array.from({ length: width }, (_, j) =>
      h.reduce((sum, value, i) => sum + value * (weights[w + i * width + j] ?? NaN), weights[b + j] ?? NaN),
    );
  const activate = activations[shape.activation];
  return Array.from({ length: inputs.length / shape.inputs }, (_, row) => {
    const x = [...inputs.subarray(row * shape.inputs, (row + 1) * shape.inputs)];
    const h1 = dense(x, at.first, at.firstBias, shape.hidden).map(activate);
    const h2 = dense(h1, at.second, at.secondBias, shape.hidden).map(activate);
    return dense(h2, at.output, at.outputBias, 1)[0] ?? NaN;
  });
}

describe.each(['relu', 'silu'] as const)('the statistics network on the WASM backend: %s', (activation) => {
  const shape = { inputs: 5, hidden: 8, activation };
  let network: StatisticsNetwork;
  const inputs = normals(rows * shape.inputs);
  const weights = normals(networkLayout(shape).size);
  const upstream = normals(rows);

  beforeAll(async () => {
    await wasmEngine();
    network = createNetwork(tf, shape);
  });

  it('gives the outputs that the same sums in double precision give', () => {
    const expected = forwardInDoubles(shape, weights, inputs);
    const outputs = network.forward(weights, inputs, rows);
    outputs.forEach((output, i) => {
      // Two layers of 8 products in float32: a few dozen roundings of 6e-8 on values of size 10 at most.
      expect(Math.abs(output - (expected[i] ?? NaN))).toBeLessThan(3e-5);
    });
  });

  it('has the gradient that central differences in double precision give', () => {
    const gradient = new Float32Array(weights.length);
    network.gradient(weights, inputs, rows, () => upstream, gradient);
    const loss = (w: ArrayLike<number>) =>
      forwardInDoubles(shape, w, inputs).reduce((sum, t, i) => sum + t * (upstream[i] ?? NaN), 0);
    const largest = Math.max(...gradient.map(Math.abs));
    for (let i = 0; i < weights.length; i++) {
      const shifted = (by: number) => Float64Array.from(weights, (w, j) => (i === j ? w + by : w));
      const numerical = (loss(shifted(1e-6)) - loss(shifted(-1e-6))) / 2e-6;
      // Float32 sums of 40 rows against doubles; central differences add 1e-8.
      expect(Math.abs((gradient[i] ?? NaN) - numerical) / largest).toBeLessThan(1e-5);
    }
  });

  it('starts at zero, whatever its inputs', () => {
    const fresh = initialWeights(shape, createRandom(1), networkLayout(shape).size);
    expect([...network.forward(fresh, inputs, rows)].every((t) => t === 0)).toBe(true);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    network.gradient(weights, inputs, rows, () => upstream, new Float32Array(weights.length));
    network.forward(weights, inputs, rows);
    expect(tf.memory().numTensors).toBe(before);
  });
});

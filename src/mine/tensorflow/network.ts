import type * as tfjs from '@tensorflow/tfjs-core';
import {
  networkLayout,
  type Activation,
  type NetworkShape,
  type StatisticsNetwork,
} from '../statisticsNetwork';

export type TensorFlow = typeof tfjs;

/**
 * The statistics network on TensorFlow.js operations, forward and backward written out: the gradient that TensorFlow.js
 * derives by itself multiplies by transposed matrices, for which its WASM backend has only a slow loop, and the two
 * backends' own optimisers would make a dozen small calls for each part of the weights.
 */
export function createNetwork(tf: TensorFlow, shape: NetworkShape): StatisticsNetwork {
  const { inputs, hidden, activation } = shape;
  const layout = networkLayout(shape);
  const layer = hiddenLayer(tf, activation);

  const layers = (weights: Float32Array) => {
    const part = ([start, end]: readonly [number, number]) => weights.subarray(start, end);
    return {
      first: tf.tensor2d(part(layout.first), [inputs, hidden]),
      firstBias: tf.tensor1d(part(layout.firstBias)),
      second: tf.tensor2d(part(layout.second), [hidden, hidden]),
      secondBias: tf.tensor1d(part(layout.secondBias)),
      output: tf.tensor2d(part(layout.output), [hidden, 1]),
      outputBias: tf.tensor1d(part(layout.outputBias)),
    };
  };

  const activations = (weights: Float32Array, rows: Float32Array, count: number) => {
    const x = tf.tensor2d(rows, [count, inputs]);
    const w = layers(weights);
    const h1 = layer(tf.add(tf.matMul(x, w.first), w.firstBias));
    const h2 = layer(tf.add(tf.matMul(h1.values, w.second), w.secondBias));
    const outputs = tf.add(tf.matMul(h2.values, w.output), w.outputBias);
    return { x, w, h1, h2, outputs };
  };

  const read = (tensor: tfjs.Tensor) => tensor.dataSync() as Float32Array;

  return {
    forward: (weights, rows, count) => tf.tidy(() => read(activations(weights, rows, count).outputs).slice()),

    gradient(weights, rows, count, upstream, gradient) {
      tf.tidy(() => {
        const { x, w, h1, h2, outputs } = activations(weights, rows, count);
        const dOutputs = tf.tensor2d(upstream(read(outputs)), [count, 1]);
        // Not a reshape of w.output: the WASM backend keeps a prepared product for each right-hand tensor's data, and
        // would take the one it made for the other shape.
        const outputRow = tf.tensor2d(weights.subarray(...layout.output), [1, hidden]);
        const d2 = tf.mul(tf.matMul(dOutputs, outputRow), h2.slopes());
        const d1 = tf.mul(tf.matMul(d2, tf.transpose(w.second)), h1.slopes());
        gradient.set(read(tf.matMul(tf.transpose(x), d1)), layout.first[0]);
        gradient.set(read(tf.sum(d1, 0)), layout.firstBias[0]);
        gradient.set(read(tf.matMul(tf.transpose(h1.values), d2)), layout.second[0]);
        gradient.set(read(tf.sum(d2, 0)), layout.secondBias[0]);
        gradient.set(read(tf.matMul(tf.transpose(h2.values), dOutputs)), layout.output[0]);
        gradient.set(read(tf.sum(dOutputs)), layout.outputBias[0]);
      });
    },
  };
}

/** A hidden layer's activations, and their slopes for who asks for them. */
function hiddenLayer(tf: TensorFlow, activation: Activation) {
  switch (activation) {
    case 'relu':
      return (sums: tfjs.Tensor) => {
        const values = tf.relu(sums);
        return { values, slopes: () => tf.step(values) };
      };
    case 'silu':
      return (sums: tfjs.Tensor) => {
        const s = tf.sigmoid(sums);
        const values = tf.mul(sums, s);
        // s (1 + x (1 - s)) = s + x s (1 - s)
        return { values, slopes: () => tf.add(s, tf.mul(values, tf.sub(1, s))) };
      };
  }
}

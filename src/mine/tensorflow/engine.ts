import type { EncodedPair, Engine } from '../critic';
import { MinibatchCritic, stateLength } from '../minibatchCritic';
import type { SeriesKernel } from '../series/seriesKernel';
import { createNetwork, type TensorFlow } from './network';
import type { TrainingSettings } from '../settings';

/** Critics on a TensorFlow.js whose backend is ready; `name` says which. */
export function tensorflowEngine(tf: TensorFlow, name: string, series: SeriesKernel): Engine {
  return {
    name,
    version: tf.version_core,
    series,
    stateLength: (pair, settings) => stateLength(networkShape(pair, settings)),
    createCritic(task, memory) {
      const shape = networkShape(task.pair, task.settings);
      return new MinibatchCritic(task, createNetwork(tf, shape), shape, memory);
    },
  };
}

function networkShape({ x, z }: EncodedPair, { hidden, activation }: TrainingSettings) {
  return { inputs: x.width + z.width, hidden, activation };
}

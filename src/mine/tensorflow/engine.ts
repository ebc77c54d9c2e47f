import type { Engine } from '../critic';
import { MinibatchCritic } from '../minibatchCritic';
import type { SeriesKernel } from '../series/seriesKernel';
import { createNetwork, type TensorFlow } from './network';

/** Critics on a TensorFlow.js whose backend is ready; `name` says which. */
export function tensorflowEngine(tf: TensorFlow, name: string, series: SeriesKernel): Engine {
  return {
    name,
    version: tf.version_core,
    series,
    createCritic(task) {
      const { hidden, activation } = task.settings;
      const shape = { inputs: task.pair.x.width + task.pair.z.width, hidden, activation };
      return new MinibatchCritic(task, createNetwork(tf, shape), shape);
    },
  };
}

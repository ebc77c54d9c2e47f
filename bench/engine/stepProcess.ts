import * as v from 'valibot';
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../src/dataset/random';
import type { Critic, Engine } from '../../src/mine/critic';
import type { EncodedSide } from '../../src/mine/encoding';
import { fitGaussian } from '../../src/mine/gaussian';
import { noLogRatio } from '../../src/mine/logRatio';
import { trainingSettings } from '../../src/mine/settings';
import { KERNEL_BUILDS, loadKernel } from '../../src/process/kernelBackend';
import { loadTensorFlow } from '../../src/process/tensorflowBackend';
import { say, serve } from './serving';
import { stepSize, type StepSize } from './stepSizes';

/*
 * One engine in a process of its own. Arguments: the engine, the folder of the .wasm files, the one from which tfjs-node is
 * looked up.
 */

const ROWS = 10_000;
const RHO = 0.9;

const request = v.union([
  v.object({ step: stepSize, milliseconds: v.number() }),
  v.object({ product: v.tuple([v.number(), v.number(), v.number()]), milliseconds: v.number() }),
]);

async function load(name: string, folder: string, modules: string): Promise<Engine> {
  const build = KERNEL_BUILDS.find((known) => known === name);
  if (build) return loadKernel(folder, build);
  return name === 'tfjs-node' ? loadTensorFlow('tensorflow', modules) : loadTensorFlow('wasm', folder);
}

function critic(engine: Engine, size: StepSize): Critic {
  const random = createRandom(1);
  const common = Float64Array.from({ length: ROWS }, () => random.normal());
  const side = (): EncodedSide => {
    const width = size.inputs;
    const inputs = new Float32Array(ROWS * width);
    for (let i = 0; i < ROWS; i++)
      for (let j = 0; j < width; j++)
        inputs[i * width + j] = Math.sqrt(RHO) * (common[i] ?? 0) + Math.sqrt(1 - RHO) * random.normal();
    const dims = size.recipe ? 1 : width;
    const scores = inputs.filter((_, i) => i % width < dims);
    return { rows: ROWS, inputs, width, scores, dims, ...NO_FACTS };
  };
  const pair = { x: side(), z: side() };
  const trainRows = Uint32Array.from({ length: ROWS }, (_, i) => i);
  const { hidden, batch, rePairings, activation, recipe } = size;
  return engine.createCritic({
    pair,
    trainRows,
    start: recipe ? fitGaussian(pair.x, pair.z, trainRows).logRatio : noLogRatio,
    settings: {
      ...trainingSettings(recipe ? 'standard' : 'paper', 'mine', { rows: ROWS, grouped: false }),
      ...{ hidden, batch, rePairings, activation },
    },
    random: random.fork(1),
  });
}

const NO_FACTS = {
  discrete: false,
  positions: null,
  categories: null,
  entropy: 0,
  largestTie: 0,
  pooled: 0,
  constant: false,
} as const;

/**
 * Microseconds of the processor's time that one of what `many` does so many times takes, in a burst of about so many
 * milliseconds: for one thread the time itself, but for what other processes take of it.
 */
function burst(milliseconds: number, estimate: number, many: (times: number) => void): number {
  const times = Math.max(1, Math.round(milliseconds / estimate));
  const before = process.cpuUsage();
  many(times);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

function measurements(engine: Engine) {
  let current: { key: string; critic: Critic; milliseconds: number } | null = null;
  return (text: unknown): Record<string, number> => {
    const asked = v.parse(request, text);
    if ('product' in asked) return { microseconds: productTime(asked.product, asked.milliseconds) };
    const key = JSON.stringify(asked.step);
    if (current?.key !== key) {
      const trained = critic(engine, asked.step);
      const begun = performance.now();
      // V8's optimising compiler takes over within some milliseconds of work.
      while (performance.now() - begun < 60) trained.train(2);
      const from = performance.now();
      trained.train(4);
      current = { key, critic: trained, milliseconds: (performance.now() - from) / 4 };
    }
    const { critic: trained, milliseconds } = current;
    return { microseconds: burst(asked.milliseconds, milliseconds, (steps) => trained.train(steps)) };
  };
}

/** TensorFlow.js' own matMul of an m x k and a k x n matrix. */
function productTime([m, k, n]: readonly [number, number, number], milliseconds: number): number {
  const a = tf.ones([m, k]);
  const b = tf.ones([k, n]);
  const multiply = (times: number) => {
    for (let i = 0; i < times; i++) tf.matMul(a, b).dispose();
  };
  multiply(20);
  const time = burst(milliseconds, 0.05, multiply);
  tf.dispose([a, b]);
  return time;
}

const [name = '', folder = '', modules = ''] = process.argv.slice(2);
load(name, folder, modules).then(
  (engine) => serve(engine.version, measurements(engine)),
  (error: unknown) => {
    say({ absent: error instanceof Error ? error.message : String(error) });
  },
);

import * as v from 'valibot';
import * as tf from '@tensorflow/tfjs-core';
import type { Column } from '../../src/dataset/dataset';
import { createRandom } from '../../src/dataset/random';
import type { Critic, Engine } from '../../src/mine/critic';
import { encodeSide } from '../../src/mine/encoding';
import { fitGaussian } from '../../src/mine/gaussian';
import { noLogRatio } from '../../src/mine/logRatio';
import { trainingSettings } from '../../src/mine/settings';
import { engineFiles } from '../../src/process/engine/engineFiles';
import { KERNEL_BUILDS, loadKernel } from '../../src/process/engine/kernelBackend';
import { loadSeriesKernel } from '../../src/process/engine/seriesBackend';
import { loadTensorFlow } from '../../src/process/engine/tensorflowBackend';
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
  if (build) return loadKernel(engineFiles(folder), build);
  const series = loadSeriesKernel(engineFiles(folder).series());
  return name === 'tfjs-node'
    ? loadTensorFlow('tensorflow', modules, series)
    : loadTensorFlow('wasm', folder, series);
}

/** Normal columns with one factor in common, as the program encodes them. */
function critic(engine: Engine, size: StepSize): Critic {
  const random = createRandom(1);
  const trainRows = Uint32Array.from({ length: ROWS }, (_, i) => i);
  const common = Float64Array.from({ length: ROWS }, () => random.normal());
  const column = (_: unknown, i: number): Column => ({
    ...{ name: `c${i}`, type: 'numeric', kind: 'numeric', missing: 0, distinct: ROWS },
    ...{ unparsable: { count: 0, lines: [] }, examples: [] },
    values: common.map((value) => Math.sqrt(RHO) * value + Math.sqrt(1 - RHO) * random.normal()),
  });
  const { hidden, batch, inputs, rePairings, activation, recipe } = size;
  const preset = recipe ? 'standard' : 'paper';
  const settings = trainingSettings(preset, 'mine', { rows: ROWS, grouped: inputs > 1 });
  const encoding = { encoding: 'scores', cosines: recipe ? inputs - 1 : 0 } as const;
  const side = () => encodeSide(Array.from({ length: recipe ? 1 : inputs }, column), trainRows, encoding);
  const pair = { x: side(), z: side() };
  return engine.createCritic({
    pair,
    trainRows,
    start: recipe ? fitGaussian(pair.x, pair.z, trainRows).logRatio : noLogRatio,
    settings: { ...settings, hidden, batch, rePairings, activation },
    random: random.fork(1),
  });
}

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

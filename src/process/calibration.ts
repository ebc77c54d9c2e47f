import { parentPort } from 'node:worker_threads';
import type { NumericColumn } from '../dataset/dataset';
import { createRandom, type Random } from '../dataset/random';
import type { Critic, Engine } from '../mine/critic';
import { encodeSide } from '../mine/encoding';
import { noLogRatio } from '../mine/logRatio';
import { chooseKernelBuild, loadKernel, type KernelBuild } from './kernelBackend';
import { CALIBRATION } from './pace';

/**
 * A worker thread that lives for a moment: it posts the kernel's fastest build here and how many microseconds it takes for a
 * training step.
 */
export interface Calibration {
  readonly kernelBuild: KernelBuild;
  readonly microsecondsPerStep: number;
}

/** Some 20 ms in all. The shortest burst counts: V8 optimises during the first ones, and other programs delay some. */
const BURSTS = 20;
const STEPS = 5;

function microsecondsPerStep(engine: Engine): number {
  const critic = madeUpCritic(engine);
  const bursts = Array.from({ length: BURSTS }, () => {
    const begun = performance.now();
    critic.train(STEPS);
    return performance.now() - begun;
  });
  return (1000 * Math.min(...bursts)) / STEPS;
}

function madeUpCritic(engine: Engine): Critic {
  const random = createRandom(1);
  const trainRows = Uint32Array.from({ length: CALIBRATION.batch }, (_, row) => row);
  const side = () => encodeSide([madeUpColumn(random)], trainRows, CALIBRATION);
  const pair = { x: side(), z: side() };
  return engine.createCritic({ pair, trainRows, start: noLogRatio, settings: CALIBRATION, random });
}

function madeUpColumn(random: Random): NumericColumn {
  return {
    name: '',
    type: 'numeric',
    kind: 'numeric',
    missing: 0,
    distinct: CALIBRATION.batch,
    unparsable: { count: 0, lines: [] },
    examples: [],
    values: Float64Array.from({ length: CALIBRATION.batch }, () => random.normal()),
  };
}

const kernelBuild = chooseKernelBuild(__dirname);
const calibration: Calibration = {
  kernelBuild,
  microsecondsPerStep: microsecondsPerStep(loadKernel(__dirname, kernelBuild)),
};
parentPort?.postMessage(calibration);

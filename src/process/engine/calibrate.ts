import type { NumericColumn } from '../../dataset/dataset';
import { createRandom, type Random } from '../../dataset/random';
import type { Critic, Engine } from '../../mine/critic';
import { encodeSide } from '../../mine/encoding';
import { noLogRatio } from '../../mine/logRatio';
import { chooseKernelBuild, loadKernel, type EngineFiles, type KernelBuild } from './kernelBackend';
import { CALIBRATION } from '../pace';

export interface Calibration {
  /** The kernel's fastest build here. */
  readonly kernelBuild: KernelBuild;
  /** Time that it takes for a training step. */
  readonly microsecondsPerStep: number;
}

/** Some 20 ms in all. The shortest burst counts: V8 optimises during the first ones, and other programs delay some. */
const BURSTS = 20;
const STEPS = 5;

/**
 * Measures how fast the kernel trains here; takes some 120 ms.
 * @throws Error with a sentence for people where it does not run here
 */
export function calibrate(files: EngineFiles): Calibration {
  const kernelBuild = chooseKernelBuild(files);
  return { kernelBuild, microsecondsPerStep: microsecondsPerStep(loadKernel(files, kernelBuild)) };
}

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

import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import type { Critic, Engine } from '../../../../src/mine/critic';
import { scoreRows } from '../../../../src/mine/evaluation';
import { kernelEngine } from '../../../../src/mine/kernel/engine';
import { DivergedError } from '../../../../src/mine/minibatchCritic';
import { donskerVaradhan, fDivergence, objectives } from '../../../../src/mine/objectives';
import type { SeriesKernel } from '../../../../src/mine/series/seriesKernel';
import { seriesTestKernel } from '../series/kernel';
import { wasmEngine } from '../wasm';
import { BUILD_TITLES, compiledBuilds, type BuildName } from './builds';
import { COLUMNS, criticTask, outputInDoubles, roughWeights } from './task';

let builds: Awaited<ReturnType<typeof compiledBuilds>>;
let series: SeriesKernel;
beforeAll(async () => {
  builds = await compiledBuilds();
  series = await seriesTestKernel();
}, 120_000);

const ACTIVATIONS = ['relu', 'silu'] as const;

function engine(name: BuildName): Engine {
  const module = builds.get(name);
  if (!module) throw new Error(`no build ${name}`);
  return kernelEngine(module, name, series);
}

const largestDifference = (a: Float32Array, b: ArrayLike<number>) =>
  a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? NaN))), 0);

const indices = (length: number, of: (i: number) => number) => Uint32Array.from({ length }, (_, i) => of(i));

describe.each(BUILD_TITLES)('critics of the $title', ({ build }) => {
  it.each(ACTIVATIONS)('score as the same sums in double precision: %s', (activation) => {
    for (const estimator of ['mine', 'mine-f'] as const) {
      const shape = { rows: 60, xWidth: 5, xDims: 5, zWidth: 9, zDims: 1 };
      const task = criticTask(2, { hidden: 24, activation }, { shape, estimator });
      const critic = engine(build).createCritic(task);
      const weights = roughWeights(task, createRandom(3));
      critic.restore(weights);
      const output = outputInDoubles(task, weights, objectives[estimator].offset);
      const xs = indices(301, (i) => (7 * i) % 60);
      const zs = indices(301, (i) => (11 * i + 3) % 60);
      const expected = Array.from(xs, (row, i) => output(row, zs[i] ?? NaN));
      // Values up to about 30 with a few hundred roundings of 6e-8, a few of them on the largest.
      expect(largestDifference(critic.scores(xs, zs), expected)).toBeLessThan(5e-5);
    }
  });

  it('start as the Gaussian log-ratio', () => {
    const task = criticTask(4);
    const critic = engine(build).createCritic(task);
    const rows = indices(100, (i) => i);
    const expected = Array.from(rows, (row) => task.start.value(row, row));
    expect(largestDifference(critic.scores(rows, rows), expected)).toBeLessThan(1e-5);
  });

  it('give the same bits for the same seed, whatever was trained in between', () => {
    const alone = engine(build).createCritic(criticTask(7));
    alone.train(10);
    alone.train(10);
    const shared = engine(build);
    const first = shared.createCritic(criticTask(7));
    const group = { rows: 90, xWidth: 3, xDims: 3, zWidth: 9, zDims: 1 };
    const second = shared.createCritic(
      criticTask(8, { hidden: 64, activation: 'silu' }, { shape: group, estimator: 'mine-f' }),
    );
    const rows = indices(50, (i) => i);
    first.train(10);
    second.train(25);
    second.scores(rows, rows);
    first.train(10);
    expect(first.weights()).toEqual(alone.weights());
    expect(first.scores(rows, rows)).toEqual(alone.scores(rows, rows));
  });

  it.each(ACTIVATIONS)(
    'learn a bivariate normal from nothing to its mutual information: %s',
    (activation) => {
      const rho = 0.9;
      const shape = { rows: 6000, xWidth: 1, xDims: 1, zWidth: 1, zDims: 1 };
      for (const [estimator, objective] of [
        ['mine', donskerVaradhan],
        ['mine-f', fDivergence],
      ] as const) {
        const settings = { batch: 256, steps: 600, activation };
        const task = criticTask(9, settings, { shape, rho, estimator, warm: false });
        const critic = engine(build).createCritic({ ...task, trainRows: task.trainRows.subarray(0, 3000) });
        const heldOut = task.trainRows.subarray(3000);
        critic.train(600);
        const { joint, marginal } = scoreRows(critic, heldOut, [1, 500, 1000, 1500]);
        // The log-ratio varies with sd rho: sampling error 0.9 / sqrt(3000) = 0.016, thrice that, and 0.02 of the critic's.
        const truth = -Math.log(1 - rho * rho) / 2;
        expect(Math.abs(objective.value(joint, marginal) - truth)).toBeLessThan(0.07);
      }
    },
  );

  it('stop at a gradient that is no number, and leave others alone', () => {
    const kernel = engine(build);
    const task = criticTask(7);
    const critic = kernel.createCritic(task);
    critic.restore(critic.weights().fill(NaN));
    expect(() => {
      critic.train(1);
    }).toThrow(DivergedError);
    const other = kernel.createCritic(criticTask(7));
    other.train(3);
    expect(other.weights().every(Number.isFinite)).toBe(true);
  });
});

describe('a critic of the kernel', () => {
  it('scores many rows as it scores a few at a time', () => {
    const shape = { ...COLUMNS, rows: 20_000 };
    const task = criticTask(2, {}, { shape });
    const critic = engine('plain').createCritic(task);
    critic.restore(roughWeights(task, createRandom(3)));
    const xs = indices(20_000, (i) => i);
    const zs = indices(20_000, (i) => (i * 7919) % 20_000);
    const all = critic.scores(xs, zs);
    for (const start of [0, 8_180, 15_000]) {
      const part = critic.scores(xs.subarray(start, start + 101), zs.subarray(start, start + 101));
      expect(part).toEqual(all.slice(start, start + 101));
    }
  });

  it('takes the same steps one at a time, when most rows are not drawn, as many together', () => {
    const [together, apart] = [criticTask(7), criticTask(7)].map((task) =>
      engine('plain').createCritic(task),
    );
    together?.train(8);
    for (let step = 0; step < 8; step++) apart?.train(1);
    expect(apart?.weights()).toEqual(together?.weights());
  });

  it('survives outputs whose exponential is beyond float32', () => {
    const task = criticTask(2, {}, { warm: false });
    const critic = engine('plain').createCritic(task);
    const weights = critic.weights();
    // The output's bias: e^120 everywhere, of which the Donsker-Varadhan bound knows nothing.
    weights[weights.length - 2] = 120;
    critic.restore(weights);
    critic.train(5);
    expect(critic.weights().every(Number.isFinite)).toBe(true);
  });
});

describe('the kernel and TensorFlow.js', () => {
  let tensorflow: Engine;
  beforeAll(async () => {
    tensorflow = await wasmEngine();
  });

  it.each(ACTIVATIONS)('score alike with the same weights: %s', (activation) => {
    for (const estimator of ['mine', 'mine-f'] as const) {
      const task = criticTask(2, { activation }, { estimator });
      const reference = tensorflow.createCritic(task);
      reference.restore(roughWeights(task, createRandom(3)));
      const critic = engine('fused').createCritic(task);
      critic.restore(reference.weights());
      expect(critic.weights()).toEqual(reference.weights());
      const xs = indices(500, (i) => i % 200);
      const zs = indices(500, (i) => (3 * i) % 200);
      expect(largestDifference(critic.scores(xs, zs), reference.scores(xs, zs))).toBeLessThan(5e-5);
    }
  });

  /*
   * The same seed draws the same weights and minibatches, so both take the same steps up to rounding. The MINE-f
   * objective is compared: that of MINE does not depend on the output's bias, and Adam makes a full step of the rounding
   * error that is left of its gradient.
   */
  it.each(ACTIVATIONS)('take the same training steps: %s', (activation) => {
    const trained = (of: Engine, steps: number): Critic => {
      const critic = of.createCritic(criticTask(3, { clip: 0.5, activation }, { estimator: 'mine-f' }));
      critic.train(steps);
      return critic;
    };
    for (const steps of [1, 2, 5]) {
      const reference = trained(tensorflow, steps).weights();
      // A step moves a weight by 0.02; roundings of small gradients show in it by their share.
      expect(largestDifference(trained(engine('plain'), steps).weights(), reference)).toBeLessThan(1e-4);
      expect(largestDifference(trained(engine('fused'), steps).weights(), reference)).toBeLessThan(1e-4);
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import type { CriticTask } from '../../../../src/mine/critic';
import { startTerms } from '../../../../src/mine/kernel/startTerms';
import { packParameters, parameterCount, unpackParameters } from '../../../../src/mine/kernel/parameters';
import { instantiate } from '../../../../src/mine/kernel/workspace';
import { objectives } from '../../../../src/mine/objectives';
import { BUILD_TITLES, compiledBuilds, type BuildName } from './builds';
import { criticTask, outputInDoubles, roughWeights, type TaskShape } from './task';

let builds: Awaited<ReturnType<typeof compiledBuilds>>;
beforeAll(async () => {
  builds = await compiledBuilds();
}, 120_000);

function moduleOf(build: BuildName): WebAssembly.Module {
  const module = builds.get(build);
  if (!module) throw new Error(`no build ${build}`);
  return module;
}

const COSINES = { rows: 30, xWidth: 9, xDims: 1, zWidth: 9, zDims: 1 };
/** One column against one without and with cosines, a group against a group, many inputs against a few. */
const SHAPES: TaskShape[] = [
  { rows: 30, xWidth: 1, xDims: 1, zWidth: 1, zDims: 1 },
  COSINES,
  // 77 training rows: more than a tile, and not a multiple of four.
  { rows: 80, xWidth: 5, xDims: 5, zWidth: 2, zDims: 2 },
  { rows: 30, xWidth: 20, xDims: 20, zWidth: 3, zDims: 3 },
];
const SHIFTS = Uint32Array.of(1, 9);

/** The gradient on all training rows, and log E_Q[e^T], as a build of the kernel computes them. */
function computed(module: WebAssembly.Module, task: CriticTask, weights: Float32Array) {
  const { pair, start, settings, trainRows: rows } = task;
  const { offset } = objectives[settings.estimator];
  const shape = {
    xWidth: pair.x.width,
    xDims: pair.x.dims,
    zWidth: pair.z.width,
    zDims: pair.z.dims,
    hidden: settings.hidden,
    activation: settings.activation,
    directions: start.directions.length,
  };
  const work = instantiate(module)(shape, { rows: rows.length, pairs: rows.length });
  const state = new Float32Array(3 * parameterCount(shape));
  packParameters(shape, weights, state);
  work.state.set(state);
  work.loadStart(startTerms(start, shape));
  work.prepare(pair, rows, rows);
  const reference = 0.5;
  const { logMeanExp } = work.addRePaired({ rows, shifts: SHIFTS }, offset, reference);
  const level = settings.estimator === 'mine' ? logMeanExp : 1;
  work.completeGradient(level - reference);
  return { gradient: unpackParameters(shape, work.gradient), logMeanExp };
}

/** The bound on all training rows and log E_Q[e^T] in double precision. */
function boundInDoubles(task: CriticTask, weights: ArrayLike<number>) {
  const rows = [...task.trainRows];
  const { estimator } = task.settings;
  const output = outputInDoubles(task, weights, objectives[estimator].offset);
  const rePaired = [...SHIFTS].flatMap((shift) =>
    rows.map((row, i) => output(row, rows[(i + shift) % rows.length] ?? NaN)),
  );
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const joint = mean(rows.map((row) => output(row, row)));
  const partition = mean(rePaired.map(Math.exp));
  const bound = joint - (estimator === 'mine' ? Math.log(partition) : partition / Math.E);
  return { bound, logMeanExp: Math.log(partition) };
}

/** Multiples of 8, of 16, and several cache lines, on the second shape; the shapes have 32 units. */
const WIDTHS = [8, 24, 40, 64];

describe.each(BUILD_TITLES)('a gradient of the $title', ({ build }) => {
  const sizes = [
    ...SHAPES.map((shape) => ({ ...shape, hidden: 32 })),
    ...WIDTHS.map((hidden) => ({ ...COSINES, hidden })),
  ];
  const cases = sizes.flatMap((size) =>
    (['relu', 'silu'] as const).flatMap((activation) =>
      (['mine', 'mine-f'] as const).map((estimator) => ({ ...size, activation, estimator })),
    ),
  );

  it.each(cases)(
    'is that of central differences in doubles: $estimator, $hidden $activation units, $xWidth and $zWidth inputs',
    ({ hidden, activation, estimator, ...shape }) => {
      const task = criticTask(5, { hidden, activation }, { shape, estimator });
      const weights = roughWeights(task, createRandom(11));
      const moved = (at: number, by: number) =>
        boundInDoubles(
          task,
          Float64Array.from(weights, (w, i) => (i === at ? w + by : w)),
        ).bound;
      // Some forty weights over all layers, alpha and the output's bias among them.
      const step = Math.floor(weights.length / 40);
      const differences = Array.from({ length: 40 }, (_, i) => weights.length - 1 - i * step)
        .concat(weights.length - 2)
        .map((at) => ({ at, difference: (moved(at, 1e-6) - moved(at, -1e-6)) / 2e-6 }));
      const expected = boundInDoubles(task, weights);

      const { gradient, logMeanExp } = computed(moduleOf(build), task, weights);
      expect(Math.abs(logMeanExp - expected.logMeanExp)).toBeLessThan(1e-5);
      const largest = Math.max(...gradient.map(Math.abs));
      for (const { at, difference } of differences)
        // Float32 sums of a hundred pairs with roundings of 6e-8 each; the differences add 1e-9.
        expect(Math.abs((gradient[at] ?? NaN) - difference) / largest).toBeLessThan(5e-6);
    },
  );
});

describe('a gradient', () => {
  it.each(['relu', 'silu'] as const)(
    'has the same bits in the fused and the wide build: %s',
    (activation) => {
      const task = criticTask(6, { hidden: 32, activation });
      const weights = roughWeights(task, createRandom(12));
      expect(computed(moduleOf('wide'), task, weights)).toEqual(computed(moduleOf('fused'), task, weights));
    },
  );
});

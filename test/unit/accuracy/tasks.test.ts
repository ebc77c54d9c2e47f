import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { oneColumnTasks, tasks } from '../../../bench/accuracy/tasks';

/** As the study printed them: closed forms, and integrals in NumPy on other grids than ours. */
const published: Record<string, number> = {
  'bn:0': 0,
  'bn:0.3': 0.04715534,
  'bn:0.6': 0.22314355,
  'bn:0.9': 0.8303656,
  'bn:0.99': 1.95851777,
  'asinh:0.75': 0.41333929,
  'cube:0.75': 0.41333929,
  'halfcube:0.75': 0.41333929,
  'exp:0.75': 0.41333929,
  'wig:0.75': 0.41333929,
  'bimod:0.75': 0.41333929,
  'sin:1:0.3': 0.86163547,
  'sin:3:0.3': 0.86163534,
  'quad:0.5': 0.80268385,
  'circle:0.15': 0.43815697,
  'add:0.1': 1.70943791,
  'add:0.75': 0.33333333,
  'blob:0.6': 0.63962589,
  'hetero:0.8': 0.32772142,
  't:2:1:0': 0.08268139,
  't:2:3:0': 0.29092192,
  't:2:2:0.6': 0.63943428,
  'swiss:0.75': 0.41333929,
  'mn:2:0.5': 0.29389333,
  'mn:5:0.5': 0.59281183,
  'mn:20:0.5': 1.1877364,
  'pair:5:2:0.8': 1.02165125,
  'rotsin:3:2:0.3': 0.86158199,
  'cls:2:1': 0.11142148,
  'cls:5:1': 0.53642148,
  'cls:10:2': 1.6506546,
  'tab:4:0.6': 0.44584637,
  'tab:10:0.5': 0.62569522,
  'gao:5': 1.05492017,
  'round:0.6:1': 0.18318719,
  'ind:0': 0,
  'ind:1': 0,
  'ind:2': 0,
  'ind:3': 0,
  'ind:4': 0,
  'ind:5': 0,
};

describe('the tasks of the accuracy bench', () => {
  it('are the 41 of the study', () => {
    expect(tasks.map((task) => task.name)).toEqual(Object.keys(published));
    expect(oneColumnTasks).toHaveLength(24);
  });

  it.each(tasks)('$name has the mutual information that the study gives', ({ name, truth }) => {
    // The study's integrals are good to 1e-4: histograms of 400,000 nodes, grids of a hundredth.
    expect(Math.abs(truth() - (published[name] ?? NaN))).toBeLessThan(1e-4);
  });

  it.each(tasks)('$name gives the same complete sample for the same seed', ({ sample }) => {
    const [first, again] = [sample(50, createRandom(3)), sample(50, createRandom(3))];
    expect(first).toEqual(again);
    for (const side of [first.x, first.z]) {
      const columns = side.kind === 'numeric' ? side.columns : [side.codes];
      for (const column of columns) {
        expect(column).toHaveLength(50);
        expect([...column].every(Number.isFinite)).toBe(true);
      }
    }
  });
});

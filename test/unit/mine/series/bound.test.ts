import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { rankPositions } from '../../../../src/mine/ranks';
import { seriesBasis, type Basis } from '../../../../src/mine/series/basis';
import type { SeriesColumn } from '../../../../src/mine/series/cells';
import { prepareSeriesColumn } from '../../../../src/mine/series/preparedColumn';
import { SeriesProblem } from '../../../../src/mine/series/seriesKernel';
import { relations } from '../relations';
import { seriesTestExports } from './kernel';

const { linear, ties, mixed } = relations(300);
const settings = { bins: 40, tailStretch: 1.3, cosines: 5 };
const numeric = (values: Float64Array): SeriesColumn => ({
  kind: 'numeric',
  positions: rankPositions(values),
});
const category: SeriesColumn = { kind: 'categorical', codes: mixed.x };

describe('a basis', () => {
  it.each([
    ['a numeric column', numeric(linear.x)],
    ['a numeric column with ties', numeric(ties.x)],
    ['a category', category],
  ])('of %s is orthonormal over the rows and begins with 1', (_, column) => {
    const { functions, size, cells }: Basis = seriesBasis(column, settings);
    const f = (row: number, k: number) => functions[(cells[row] ?? NaN) * size + k] ?? NaN;
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        let mean = 0;
        for (let row = 0; row < cells.length; row++) mean += (f(row, i) * f(row, j)) / cells.length;
        expect(mean).toBeCloseTo(i === j ? 1 : 0, 9);
      }
    for (let row = 0; row < cells.length; row++) expect(f(row, 0)).toBe(1);
  });

  it('has no more functions than a column has values', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => i % 3);
    expect(seriesBasis(numeric(values), settings).size).toBe(3);
  });
});

const series = await seriesTestExports();

/** Functions of a side in double precision: of categories, their indicators where the kernel takes those. */
interface Side extends Basis {
  readonly count: number;
  readonly value: (cell: number, i: number) => number;
}

function side(column: SeriesColumn, indicators: boolean): Side {
  const basis = seriesBasis(column, settings);
  const { functions, size, masses } = basis;
  return indicators
    ? {
        ...basis,
        count: masses.length,
        value: (cell, i) => (cell === i ? 1 / Math.sqrt(masses[i] ?? NaN) : 0),
      }
    : { ...basis, count: size, value: (cell, i) => functions[cell * size + i] ?? NaN };
}

/** The bound's parts, by their definition. Vectors run over the functions of x, then z. */
function byDefinition(x: Side, z: Side, weights: Float64Array) {
  const [m, n] = [x.masses.length, z.masses.length];
  const cells = Array.from({ length: m * n }, (_, cell) => {
    const [row, column] = [Math.floor(cell / n), cell % n];
    const ab = weights.map(
      (_w, at) => x.value(row, Math.floor(at / z.count)) * z.value(column, at % z.count),
    );
    const t = ab.reduce((sum, f, i) => sum + f * (weights[i] ?? NaN), 0);
    return { ab, t, mass: (x.masses[row] ?? NaN) * (z.masses[column] ?? NaN) };
  });
  const largest = Math.max(...cells.map(({ t }) => t));
  const total = cells.reduce((sum, { mass, t }) => sum + mass * Math.exp(t - largest), 0);
  const mean = (of: (ab: Float64Array) => number) =>
    cells.reduce((sum, { ab, mass, t }) => sum + (of(ab) * mass * Math.exp(t - largest)) / total, 0);
  return {
    partition: Math.log(total) + largest,
    moments: weights.map((_, i) => mean((ab) => ab[i] ?? NaN)),
    second: (i: number, j: number) => mean((ab) => (ab[i] ?? NaN) * (ab[j] ?? NaN)),
  };
}

const other: SeriesColumn = { kind: 'categorical', codes: mixed.x.map((v, i) => (i % 3 === 0 ? v : i % 7)) };

describe.each([
  ['numbers, some tied', numeric(linear.x), numeric(ties.x)],
  ['a category and numbers', category, numeric(linear.x)],
  ['two categories', category, other],
])('the compiled bound of %s', (_, xColumn, zColumn) => {
  const categorical = xColumn.kind === 'categorical';
  const [x, z] = [side(xColumn, categorical), side(zColumn, false)];
  const size = x.count * z.count;
  const random = createRandom(5);
  const weights = Float64Array.from({ length: size }, () => 0.3 * random.normal());
  if (!categorical) weights[0] = 0;

  /** A problem of one critic with these weights. */
  const begin = (w: Float64Array) => {
    const columns = [xColumn, zColumn].map((column) => prepareSeriesColumn(column, settings));
    const [px, pz] = columns;
    if (!px || !pz) throw new Error('two columns make a pair');
    const problem = new SeriesProblem(series, px, pz, 1);
    const [point] = problem.points;
    if (!point) throw new Error('a problem has the points it was made with');
    w.forEach((weight, i) => (point.weights[place(problem, i)] = weight));
    return { problem, point };
  };
  const place = ({ weightRow }: SeriesProblem, i: number) =>
    Math.floor(i / z.count) * weightRow + (i % z.count);
  /** Of a vector in the kernel's memory, what is not padding. */
  const unpadded = (problem: SeriesProblem, vector: Float64Array) =>
    weights.map((_w, i) => vector[place(problem, i)] ?? NaN);

  // T and the density are float32, with seven digits: of the largest T, and of a moment's largest function.
  it('has the partition term and its gradient', () => {
    const { problem, point } = begin(weights);
    const expected = byDefinition(x, z, weights);
    const error = Math.abs(series.logPartition(point.weights.byteOffset) - expected.partition);
    expect(error / Math.max(1, expected.partition)).toBeLessThan(1e-6);
    series.computeMoments(point.moments.byteOffset);
    unpadded(problem, point.moments).forEach((moment, i) => {
      expect(Math.abs(moment - (expected.moments[i] ?? NaN))).toBeLessThan(1e-5);
    });
  });

  it('has the Hessian', () => {
    const { point } = begin(weights);
    const { moments, second } = byDefinition(x, z, weights);
    series.logPartition(point.weights.byteOffset);
    series.computeHessian();
    const row = series.stride.value / 8;
    const blocks = categorical ? x.count : 1;
    const length = size / blocks;
    for (let block = 0; block < blocks; block++) {
      const at = series.hessian.value + block * series.blockBytes.value;
      const hessian = new Float64Array(series.memory.buffer, at, length * row);
      for (let i = categorical ? 0 : 1; i < length; i++)
        for (let j = i; j < length; j++) {
          const [first, last] = [block * length + i, block * length + j];
          // In blocks, second moments stand in for the covariance.
          const product = categorical ? 0 : (moments[first] ?? NaN) * (moments[last] ?? NaN);
          const expected = second(first, last) - product;
          const error = Math.abs((hessian[i * row + j] ?? NaN) - expected);
          expect(error / Math.max(1, expected)).toBeLessThan(1e-5);
        }
    }
  });

  it('does not overflow where the critic is huge', () => {
    const huge = weights.map((w) => 1e4 * w);
    const { point } = begin(huge);
    const expected = byDefinition(x, z, huge).partition;
    expect(Math.abs(series.logPartition(point.weights.byteOffset) / expected - 1)).toBeLessThan(1e-5);
  });

  it('is at its maximum, less the penalty, where the steps end', () => {
    const { problem, point } = begin(new Float64Array(size));
    const counts = new Uint32Array(x.masses.length * problem.tableWidth);
    x.cells.forEach((cell, row) => {
      const at = cell * problem.tableWidth + (z.cells[row] ?? NaN);
      counts[at] = (counts[at] ?? NaN) + 1;
    });
    problem.setTarget(0, counts, x.cells.length);
    const main = Float64Array.from({ length: z.count }, (_, j) => 0.005 * (1 + j));
    const single = main.map((paid) => 2 * paid);
    const penalty = new Float64Array(problem.dimensions);
    weights.forEach((_w, i) => (penalty[place(problem, i)] = single[i % z.count] ?? NaN));
    problem.penalize({ weights: penalty, mainEffects: categorical ? main : null });
    problem.maximize(0, 1e-4, 60);
    problem.recompute();
    expect(problem.maximize(0, 1e-9, 60)).toBeLessThan(60);

    const found = unpadded(problem, point.weights);
    const { moments } = byDefinition(x, z, found);
    const roots = x.masses.map(Math.sqrt);
    const mainWeight = (j: number) =>
      roots.reduce((sum, root, i) => sum + root * (found[i * z.count + j] ?? NaN), 0);
    unpadded(problem, point.target).forEach((target, index) => {
      if (index === 0 && !categorical) return;
      const [i, j] = [Math.floor(index / z.count), index % z.count];
      const [ownPenalty, mainPenalty] = [single[j] ?? NaN, main[j] ?? NaN];
      let paid = ownPenalty * (found[index] ?? NaN);
      if (categorical) paid += (mainPenalty - ownPenalty) * (roots[i] ?? NaN) * mainWeight(j);
      // The gain that is left, 1e-9, is slope²/2 over a curvature of 1 or so.
      expect(Math.abs(target - (moments[index] ?? NaN) - paid)).toBeLessThan(2e-4);
    });
  });
});

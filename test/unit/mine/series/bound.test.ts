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

/** The bound's parts in double precision, by their definition. */
function byDefinition(x: Basis, z: Basis, weights: Float64Array) {
  const [m, n] = [x.masses.length, z.masses.length];
  const products = (cell: number) =>
    Float64Array.from(weights, (_, index) => {
      const [i, j] = [Math.floor(index / z.size), index % z.size];
      const a = x.functions[Math.floor(cell / n) * x.size + i] ?? NaN;
      return a * (z.functions[(cell % n) * z.size + j] ?? NaN);
    });
  const cells = Array.from({ length: m * n }, (_, cell) => {
    const ab = products(cell);
    const t = ab.reduce((sum, f, i) => sum + f * (weights[i] ?? NaN), 0);
    const mass = (x.masses[Math.floor(cell / n)] ?? NaN) * (z.masses[cell % n] ?? NaN);
    return { ab, t, mass };
  });
  const largest = Math.max(...cells.map(({ t }) => t));
  const total = cells.reduce((sum, { mass, t }) => sum + mass * Math.exp(t - largest), 0);
  const mean = (of: (ab: Float64Array) => number) =>
    cells.reduce((sum, { ab, mass, t }) => sum + (of(ab) * mass * Math.exp(t - largest)) / total, 0);
  const moments = weights.map((_, i) => mean((ab) => ab[i] ?? NaN));
  return {
    partition: Math.log(total) + largest,
    moments,
    covariance: (i: number, j: number) =>
      mean((ab) => (ab[i] ?? NaN) * (ab[j] ?? NaN)) - (moments[i] ?? NaN) * (moments[j] ?? NaN),
  };
}

describe.each([
  ['numbers and a category', numeric(linear.x), category],
  ['a category and numbers', category, numeric(linear.x)],
  ['numbers, some tied', numeric(linear.x), numeric(ties.x)],
])('the compiled bound of %s', (_, xColumn, zColumn) => {
  const [x, z] = [seriesBasis(xColumn, settings), seriesBasis(zColumn, settings)];
  const begin = () =>
    new SeriesProblem(
      series,
      prepareSeriesColumn(xColumn, settings),
      prepareSeriesColumn(zColumn, settings),
      1,
    );
  const random = createRandom(5);
  const weights = Float64Array.from({ length: x.size * z.size }, (_, i) =>
    i === 0 ? 0 : 0.3 * random.normal(),
  );
  const vector = (place: number) => series.points.value + place * series.vectorBytes.value;

  // T and the density are float32, with seven digits: of the largest T, and of a moment's largest function.
  it('has the partition term and its gradient', () => {
    begin().points[0]?.weights.set(weights);
    const expected = byDefinition(x, z, weights);
    const error = Math.abs(series.logPartition(vector(0)) - expected.partition);
    expect(error / Math.max(1, expected.partition)).toBeLessThan(1e-6);
    series.computeMoments(vector(1));
    const moments = new Float64Array(series.memory.buffer, vector(1), weights.length);
    moments.forEach((moment, i) => {
      expect(Math.abs(moment - (expected.moments[i] ?? NaN))).toBeLessThan(1e-5);
    });
  });

  it('has the Hessian', () => {
    begin().points[0]?.weights.set(weights);
    const { covariance } = byDefinition(x, z, weights);
    series.logPartition(vector(0));
    series.computeHessian();
    const row = series.stride.value / 8;
    const hessian = new Float64Array(series.memory.buffer, series.hessian.value, weights.length * row);
    for (let i = 1; i < weights.length; i++)
      for (let j = i; j < weights.length; j++)
        expect(Math.abs((hessian[i * row + j] ?? NaN) - covariance(i, j))).toBeLessThan(1e-5);
  });

  it('does not overflow where the critic is huge', () => {
    const huge = weights.map((w) => 1e4 * w);
    begin().points[0]?.weights.set(huge);
    // Sums of some ten terms of 1e4 to 1e5, rounded to seven digits.
    expect(Math.abs(series.logPartition(vector(0)) - byDefinition(x, z, huge).partition)).toBeLessThan(0.1);
  });

  it('is at its maximum, less the penalty, where the steps end', () => {
    const problem = begin();
    const counts = new Uint32Array(x.masses.length * problem.tableWidth);
    x.cells.forEach((cell, row) => {
      const place = cell * problem.tableWidth + (z.cells[row] ?? NaN);
      counts[place] = (counts[place] ?? NaN) + 1;
    });
    problem.setTarget(0, counts, x.cells.length);
    const penalty = weights.map((_, i) => 0.01 * (1 + (i % 5)));
    problem.penalize(penalty);
    problem.maximize(0, 1e-4, 60);
    problem.recompute();
    const tolerance = 1e-9;
    expect(problem.maximize(0, tolerance, 60)).toBeLessThan(60);
    const [point] = problem.points;
    if (!point) throw new Error('a problem has the points it was made with');
    const { moments } = byDefinition(x, z, point.weights);
    // The gain left is at least slope²/2 over a curvature, which is at most the largest product of functions squared.
    for (let i = 1; i < weights.length; i++) {
      const slope =
        (point.target[i] ?? NaN) - (moments[i] ?? NaN) - (penalty[i] ?? NaN) * (point.weights[i] ?? NaN);
      expect(Math.abs(slope)).toBeLessThan(1e-4);
    }
  });
});

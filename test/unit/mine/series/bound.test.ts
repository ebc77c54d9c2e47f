import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { rankPositions } from '../../../../src/mine/ranks';
import { seriesBasis, type Basis } from '../../../../src/mine/series/basis';
import { SeriesBound } from '../../../../src/mine/series/bound';
import { relations } from '../relations';

const { linear, ties, mixed } = relations(300);
const settings = { bins: 40, tailStretch: 1.3, cosines: 5 };
const numeric = (values: Float64Array) =>
  seriesBasis({ kind: 'numeric', positions: rankPositions(values) }, settings);
const category = seriesBasis({ kind: 'categorical', codes: mixed.x }, settings);

describe('a basis', () => {
  it.each([
    ['a numeric column', numeric(linear.x)],
    ['a numeric column with ties', numeric(ties.x)],
    ['a category', category],
  ])('of %s is orthonormal over the rows and begins with 1', (_, basis: Basis) => {
    const { functions, size, cells } = basis;
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
    expect(numeric(values).size).toBe(3);
  });
});

describe('the bound of a series', () => {
  const bound = new SeriesBound(numeric(linear.x), category);
  const random = createRandom(5);
  const weights = Float64Array.from({ length: bound.dimensions }, (_, i) =>
    i === 0 ? 0 : 0.3 * random.normal(),
  );
  const momentsAt = (w: Float64Array) => {
    bound.logPartition(w);
    const out = new Float64Array(bound.dimensions);
    bound.moments(out);
    return out;
  };
  const shifted = (index: number, by: number) => weights.map((w, i) => (i === index ? w + by : w));

  it('has the partition term that summing over all cells gives', () => {
    const table = bound.table(weights);
    const width = bound.z.masses.length;
    let sum = 0;
    table.forEach((t, i) => {
      sum +=
        (bound.x.masses[Math.floor(i / width)] ?? NaN) * (bound.z.masses[i % width] ?? NaN) * Math.exp(t);
    });
    expect(bound.logPartition(weights)).toBeCloseTo(Math.log(sum), 12);
  });

  it('has the gradient and the Hessian that central differences give', () => {
    const moments = momentsAt(weights);
    const hessian = new Float64Array(bound.order ** 2);
    bound.hessian(hessian);
    const h = 1e-5;
    for (let i = 1; i < bound.dimensions; i++) {
      const slope = (bound.logPartition(shifted(i, h)) - bound.logPartition(shifted(i, -h))) / (2 * h);
      expect(Math.abs(slope - (moments[i] ?? NaN))).toBeLessThan(1e-9);
      const above = momentsAt(shifted(i, h));
      const below = momentsAt(shifted(i, -h));
      for (let j = 1; j <= i; j++) {
        const curvature = ((above[j] ?? NaN) - (below[j] ?? NaN)) / (2 * h);
        expect(Math.abs(curvature - (hessian[i * bound.order + j] ?? NaN))).toBeLessThan(1e-8);
      }
    }
  });

  it('does not overflow where the critic is huge', () => {
    const huge = weights.map((w) => 1e4 * w);
    const largest = Math.max(...bound.table(huge));
    // e^largest is met in a cell of a mass of at least 1 / (40 x 300) or so.
    expect(Math.abs(bound.logPartition(huge) - largest)).toBeLessThan(15);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { seriesTestExports } from './kernel';

const series = await seriesTestExports();
const random = createRandom(1);
const normals = (n: number) => Float64Array.from({ length: n }, () => random.normal());

describe('the Cholesky factor', () => {
  const n = 36;
  const roots = Array.from({ length: n }, () => normals(n + 5));
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * (b[i] ?? NaN), 0);
  const h = roots.map((a) => Float64Array.from(roots, (b) => dot(a, b)));
  /** Rows in the kernel's memory may be longer than the matrix is wide. */
  const row = n + 4;

  /** The memory behind the kernel's own, where nothing else is. */
  const put = (matrix: readonly Float64Array[]) => {
    const at = series.memory.buffer.byteLength - (n + 1) * row * 8;
    const place = new Float64Array(series.memory.buffer, at, (n + 1) * row);
    matrix.forEach((values, i) => place.set(values, i * row));
    return { at, vector: place.subarray(n * row, n * row + n) };
  };

  it('solves the equations it was made for', () => {
    const x = normals(n);
    const { at, vector } = put(h);
    vector.set(h.map((values) => dot(values, x)));
    expect(series.factorize(at, n, row * 8)).toBe(1);
    series.solve(at, at + n * row * 8, n, row * 8);
    vector.forEach((value, i) => {
      expect(value).toBeCloseTo(x[i] ?? NaN, 9);
    });
  });

  it('is refused to a matrix that is not positive definite', () => {
    const { at } = put(h.map((values, i) => values.map((v, j) => (i === 20 && j === 20 ? -1 : v))));
    expect(series.factorize(at, n, row * 8)).toBe(0);
  });
});

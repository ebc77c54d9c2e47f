import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { factorize, solve } from '../../../../src/mine/series/cholesky';
import { paddedMatrix, productTransposed } from '../../../../src/mine/series/product';

const random = createRandom(1);
const normals = (n: number) => Float64Array.from({ length: n }, () => random.normal());

describe('the product of a matrix and a transposed matrix', () => {
  it('is every dot product of their rows', () => {
    const [m, n, k] = [6, 8, 5];
    const [a, b, c] = [normals(m * k), normals(n * k), new Float64Array(m * n)];
    productTransposed(a, b, c, m, n, k);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let q = 0; q < k; q++) sum += (a[i * k + q] ?? NaN) * (b[j * k + q] ?? NaN);
        expect(c[i * n + j]).toBeCloseTo(sum, 12);
      }
  });

  it('takes matrices padded with zeros', () => {
    expect([...paddedMatrix(1, 2, (i, j) => 1 + i + j)]).toEqual([
      1,
      2,
      0,
      0,
      ...new Array<number>(12).fill(0),
    ]);
  });
});

describe('the Cholesky factor', () => {
  const n = 36;
  const root = normals(n * (n + 5));
  const h = new Float64Array(n * n);
  productTransposed(root, root, h, n, n, n + 5);

  it('solves the equations it was made for', () => {
    const x = normals(n);
    const b = Float64Array.from(x, (_, i) => x.reduce((sum, v, j) => sum + (h[i * n + j] ?? NaN) * v, 0));
    const factor = h.slice();
    expect(factorize(factor, n)).toBe(true);
    solve(factor, b, n);
    b.forEach((value, i) => {
      expect(value).toBeCloseTo(x[i] ?? NaN, 9);
    });
  });

  it('is refused to a matrix that is not positive definite', () => {
    const indefinite = h.slice();
    indefinite[20 * n + 20] = -1;
    expect(factorize(indefinite, n)).toBe(false);
  });
});

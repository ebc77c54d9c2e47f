import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { kernelProducts } from '../../../../src/mine/kernel/matrixProducts';
import type { MatrixProducts } from '../../../../src/mine/networks/products';
import { tensorflowProducts } from '../../../../src/mine/tensorflow/matrixProducts';
import { BUILD_TITLES, compiledBuilds } from '../kernel/builds';
import { wasmEngine } from '../wasm';

const random = createRandom(11);
const matrix = (length: number) => Float32Array.from({ length }, () => random.normal());

// Multiples of no block, of every block, and single rows and columns.
const SIZES = [
  [1, 1, 1],
  [5, 3, 7],
  [4, 8, 16],
  [3, 130, 2],
  [70, 33, 21],
  [33, 17, 50],
] as const;

function describeProducts(title: string, make: () => Promise<MatrixProducts>) {
  describe(`matrix products: ${title}`, () => {
    let products: MatrixProducts;
    beforeAll(async () => {
      products = await make();
    });

    it.each(SIZES)('are the sums in double precision for %i x %i x %i', (rows, depth, columns) => {
      const size = { rows, depth, columns };
      const check = (
        name: keyof Omit<MatrixProducts, 'name'>,
        at: (r: number, d: number) => number,
        bt: (d: number, c: number) => number,
      ) => {
        const [a, b] = [matrix(rows * depth), matrix(depth * columns)];
        const out = new Float32Array(rows * columns).fill(NaN);
        products[name](a, b, size, out);
        for (let r = 0; r < rows; r++)
          for (let c = 0; c < columns; c++) {
            let sum = 0;
            for (let d = 0; d < depth; d++) sum += (a[at(r, d)] ?? NaN) * (b[bt(d, c)] ?? NaN);
            // Float32 sums of at most 130 products of standard normals.
            expect(Math.abs((out[r * columns + c] ?? NaN) - sum)).toBeLessThan(130 * 2 ** -23);
          }
      };
      check(
        'multiply',
        (r, d) => r * depth + d,
        (d, c) => d * columns + c,
      );
      check(
        'multiplyLeftTransposed',
        (r, d) => d * rows + r,
        (d, c) => d * columns + c,
      );
      check(
        'multiplyRightTransposed',
        (r, d) => r * depth + d,
        (d, c) => c * depth + d,
      );
    });

    it('do not see a product before them, whichever its shape', () => {
      // The same values as 2 x 3 and as 3 x 2: TensorFlow.js would reuse what it prepared of the first.
      const values = Float32Array.of(1, 2, 3, 4, 5, 6);
      const out = new Float32Array(4);
      products.multiply(Float32Array.of(1, 1), values, { rows: 1, depth: 2, columns: 3 }, out);
      expect([...out.subarray(0, 3)]).toEqual([5, 7, 9]);
      products.multiply(Float32Array.of(1, 1, 1), values, { rows: 1, depth: 3, columns: 2 }, out);
      expect([...out.subarray(0, 2)]).toEqual([9, 12]);
    });
  });
}

for (const { build, title } of BUILD_TITLES)
  describeProducts(`the kernel's ${title}`, async () => {
    const module = (await compiledBuilds()).get(build);
    if (!module) throw new Error(`no build ${build}`);
    return kernelProducts(module, build);
  });

describeProducts('TensorFlow.js on its WASM backend', async () => {
  await wasmEngine();
  return tensorflowProducts(tf, 'tfjs-wasm');
});

it('TensorFlow.js keeps no tensor after a product', async () => {
  await wasmEngine();
  const products = tensorflowProducts(tf, 'tfjs-wasm');
  const before = tf.memory().numTensors;
  const size = { rows: 2, depth: 2, columns: 2 };
  products.multiply(matrix(4), matrix(4), size, new Float32Array(4));
  products.multiplyLeftTransposed(matrix(4), matrix(4), size, new Float32Array(4));
  products.multiplyRightTransposed(matrix(4), matrix(4), size, new Float32Array(4));
  expect(tf.memory().numTensors).toBe(before);
});

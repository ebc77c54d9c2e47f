import type { MatrixProducts, ProductSize } from '../networks/products';
import type { TensorFlow } from './network';

/**
 * Products on a TensorFlow.js whose backend is ready. Transposes are operations of their own: for the products of a
 * transposed matrix its WASM backend has only a slow loop. Each product makes its tensors anew, since that backend keeps
 * what it prepared of a right-hand tensor for as long as the tensor lives.
 */
export function tensorflowProducts(tf: TensorFlow, name: string): MatrixProducts {
  const matrix = (values: Float32Array, rows: number, columns: number) =>
    tf.tensor2d(values.subarray(0, rows * columns), [rows, columns]);
  const compute = (product: () => ReturnType<typeof tf.matMul>, out: Float32Array) => {
    tf.tidy(() => {
      out.set(product().dataSync());
    });
  };
  return {
    name,
    multiply(a, b, { rows, depth, columns }: ProductSize, out) {
      compute(() => tf.matMul(matrix(a, rows, depth), matrix(b, depth, columns)), out);
    },
    multiplyLeftTransposed(a, b, { rows, depth, columns }, out) {
      compute(() => tf.matMul(tf.transpose(matrix(a, depth, rows)), matrix(b, depth, columns)), out);
    },
    multiplyRightTransposed(a, b, { rows, depth, columns }, out) {
      compute(() => tf.matMul(matrix(a, rows, depth), tf.transpose(matrix(b, columns, depth))), out);
    },
  };
}

/**
 * The products that a dense layer is made of, for row-major matrices in float32. What computes them is chosen at the
 * start: the kernel, or TensorFlow.js with its WASM backend or natively.
 */
export interface MatrixProducts {
  /** What a report calls it. */
  readonly name: string;
  /** out[rows][columns] = a[rows][depth] b[depth][columns] */
  multiply(a: Float32Array, b: Float32Array, size: ProductSize, out: Float32Array): void;
  /** out[rows][columns] = transpose of a[depth][rows] times b[depth][columns] */
  multiplyLeftTransposed(a: Float32Array, b: Float32Array, size: ProductSize, out: Float32Array): void;
  /** out[rows][columns] = a[rows][depth] times the transpose of b[columns][depth] */
  multiplyRightTransposed(a: Float32Array, b: Float32Array, size: ProductSize, out: Float32Array): void;
}

/** Rows and columns of the product, and the length of the sums it is made of. */
export interface ProductSize {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

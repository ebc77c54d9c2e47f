import * as l10n from '@vscode/l10n';
import type { MatrixProducts, ProductSize } from '../networks/products';

/** assembly/matrix.ts; addresses and lengths of rows in bytes. */
interface MatrixExports {
  readonly memory: WebAssembly.Memory;
  panelColumns(): number;
  reserve(bytes: number): number;
  packColumns(from: number, depth: number, columns: number, to: number): void;
  packTransposed(from: number, depth: number, columns: number, width: number, to: number): void;
  multiply(
    a: number,
    aRow: number,
    depth: number,
    panels: number,
    zeros: number,
    out: number,
    rows: number,
    columns: number,
  ): void;
}

/** Where the parts of a product lie. */
interface Places {
  readonly a: number;
  readonly turned: number;
  readonly b: number;
  readonly panels: number;
  readonly zeros: number;
  readonly out: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Products by the kernel, in an instance of their own. The matrices are copied into its memory and the product out of it,
 * which costs a few percent of the product itself from 100 rows on.
 * @param module a build of the kernel
 * @param name what a report calls it
 */
export function kernelProducts(module: WebAssembly.Module, name: string): MatrixProducts {
  const abort = () => {
    throw new Error(l10n.t('The kernel stopped: it has run out of memory.'));
  };
  // Its types are those of assembly/matrix.ts, which only the kernel's compiler knows.
  const kernel = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as MatrixExports;
  const panel = kernel.panelColumns();

  const places = ({ rows, depth, columns }: ProductSize): Places => {
    const padded = { rows: roundUp(rows, 4), columns: roundUp(columns, panel) };
    let at = 0;
    const take = (floats: number) => {
      const begin = at;
      at += roundUp(floats, 16) * 4;
      return begin;
    };
    const offsets = {
      a: take(padded.rows * depth),
      turned: take(padded.rows * roundUp(depth, 4)),
      b: take(columns * depth),
      panels: take(padded.columns * depth),
      zeros: take(panel),
      out: take(padded.rows * padded.columns),
    };
    const base = kernel.reserve(at);
    const place = (offset: number) => base + offset;
    const { a, turned, b, panels, zeros, out } = offsets;
    return {
      a: place(a),
      turned: place(turned),
      b: place(b),
      panels: place(panels),
      zeros: place(zeros),
      out: place(out),
      ...padded,
    };
  };
  const put = (values: Float32Array, length: number, at: number) => {
    new Float32Array(kernel.memory.buffer, at, length).set(values.subarray(0, length));
  };
  const finish = (
    at: Places,
    a: number,
    aRow: number,
    { rows, depth, columns }: ProductSize,
    out: Float32Array,
  ) => {
    new Float32Array(kernel.memory.buffer, at.zeros, panel).fill(0);
    kernel.multiply(a, aRow, depth, at.panels, at.zeros, at.out, at.rows, at.columns);
    const product = new Float32Array(kernel.memory.buffer, at.out, at.rows * at.columns);
    if (columns === at.columns) out.set(product.subarray(0, rows * columns));
    else
      for (let r = 0; r < rows; r++)
        out.set(product.subarray(r * at.columns, r * at.columns + columns), r * columns);
  };

  return {
    name,
    multiply(a, b, size, out) {
      const at = places(size);
      put(a, size.rows * size.depth, at.a);
      put(b, size.depth * size.columns, at.b);
      kernel.packColumns(at.b, size.depth, size.columns, at.panels);
      finish(at, at.a, size.depth * 4, size, out);
    },
    multiplyLeftTransposed(a, b, size, out) {
      const at = places(size);
      put(a, size.rows * size.depth, at.a);
      put(b, size.depth * size.columns, at.b);
      // As one panel it is simply the transpose: [rows][depth], whose rows are read four at a time.
      kernel.packTransposed(at.a, size.rows, size.depth, roundUp(size.depth, 4), at.turned);
      kernel.packColumns(at.b, size.depth, size.columns, at.panels);
      finish(at, at.turned, roundUp(size.depth, 4) * 4, size, out);
    },
    multiplyRightTransposed(a, b, size, out) {
      const at = places(size);
      put(a, size.rows * size.depth, at.a);
      put(b, size.depth * size.columns, at.b);
      kernel.packTransposed(at.b, size.depth, size.columns, panel, at.panels);
      finish(at, at.a, size.depth * 4, size, out);
    },
  };
}

function roundUp(n: number, multiple: number): number {
  return multiple * Math.ceil(n / multiple);
}

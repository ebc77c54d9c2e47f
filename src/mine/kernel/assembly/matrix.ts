import { wide } from './build';
import { product } from './product';
import { storeTransposed } from './simd';

/*
 * Products of matrices of any size, for networks that are no critic of a pair. The right one is laid out in panels of
 * 8 columns (16 in the wide build), one row of a panel after the other, so that the product reads it in a straight line.
 */

const PANEL: usize = wide ? 16 : 8;

/** Columns of a panel, in which the host rounds up the columns of a right matrix and of a product. */
export function panelColumns(): usize {
  return PANEL;
}

/** Makes room for so many bytes, which begin at the returned address; what was there is lost to the caller's care. */
export function reserve(bytes: usize): usize {
  const begin = (__heap_base + 63) & ~63;
  const missing = <i32>((begin + bytes + 65535) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return begin;
}

/** Panels of a matrix [depth][columns]; the columns that fill up the last one are 0. */
export function packColumns(from: usize, depth: usize, columns: usize, to: usize): void {
  const row = columns * 4;
  for (let c: usize = 0; c < columns; c += PANEL) {
    const width = min(PANEL, columns - c);
    let source = from + c * 4;
    for (let d: usize = 0; d < depth; d++, source += row, to += PANEL * 4) {
      if (width == PANEL) {
        for (let i: usize = 0; i < PANEL * 4; i += 16) v128.store(to + i, v128.load(source + i));
      } else {
        for (let i: usize = 0; i < PANEL; i++) store<f32>(to + i * 4, i < width ? load<f32>(source + i * 4) : 0);
      }
    }
  }
}

/** Panels of `width` columns, a multiple of 4, of the transpose of a matrix [columns][depth]. */
export function packTransposed(from: usize, depth: usize, columns: usize, width: usize, to: usize): void {
  const row = depth * 4;
  const panelRow = width * 4;
  for (let panel: usize = 0; panel < columns; panel += width, to += depth * panelRow) {
    for (let c: usize = 0; c < width; c += 4) {
      const column = panel + c;
      const source = from + column * row;
      const target = to + c * 4;
      let d: usize = 0;
      if (column + 4 <= columns) {
        for (; d + 4 <= depth; d += 4) {
          const at = source + d * 4;
          storeTransposed(
            target + d * panelRow,
            panelRow,
            v128.load(at),
            v128.load(at + row),
            v128.load(at + 2 * row),
            v128.load(at + 3 * row),
          );
        }
      }
      for (; d < depth; d++) {
        for (let i: usize = 0; i < 4; i++) {
          const value = column + i < columns ? load<f32>(source + i * row + d * 4) : 0;
          store<f32>(target + d * panelRow + i * 4, value);
        }
      }
    }
  }
}

/**
 * out[rows][columns] = a[rows][depth] times the matrix in the panels, for a multiple of 4 rows and of a panel's columns.
 * @param aRow length of a row of a in bytes
 * @param zeros as many as a panel has columns
 */
export function multiply(a: usize, aRow: usize, depth: usize, panels: usize, zeros: usize, out: usize, rows: usize, columns: usize): void {
  for (let c: usize = 0; c < columns; c += PANEL, panels += depth * PANEL * 4) {
    product(a, aRow, depth, panels, PANEL * 4, zeros, out + c * 4, columns * 4, rows, PANEL);
  }
}

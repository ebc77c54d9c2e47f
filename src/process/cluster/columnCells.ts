import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Column } from '../../dataset/dataset';
import { sharedBuffer } from '../../dataset/bytes/sharedBuffer';

/*
 * A column's cells as they travel: one byte that tells their form, then the numbers, little-endian, gzipped. Words stay at
 * home: a worker gets the codes of levels.
 */

const FORMS = ['float32', 'float64', 'codes'] as const;
type Form = (typeof FORMS)[number];
const WIDTH: Readonly<Record<Form, number>> = { float32: 4, float64: 8, codes: 4 };

export type Cells =
  | { readonly kind: 'numeric'; readonly values: Float64Array<SharedArrayBuffer | ArrayBuffer> }
  | { readonly kind: 'categorical'; readonly codes: Int32Array<SharedArrayBuffer | ArrayBuffer> };

/**
 * The cells of some rows, gzipped. Numbers travel as float32 where that loses nothing, so that an estimate is the same
 * wherever it is made.
 */
export function packCells(column: Column, rows: Uint32Array): Uint8Array {
  const cells =
    column.kind === 'numeric'
      ? Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN)
      : Int32Array.from(rows, (row) => column.codes[row] ?? -1);
  if (cells instanceof Int32Array) return packed('codes', cells);
  const single = Float32Array.from(cells);
  const isLossless = cells.every((value, i) => Object.is(value, single[i]));
  return isLossless ? packed('float32', single) : packed('float64', cells);
}

/** Under which cells lie on the server and in caches: what was stored under it can be checked. */
export function cellsHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws Error in words where these are not the cells of so many rows */
export function unpackCells(bytes: Uint8Array, kind: Cells['kind'], rows: number): Cells {
  const plain = gunzipSync(bytes, { maxOutputLength: 1 + 8 * rows });
  const form = FORMS[plain[0] ?? -1];
  if (!form || (form === 'codes') !== (kind === 'categorical') || plain.length !== 1 + WIDTH[form] * rows)
    throw new Error('the cells of a column are not what they should be');
  const view = new DataView(plain.buffer, plain.byteOffset + 1);
  if (form === 'codes') {
    const codes = new Int32Array(sharedBuffer(4 * rows));
    for (let i = 0; i < rows; i++) codes[i] = view.getInt32(4 * i, true);
    return { kind: 'categorical', codes };
  }
  const values = new Float64Array(sharedBuffer(8 * rows));
  for (let i = 0; i < rows; i++)
    values[i] = form === 'float32' ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true);
  return { kind: 'numeric', values };
}

function packed(form: Form, cells: Float32Array | Float64Array | Int32Array): Uint8Array {
  const bytes = new Uint8Array(1 + cells.byteLength);
  bytes[0] = FORMS.indexOf(form);
  // Typed arrays are little-endian wherever Node runs.
  bytes.set(new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength), 1);
  return gzipSync(bytes, { level: 1 });
}

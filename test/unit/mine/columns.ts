import type { CategoricalColumn, NumericColumn } from '../../../src/dataset/dataset';

const facts = { missing: 0, distinct: 0, unparsable: { count: 0, lines: [] }, examples: [] };

/** A numeric column of these values; NaN is missing. */
export function numeric(name: string, values: ArrayLike<number>): NumericColumn {
  return { ...facts, name, type: 'numeric', kind: 'numeric', values: Float64Array.from(values) };
}

/** A categorical column of these codes; -1 is missing. */
export function categorical(name: string, codes: ArrayLike<number>): CategoricalColumn {
  const levels = Array.from({ length: Math.max(...Array.from(codes)) + 1 }, (_, code) => `level ${code}`);
  return { ...facts, name, type: 'categorical', kind: 'categorical', codes: Int32Array.from(codes), levels };
}

export function allRows(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}

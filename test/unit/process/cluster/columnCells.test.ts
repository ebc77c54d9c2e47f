import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../src/dataset/dataset';
import { packCells, unpackCells } from '../../../../src/process/cluster/columnCells';

const facts = {
  name: 'a',
  missing: 0,
  distinct: 2,
  unparsable: { count: 0, lines: [] },
  examples: [],
};
const numeric = (values: readonly number[]): Column => ({
  ...facts,
  type: 'numeric',
  kind: 'numeric',
  values: Float64Array.from(values),
});
const allRows = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

describe('the cells of a column on their way to a worker', () => {
  it('arrive to the last bit, missing ones too', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 50 }), (values) => {
        const cells = unpackCells(
          packCells(numeric(values), allRows(values.length)),
          'numeric',
          values.length,
        );
        if (cells.kind !== 'numeric') throw new Error('not numeric');
        expect([...cells.values]).toEqual(values);
      }),
      { seed: 1 },
    );
  });

  it('travel as float32 where that loses nothing', () => {
    const rows = allRows(4000);
    const whole = packCells(numeric(Array.from(rows, (i) => (i * 7919) % 4001)), rows);
    const fractions = packCells(numeric(Array.from(rows, (i) => Math.sin(i))), rows);
    expect(whole.length).toBeLessThan(fractions.length / 1.8);
  });

  it('are those of the rows that are used, and of words only the codes', () => {
    const column: Column = {
      ...facts,
      type: 'categorical',
      kind: 'categorical',
      codes: Int32Array.from([0, 1, -1, 1]),
      levels: ['secret', 'words'],
    };
    const bytes = packCells(column, Uint32Array.from([1, 2]));
    const cells = unpackCells(bytes, 'categorical', 2);
    expect(cells.kind === 'categorical' && [...cells.codes]).toEqual([1, -1]);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('secret');
  });

  it.each([
    ['of too few rows', packCells(numeric([1, 2]), allRows(2)), 'numeric', 3],
    ['of too many rows', packCells(numeric([1, 2, 3]), allRows(3)), 'numeric', 2],
    ['of another kind', packCells(numeric([1, 2]), allRows(2)), 'categorical', 2],
    ['that are no cells', Uint8Array.from([1, 2, 3]), 'numeric', 2],
  ] as const)('are refused where they are ones %s', (_, bytes, kind, rows) => {
    expect(() => unpackCells(bytes, kind, rows)).toThrow();
  });
});

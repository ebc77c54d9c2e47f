import { describe, expect, test } from 'vitest';
import type { Cells } from '../../../src/dataset/typing/cells';
import { countLevels } from '../../../src/dataset/typing/levels';
import type { ColumnOverride } from '../../../src/dataset/overrides';
import { typeColumn } from '../../../src/dataset/typing/typing';
import { values } from './reading';

function told(override: ColumnOverride, cells: readonly string[]) {
  const levels = [...new Set(cells.filter((cell) => cell !== ''))];
  const codes = Int32Array.from(cells, (cell) => levels.indexOf(cell));
  const lines = Uint32Array.from(cells, (_, row) => row + 2);
  return typeColumn('x', countLevels(codes, levels), lines, override);
}

describe('what a person says a column is, it is:', () => {
  test('numbers, though most cells are none and they count the rows', () => {
    const column = told('numeric', ['1', '2', 'three', 'four', '']);
    expect(column).toMatchObject({ type: 'numeric', missing: 1, unparsable: { count: 2, lines: [4, 5] } });
    expect(values(column)).toEqual([1, 2, null, null, null]);
    const rows = Array.from({ length: 20 }, (_, i) => String(i));
    expect(told('numeric', rows)).toMatchObject({ type: 'numeric' });
    expect(told('numeric', rows).reason).toBeUndefined();
  });

  test('numbers with that decimal mark, without a doubt', () => {
    const comma = told('decimal-comma', ['1,234', '5,678']);
    expect(values(comma)).toEqual([1.234, 5.678]);
    expect(comma.ambiguity).toBeUndefined();
    expect(values(told('decimal-point', ['1,234', '5,678']))).toEqual([1234, 5678]);
    expect(values(told('decimal-comma', ['1.234', '5.678']))).toEqual([1234, 5678]);
  });

  test('dates in that order, without a doubt', () => {
    const column = told('day-first', ['1/2/2020', '3/4/2020']);
    expect(values(column)[0]).toBe(Date.UTC(2020, 1, 1));
    expect(column).toMatchObject({ type: 'datetime', readAs: 'day first' });
    expect(column.ambiguity).toBeUndefined();
  });

  test.each([
    [['20200131', '20200201'], 'year, month and day in one number'],
    [['1580428800', '1580515200'], 'time since 1970-01-01 UTC'],
    [['1580428800000', '1580515200000'], 'time since 1970-01-01 UTC'],
  ])('dates written as whole numbers: %s', (cells, readAs) => {
    const column = told('datetime', cells);
    expect(column).toMatchObject({ type: 'datetime', readAs });
    expect(values(column)).toEqual([Date.UTC(2020, 0, 31), Date.UTC(2020, 1, 1)]);
  });

  test('categories, though they are many or numbers', () => {
    const column = told('categorical', ['3', '1', '3']);
    expect(column).toMatchObject({ type: 'categorical', levels: ['3', '1'] });
    expect(
      told(
        'categorical',
        Array.from({ length: 60 }, (_, i) => `k${i}`),
      ).reason,
    ).toBeUndefined();
  });

  test('text, and so left out', () => {
    expect(told('text', ['1', '2'])).toMatchObject({ type: 'text', reason: 'left out on request' });
  });

  test('also where its cells are held as numbers', () => {
    const cells: Cells = {
      ...{ kind: 'numbers', values: new Float64Array([3, NaN, 1, 3]), examples: ['3'] },
      ...{ type: 'numeric', present: 3, rowsInFile: 4, distinct: null, countsUp: null },
      unparsable: { count: 0, lines: [] },
    };
    const lines = new Uint32Array([2, 3, 4, 5]);
    expect(values(typeColumn('x', cells, lines, 'categorical'))).toEqual(['3', null, '1', '3']);
    expect(values(typeColumn('x', cells, lines, 'numeric'))).toEqual([3, null, 1, 3]);
  });
});
